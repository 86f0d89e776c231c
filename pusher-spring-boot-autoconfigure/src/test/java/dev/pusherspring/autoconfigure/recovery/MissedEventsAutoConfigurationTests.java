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

package dev.pusherspring.autoconfigure.recovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.metrics.PusherMetricsAutoConfiguration;
import dev.pusherspring.autoconfigure.observation.PusherObservationAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.metrics.PusherMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for sources of missed events in an application.
 */
class MissedEventsAutoConfigurationTests {

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherObservationAutoConfiguration.class,
				PusherAutoConfiguration.class, PusherMetricsAutoConfiguration.class,
				EmbeddedPusherAutoConfiguration.class, EmbeddedPusherAppsAutoConfiguration.class))
		.withBean(SimpleMeterRegistry.class)
		.withBean(Recorder.class)
		.withPropertyValues("pusher.key=app-key", "pusher.channels=orders", "pusher.reconnect.initial-delay=10ms",
				"pusher.recovery.margin=0");

	private final ApplicationContextRunner embedded = this.runner.withPropertyValues("pusher.embedded.enabled=true");

	private static void drop(ApplicationContext context) {
		PusherClient client = context.getBean(PusherClient.class);
		Awaitility.await().until(() -> client.getChannels().stream().allMatch((channel) -> channel.isSubscribed()));
		context.getBean(EmbeddedPusherServer.class).faults().dropAll();
	}

	private static void awaitLog(ApplicationContext context, String... lines) {
		Awaitility.await()
			.untilAsserted(() -> assertThat(context.getBean(Recorder.class).log).containsExactlyInAnyOrder(lines));
	}

	@Test
	void beanServesAllChannelsOfTheApp() {
		this.embedded.withBean(MissedEventsSource.class, () -> (request) -> Stream.of(ChannelEvent.of("placed", "1")))
			.run((context) -> {
				SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
				context.getBean(PusherMetrics.class).bindTo(meters);
				drop(context);
				awaitLog(context, "orders 1 true");
				Awaitility.await()
					.until(() -> meters.get("pusher.recovery.outages")
						.tags("app", "pusher", "outcome", "success")
						.functionCounter()
						.count() == 1);
				assertThat(meters.get("pusher.recovery.events").functionCounter().count()).isEqualTo(1);
				assertThat(meters.get("pusher.recovery.duplicates").functionCounter().count()).isZero();
				assertThat(meters.get("pusher.recovery.active").gauge().value()).isZero();
				assertThat(meters.get("pusher.recovery.waiting").gauge().value()).isZero();
			});
	}

	@Test
	void listenerNamesTheSourceOfItsChannels() {
		this.embedded.withUserConfiguration(NamedSources.class).run((context) -> {
			drop(context);
			awaitLog(context, "orders app true", "prices own true", "heard own true true");
		});
	}

	@Test
	void sourceThatDoesNotExistIsReported() {
		this.embedded.withBean(Misspelt.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("the value 'forPrizes' of 'missedEvents' is invalid: there is no "
						+ "MissedEventsSource bean with that name"));
	}

	@Test
	void severalSourcesForAnAppAreReported() {
		this.embedded.withBean("a", MissedEventsSource.class, () -> (request) -> Stream.empty())
			.withBean("b", MissedEventsSource.class, () -> (request) -> Stream.empty())
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining("MissedEventsSource"));
	}

	@Test
	void eachAppHasItsOwnSource() {
		this.embedded.withUserConfiguration(SourcesOfApps.class)
			.withPropertyValues("pusher.apps.prices.key=prices-key", "pusher.apps.prices.channels=prices")
			.run((context) -> {
				Awaitility.await()
					.until(() -> context.getBeansOfType(PusherClient.class)
						.values()
						.stream()
						.flatMap((client) -> client.getChannels().stream())
						.allMatch((channel) -> channel.isSubscribed()));
				context.getBeansOfType(EmbeddedPusherServer.class)
					.values()
					.forEach((server) -> server.faults().dropAll());
				Awaitility.await()
					.untilAsserted(() -> assertThat(context.getBean(Recorder.class).log).contains("orders default true",
							"prices own true"));
			});
	}

	@Test
	void observationSaysWhetherTheEventWasRecovered() {
		this.embedded.withUserConfiguration(NamedSources.class)
			.withPropertyValues("pusher.listener.observation-enabled=true")
			.withBean(ObservationRegistry.class, () -> this.observations)
			.run((context) -> {
				drop(context);
				Awaitility.await()
					.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.observations)
						.hasObservationWithNameEqualTo("pusher.listener")
						.that()
						.hasBeenStopped()
						.hasLowCardinalityKeyValue("pusher.recovered", "true"));
			});
	}

	@Test
	void settingsAreThoseOfTheProperties() {
		this.embedded.withPropertyValues("pusher.recovery.timeout=50ms", "pusher.recovery.retry.max-attempts=1")
			.withBean(MissedEventsSource.class, () -> (request) -> {
				Thread.currentThread().join();
				return Stream.empty();
			})
			.run((context) -> {
				drop(context);
				awaitLog(context, "orders No answer within 50 ms");
			});
	}

	@Test
	void settingsThatMakeNoSenseAreReported() {
		this.runner.withPropertyValues("pusher.recovery.max-concurrency=0")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessageContaining("'maxConcurrency' must be positive"));
	}

	static class Recorder {

		private final List<String> log = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.log.add(event.getChannel() + " " + event.getData() + " " + event.isRecovered());
		}

		@EventListener
		void onFailure(PusherRecoveryFailedEvent event) {
			this.log.add(event.getChannel() + " " + event.getCause().getMessage());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NamedSources {

		@Bean
		MissedEventsSource forAll() {
			return (request) -> Stream.of(ChannelEvent.of("placed", "app"));
		}

		@Bean(defaultCandidate = false)
		MissedEventsSource forPrices() {
			return (request) -> Stream.of(ChannelEvent.of("changed", "own"));
		}

		@Bean
		PriceListener priceListener(Recorder recorder) {
			return new PriceListener(recorder);
		}

	}

	record PriceListener(Recorder recorder) {

		@PusherListener(channels = "prices", missedEvents = "forPrices")
		void on(Message<String> message, @Header(PusherHeaders.RECOVERED) boolean recovered) {
			this.recorder.log.add("heard " + message.getPayload() + " " + recovered + " "
					+ message.getHeaders().get(PusherHeaders.RECOVERED));
		}

	}

	static class Misspelt {

		@PusherListener(channels = "prices", missedEvents = "forPrizes")
		void on(String price) {
			throw new InvalidPusherListenerException("not called", price);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SourcesOfApps {

		@Bean
		MissedEventsSource forAll() {
			return (request) -> Stream.of(ChannelEvent.of("placed", "default"));
		}

		@Bean
		@Qualifier("prices")
		MissedEventsSource forPrices() {
			return (request) -> Stream.of(ChannelEvent.of("changed", "own"));
		}

	}

}
