/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.pusherspring.autoconfigure.publish;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.health.PusherHealthContributorAutoConfiguration;
import dev.pusherspring.autoconfigure.metrics.PusherPublishMetricsAutoConfiguration;
import dev.pusherspring.autoconfigure.observation.PusherPublishObservationAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.publish.AsyncPusherOperations;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.ChannelAttribute;
import dev.pusherspring.publish.PublishCall;
import dev.pusherspring.publish.PublishInterceptor;
import dev.pusherspring.publish.PublishOptions;
import dev.pusherspring.publish.PublishRejectedException;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.publish.PusherSendTo;
import dev.pusherspring.publish.PusherTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PusherPublishAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherPublishAutoConfigurationTests {

	private static final String[] APP = { "pusher.app-id=7", "pusher.key=k", "pusher.secret=s",
			"pusher.auto-startup=false" };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, PusherPublishAutoConfiguration.class,
				PusherPublishMetricsAutoConfiguration.class, PusherPublishObservationAutoConfiguration.class,
				EmbeddedPusherAutoConfiguration.class, EmbeddedPusherAppsAutoConfiguration.class,
				JacksonAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ImperativeHttpClientAutoConfiguration.class));

	@Test
	void thereIsNoPublisherWithoutAnAppId() {
		this.contextRunner.withPropertyValues("pusher.key=k", "pusher.secret=s", "pusher.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PusherOperations.class)
				.doesNotHaveBean(AsyncPusherOperations.class));
	}

	@Test
	void thereIsNoPublisherIfThatIsSaid() {
		this.contextRunner.withPropertyValues(APP)
			.withPropertyValues("pusher.publish.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherOperations.class));
		this.contextRunner.withPropertyValues(APP)
			.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherOperations.class));
	}

	@Test
	void publisherThatIsWantedButCannotBeTellsWhatIsMissing() {
		this.contextRunner
			.withPropertyValues("pusher.key=k", "pusher.app-id=7", "pusher.auto-startup=false",
					"pusher.publish.enabled=true")
			.run((context) -> assertThatExceptionOfType(RuntimeException.class)
				.isThrownBy(() -> context.getBean(PusherOperations.class))
				.havingRootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.withMessage("Publishing requires the secret of the Pusher app, but 'pusher.secret' is not set."));
	}

	@Test
	void addressIsThatOfTheCluster() {
		assertAddress("https://api-eu.pusher.com", "pusher.cluster=eu");
	}

	@Test
	void addressIsThatOfTheServer() {
		assertAddress("http://soketi:6001/ws", "pusher.host=soketi", "pusher.port=6001", "pusher.path=/ws",
				"pusher.force-tls=false");
	}

	@Test
	void addressMayBeAnother() {
		assertAddress("https://api.internal:8443/v1", "pusher.host=soketi", "pusher.port=6001", "pusher.path=/ws",
				"pusher.force-tls=false", "pusher.publish.host=api.internal", "pusher.publish.port=8443",
				"pusher.publish.path=/v1", "pusher.publish.force-tls=true");
		assertAddress("https://api.internal", "pusher.port=6001", "pusher.publish.host=api.internal");
		assertAddress("https://[::1]", "pusher.publish.host=::1");
	}

	private void assertAddress(String address, String... properties) {
		this.contextRunner.withPropertyValues(APP)
			.withPropertyValues(properties)
			.run((context) -> assertThat(context.getBean(PusherTemplate.class).getOptions().getAddress())
				.hasToString(address));
	}

	@Test
	void propertiesSetLimits() {
		this.contextRunner.withPropertyValues(APP)
			.withPropertyValues("pusher.publish.limits.data=100KB", "pusher.publish.limits.channels=5",
					"pusher.publish.limits.batch=50")
			.run((context) -> assertThat(context.getBean(PusherTemplate.class).getOptions().getLimits())
				.isEqualTo(new PublishOptions.Limits(100 * 1024, 5, 50)));
	}

	@Test
	void defaultsAreThoseOfTheOptions() {
		this.contextRunner.withPropertyValues(APP)
			.run((context) -> assertThat(context.getBean(PusherTemplate.class).getOptions().getLimits())
				.isEqualTo(PublishOptions.Limits.defaults()));
	}

	@Test
	void valuesThatCannotBeUsedAreNamed() {
		for (String property : List.of("publish.limits.data=0", "publish.retry.max-attempts=0",
				"publish.read-timeout=10", "publish.host=http://x", "publish.port=70000", "app-id=a/b")) {
			this.contextRunner.withPropertyValues(APP)
				.withPropertyValues("pusher." + property)
				.run((context) -> assertThatExceptionOfType(RuntimeException.class)
					.isThrownBy(() -> context.getBean(PusherTemplate.class))
					.havingRootCause()
					.satisfies((ex) -> assertThat(ex).as(property).isNotNull()));
		}
	}

	@Test
	void embeddedServerAcceptsEverything() {
		this.contextRunner.withUserConfiguration(Receiver.class)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=orders,private-encrypted-pins",
					"pusher.fail-fast=true")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				await().untilAsserted(() -> assertThat(context.getBean(PusherClient.class).getChannels())
					.allMatch((channel) -> channel.isSubscribed()));
				PusherOperations publisher = context.getBean(PusherOperations.class);
				publisher.trigger("orders", "placed", Map.of("id", 1));
				publisher.trigger("private-encrypted-pins", "placed", Map.of("id", 2));
				context.getBean(AsyncPusherOperations.class).trigger("orders", "placed", Map.of("id", 3)).join();
				Receiver receiver = context.getBean(Receiver.class);
				await().untilAsserted(() -> assertThat(receiver.received).containsExactlyInAnyOrder("orders{id=1}",
						"private-encrypted-pins{id=2}", "orders{id=3}"));
				assertThat(publisher.getChannels(null)).containsKeys("orders", "private-encrypted-pins");
				assertThat(server.getAppId()).isEqualTo(context.getBean(PusherTemplate.class).getOptions().getAppId());
			});
	}

	@Test
	void eachAppHasAPublisherThatKnowsItsOwnSecretOnly() {
		this.contextRunner.withUserConfiguration(Injected.class)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.apps.orders.app-id=1",
					"pusher.apps.orders.key=orders-key", "pusher.apps.orders.secret=orders-secret",
					"pusher.apps.prices.app-id=2", "pusher.apps.prices.key=prices-key",
					"pusher.apps.prices.secret=prices-secret", "pusher.key=main-key", "pusher.secret=main-secret")
			.run((context) -> {
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.main.getOptions().getName()).isEqualTo("pusher");
				assertThat(injected.orders.getOptions().getName()).isEqualTo("orders");
				assertThat(injected.orders.getOptions().getAppId()).isEqualTo("1");
				assertThat(injected.prices.getApp()).isEqualTo("prices");
				injected.main.trigger("a", "e", 1);
				injected.orders.trigger("a", "e", 1);
				injected.prices.trigger("a", "e", 1).join();
				PublishOptions foreign = PublishOptions.builder("2", "prices-key", "orders-secret")
					.address(context.getBean("pusher.apps.prices.template", PusherTemplate.class)
						.getOptions()
						.getAddress())
					.build();
				assertThatExceptionOfType(PublishRejectedException.class)
					.isThrownBy(() -> new PusherTemplate(foreign, new JdkClientHttpRequestFactory(), new JsonMapper())
						.trigger("a", "e", 1))
					.satisfies((ex) -> assertThat(ex.getStatus()).isEqualTo(401));
			});
	}

	@Test
	void appIdIsNotInherited() {
		this.contextRunner.withPropertyValues(APP)
			.withPropertyValues("pusher.apps.orders.key=k2", "pusher.apps.orders.secret=s2")
			.run((context) -> assertThat(context.getBeansOfType(PusherTemplate.class))
				.containsOnlyKeys("pusher.template"));
	}

	@Test
	void applicationThatOnlyPublishesHasNoClientAndIsUp(CapturedOutput output) {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(PusherHealthContributorAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class))
			.withUserConfiguration(Receiver.class)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.client.enabled=false")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(PusherClient.class);
				context.getBean(PusherOperations.class).trigger("orders", "placed", 1);
				assertThat(context.getBean(EmbeddedPusherServer.class).getConnections()).isEmpty();
				assertThat(context.getBean(HealthContributorRegistry.class).getContributor("pusher")).isNull();
				assertThat(output).contains("will not be called because 'pusher.client.enabled' is false");
			});
	}

	@Test
	void applicationsOwnPublisherIsTaken() {
		PusherOperations own = Mockito.mock();
		this.contextRunner.withBean(PusherOperations.class, () -> own)
			.withPropertyValues(APP)
			.run((context) -> assertThat(context.getBean(PusherOperations.class)).isSameAs(own));
	}

	@Test
	void queueOfEachAppIsMeasured() {
		CountDownLatch release = new CountDownLatch(1);
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(PublishInterceptor.class, () -> new HoldingInterceptor(release))
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.client.enabled=false", "pusher.key=key",
					"pusher.secret=secret", "pusher.app-id=1", "pusher.publish.async.queue-capacity=7",
					"pusher.apps.orders.key=orders-key", "pusher.apps.orders.secret=orders-secret",
					"pusher.apps.orders.app-id=2", "pusher.apps.orders.publish.async.queue-capacity=8")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.find("pusher.publish.capacity").gauges()).isEmpty();
				Map<String, AsyncPusherTemplate> templates = context.getBeansOfType(AsyncPusherTemplate.class);
				assertThat(templates).hasSize(2);
				assertThat(meters.get("pusher.publish.capacity").tag("app", "pusher").gauge().value()).isEqualTo(7);
				assertThat(meters.get("pusher.publish.capacity").tag("app", "orders").gauge().value()).isEqualTo(8);
				Gauge queued = meters.get("pusher.publish.queued").tag("app", "pusher").gauge();
				AsyncPusherTemplate template = templates.get("pusher.asyncTemplate");
				CompletableFuture<?> first = template.trigger("orders", "placed", 1);
				CompletableFuture<?> second = template.trigger("orders", "placed", 2);
				assertThat(queued.value()).isEqualTo(2);
				release.countDown();
				CompletableFuture.allOf(first, second).join();
				assertThat(queued.value()).isZero();
			});
	}

	@Test
	void callsAreMeasuredAndObserved() {
		TestObservationRegistry observations = TestObservationRegistry.create();
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(TestObservationRegistry.class, () -> observations)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.client.enabled=false",
					"pusher.publish.observation-enabled=true")
			.run((context) -> {
				PusherOperations publisher = context.getBean(PusherOperations.class);
				publisher.trigger("orders", "placed", 1);
				assertThatExceptionOfType(PublishRejectedException.class)
					.isThrownBy(() -> publisher.getChannels(null, ChannelAttribute.USER_COUNT));
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				assertThat(meters.get("pusher.publish.calls")
					.tags("app", "pusher", "operation", "trigger", "outcome", "success")
					.timer()
					.count()).isOne();
				assertThat(meters.get("pusher.publish.calls")
					.tags("operation", "channels", "outcome", "rejected")
					.timer()
					.count()).isOne();
				assertThat(meters.get("pusher.publish.events").counter().count()).isOne();
				TestObservationRegistryAssert.assertThat(observations)
					.hasObservationWithNameEqualTo("pusher.publish")
					.that()
					.hasLowCardinalityKeyValue("messaging.operation", "trigger")
					.hasLowCardinalityKeyValue("outcome", "success")
					.hasHighCardinalityKeyValue("messaging.destination.name", "orders")
					.hasHighCardinalityKeyValue("pusher.event", "placed");
			});
	}

	@Test
	void resultsOfListenersAreSentToOthersOnly(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Answering.class)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=answers", "pusher.fail-fast=true",
					"my.channel=answers")
			.run((context) -> {
				EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
				await().untilAsserted(() -> assertThat(context.getBean(PusherClient.class).getChannels()).hasSize(2)
					.allMatch((channel) -> channel.isSubscribed()));
				AtomicReference<String> heard = new AtomicReference<>();
				this.contextRunner.withUserConfiguration(Hearing.class)
					.withBean(AtomicReference.class, () -> heard)
					.withPropertyValues("pusher.host=" + server.getHost(), "pusher.port=" + server.getPort(),
							"pusher.force-tls=false", "pusher.key=" + server.getKey(), "pusher.fail-fast=true")
					.run((other) -> {
						await().untilAsserted(() -> assertThat(other.getBean(PusherClient.class).getChannels())
							.allMatch((channel) -> channel.isSubscribed()));
						server.trigger("questions", "asked", "{\"text\":\"why\"}");
						await().untilAsserted(() -> assertThat(heard.get()).isEqualTo("{\"answer\":\"why?\"}"));
					});
				assertThat(context.getBean(Answering.class).own).isEmpty();
				assertThat(output).doesNotContain("in an endless loop");
			});
	}

	@Test
	void listenerThatAnswersToItselfIsWarnedOf(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Looping.class)
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.auto-startup=false")
			.run((context) -> assertThat(output).contains("which its @PusherSendTo publishes")
				.contains("event 'pong' of channel 'loop'"));
	}

	@Test
	void listenerThatCannotPublishFailsTheStart() {
		this.contextRunner.withUserConfiguration(Answering.class)
			.withPropertyValues("pusher.key=k", "pusher.secret=s", "pusher.auto-startup=false", "my.channel=answers")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining("Cannot publish to app 'pusher'"));
	}

	record Question(String text) {

	}

	record Answer(String answer) {

	}

	static class Answering {

		private final Queue<String> own = new ConcurrentLinkedQueue<>();

		@PusherListener(channels = "questions", events = "asked")
		@PusherSendTo(channels = "${my.channel}", event = "answered")
		Answer answer(Question question) {
			return new Answer(question.text() + "?");
		}

		@PusherListener(channels = "answers")
		void own(String data) {
			this.own.add(data);
		}

	}

	static class Hearing {

		private final AtomicReference<String> heard;

		Hearing(AtomicReference<String> heard) {
			this.heard = heard;
		}

		@PusherListener(channels = "answers")
		void hear(String data) {
			this.heard.set(data);
		}

	}

	static class Looping {

		@PusherListener(channels = "lo*", events = { "ping", "pong" })
		@PusherSendTo(channels = { "loop", "other" }, event = "pong")
		String answer(String data) {
			return data;
		}

	}

	static class Receiver {

		private final Queue<String> received = new ConcurrentLinkedQueue<>();

		@PusherListener(channels = { "orders", "private-encrypted-*" })
		void receive(Map<String, Object> data, PusherChannelEvent event) {
			this.received.add(event.getChannel() + data);
		}

	}

	static class Injected {

		private final PusherTemplate main;

		private final PusherTemplate orders;

		private final AsyncPusherTemplate prices;

		Injected(PusherTemplate main, @Qualifier("orders") PusherTemplate orders,
				@Qualifier("prices") AsyncPusherTemplate prices) {
			this.main = main;
			this.orders = orders;
			this.prices = prices;
		}

	}

	private record HoldingInterceptor(CountDownLatch release) implements PublishInterceptor {

		@Override
		public <T> T intercept(PublishCall call, Supplier<T> proceed) {
			try {
				assertThat(this.release.await(30, TimeUnit.SECONDS)).isTrue();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return proceed.get();
		}

	}

}
