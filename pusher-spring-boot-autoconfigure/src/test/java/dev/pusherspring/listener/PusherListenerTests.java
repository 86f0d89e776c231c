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

package dev.pusherspring.listener;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherListener} methods in an application.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherListenerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true", "rooms.pattern=chatrooms.*.v2");

	@Test
	void methodsTakeWhatTheyAskFor() {
		run(Arguments.class, "orders", (context, heard) -> {
			server(context).trigger("orders", "placed", List.of(Map.of("id", 7)));
			Awaitility.await()
				.untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("list 7", "text [{\"id\":7}]",
						"bytes 10", "tree 7", "event placed on orders by null", "client true", "none"));
		});
	}

	@Test
	void channelsNamedExactlyAreSubscribedWhileAListenerRuns() {
		run(Arguments.class, "orders", (context, heard) -> {
			PusherListenerRegistry registry = context.getBean(PusherListenerRegistry.class);
			PusherClient client = context.getBean(PusherClient.class);
			List<String> ids = registry.getListeners().stream().map(PusherListenerEndpoint::getId).toList();
			ids.subList(1, ids.size()).forEach(registry::stop);
			assertThat(client.getChannel("orders")).isNotNull();
			registry.stop(ids.get(0));
			assertThat(client.getChannel("orders")).isNull();
			registry.start(ids.get(0));
			assertThat(client.getChannel("orders")).isNotNull();
			assertThat(registry.getListener(ids.get(0)).isRunning()).isTrue();
		});
	}

	@Test
	void patternsChooseAmongWhatIsSubscribed() {
		run(Patterns.class, "chatrooms.668.v2", (context, heard) -> {
			context.getBean(PusherClient.class).subscribe("other");
			assertThat(server(context).awaitSubscribed("other", Duration.ofSeconds(20))).isTrue();
			server(context).trigger("other", "App\\Events\\ChatMessageEvent", Map.of("id", 1));
			server(context).trigger("chatrooms.668.v2", "App\\Events\\Deleted", Map.of("id", 2));
			server(context).trigger("chatrooms.668.v2", "App\\Events\\ChatMessageEvent", Map.of("id", 3));
			server(context).trigger("chatrooms.668.v2", "App\\Events\\ChatMessageEvent", Map.of("id", 30));
			Awaitility.await()
				.untilAsserted(() -> assertThat(heard).containsExactly("chat 3 in chatrooms.668.v2", "big 30",
						"chat 30 in chatrooms.668.v2"));
		});
	}

	@Test
	void newsAboutSubscriptionsAndMembersMustBeAskedFor() {
		run(Lifecycle.class, "presence-room",
				(context, heard) -> Awaitility.await()
					.untilAsserted(() -> assertThat(heard).contains("subscribed presence-room")
						.doesNotContain("any pusher:subscription_succeeded")));
	}

	@Test
	void aListenerThatThrowsHurtsNobodyAndIsReported() {
		run(Failing.class, "orders", (context, heard) -> {
			server(context).trigger("orders", "placed", Map.of("id", 1));
			server(context).trigger("orders", "placed", "no JSON for a secret-number");
			server(context).trigger("orders", "placed", Map.of("id", 2));
			Awaitility.await()
				.untilAsserted(
						() -> assertThat(heard).contains("after 1", "after 2", "application 1", "application 2"));
			Awaitility.await()
				.untilAsserted(() -> assertThat(heard).filteredOn((entry) -> entry.startsWith("error")).hasSize(4));
			assertThat(heard).noneMatch((entry) -> entry.contains("secret-number"));
		});
	}

	@Test
	void anErrorHandlerOfTheApplicationDecides() {
		this.contextRunner.withUserConfiguration(Failing.class, Handler.class).run((context) -> {
			assertThat(server(context).awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
			server(context).trigger("orders", "placed", Map.of("id", 1));
			Handler handler = context.getBean(Handler.class);
			Awaitility.await().untilAsserted(() -> assertThat(handler.handled).containsExactly("failing: boom"));
		});
	}

	@Test
	void retryAndSlowThresholdComeFromProperties(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Failing.class, Handler.class)
			.withPropertyValues("pusher.listener.retry.max-attempts=3", "pusher.listener.retry.initial-delay=1ms",
					"pusher.listener.retry.multiplier=1", "pusher.listener.slow-threshold=1ns")
			.run((context) -> {
				assertThat(server(context).awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
				server(context).trigger("orders", "placed", Map.of("id", 1));
				Awaitility.await()
					.untilAsserted(
							() -> assertThat(context.getBean(Handler.class).handled).containsExactly("failing: boom"));
				assertThat(context.getBean(Failing.class).attempts).hasValue(3);
				Awaitility.await().untilAsserted(() -> assertThat(output).contains("Listener 'failing' took "));
			});
	}

	@Test
	void retryThatMakesNoSenseFailsAtStart() {
		this.contextRunner.withPropertyValues("pusher.listener.retry.multiplier=0.5")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'multiplier' must be at least 1"));
		this.contextRunner.withPropertyValues("pusher.listener.slow-threshold=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'slowThreshold' must be positive"));
	}

	@Test
	void aPausedListenerKeepsItsChannelAndHearsNothing() {
		run(Failing.class, "orders", (context, heard) -> {
			PusherListenerRegistry registry = context.getBean(PusherListenerRegistry.class);
			registry.getListeners().forEach((listener) -> registry.pause(listener.getId()));
			server(context).trigger("orders", "placed", Map.of("id", 1));
			Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly("application 1"));
			assertThat(context.getBean(PusherClient.class).getChannel("orders")).isNotNull();
			registry.getListeners().forEach((listener) -> registry.resume(listener.getId()));
			server(context).trigger("orders", "placed", Map.of("id", 2));
			Awaitility.await().untilAsserted(() -> assertThat(heard).contains("after 2"));
		});
	}

	@Test
	void aListenerThatDoesNotStartByItselfWantsNoChannel() {
		this.contextRunner.withUserConfiguration(Manual.class).run((context) -> {
			PusherListenerRegistry registry = context.getBean(PusherListenerRegistry.class);
			PusherClient client = context.getBean(PusherClient.class);
			assertThat(client.getChannels()).isEmpty();
			registry.start("manual");
			assertThat(client.getChannel("manual-channel")).isNotNull();
		});
	}

	private void run(Class<? extends Hearing> configuration, String channel, Check check) {
		this.contextRunner.withUserConfiguration(configuration)
			.withPropertyValues("pusher.channels=" + channel.replace("orders", ""))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(server(context).awaitSubscribed(channel, Duration.ofSeconds(20))).isTrue();
				check.check(context, context.getBean(Hearing.class).heard);
			});
	}

	private static EmbeddedPusherServer server(ApplicationContext context) {
		return context.getBean(EmbeddedPusherServer.class);
	}

	@FunctionalInterface
	interface Check {

		void check(ApplicationContext context, Queue<String> heard);

	}

	record Order(int id) {

	}

	abstract static class Hearing {

		final Queue<String> heard = new ConcurrentLinkedQueue<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Arguments extends Hearing {

		@PusherListener(channels = "orders")
		void list(List<Order> orders) {
			this.heard.add("list " + orders.get(0).id());
		}

		@PusherListener(channels = "orders", events = "placed")
		void text(String text) {
			this.heard.add("text " + text);
		}

		@PusherListener(channels = "orders")
		void bytes(byte[] bytes) {
			this.heard.add("bytes " + new String(bytes, StandardCharsets.UTF_8).length());
		}

		@PusherListener(channels = "orders")
		void tree(JsonNode tree) {
			this.heard.add("tree " + tree.path(0).path("id").asInt());
		}

		@PusherListener(channels = "orders")
		void event(PusherMessageEvent event, @ChannelName String channel, @EventName String name,
				@UserId String userId) {
			assertThat(event.getEvent()).isEqualTo(name);
			this.heard.add("event " + name + " on " + channel + " by " + userId);
		}

		@PusherListener(channels = "orders")
		void client(PusherClient client) {
			this.heard.add("client " + (client.getSocketId() != null));
		}

		@PusherListener(channels = "orders")
		void none() {
			this.heard.add("none");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Patterns extends Hearing {

		@PusherListener(channels = "${rooms.pattern}", events = "App\\Events\\ChatMessageEvent")
		void chat(Order message, @ChannelName String channel) {
			this.heard.add("chat " + message.id() + " in " + channel);
		}

		@PusherListener(id = "a", channels = "#{'chatrooms.668.v2'}", events = "App\\*",
				condition = "#payload.id() > 20")
		void big(Order message) {
			this.heard.add("big " + message.id());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lifecycle extends Hearing {

		@PusherListener(channels = "presence-*", events = { "pusher:subscription_succeeded", "pusher:member_added" })
		void subscribed(PusherApplicationEvent event, @ChannelName String channel) {
			if (event instanceof PusherSubscriptionSucceededEvent) {
				this.heard.add("subscribed " + channel);
			}
			else if (event instanceof PusherMemberAddedEvent memberEvent) {
				this.heard.add("member " + memberEvent.getMember().getId());
			}
		}

		@PusherListener(channels = "*", events = "*")
		void any(@EventName String event) {
			this.heard.add("any " + event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing extends Hearing {

		private final AtomicInteger attempts = new AtomicInteger();

		@PusherListener(id = "failing", channels = "orders")
		void fail(String text) {
			this.attempts.incrementAndGet();
			throw new IllegalStateException("boom");
		}

		@PusherListener(channels = "orders")
		void after(Order order) {
			this.heard.add("after " + order.id());
		}

		@EventListener
		void onMessage(PusherMessageEvent event) {
			if (event.getData() != null && event.getData().startsWith("{")) {
				this.heard.add("application " + event.getData(Order.class).id());
			}
		}

		@EventListener
		void onError(PusherErrorEvent event) {
			this.heard.add("error " + event.getMessage());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Handler {

		private final List<String> handled = new CopyOnWriteArrayList<>();

		@Bean
		PusherListenerErrorHandler errorHandler() {
			return (listener, event, cause) -> this.handled.add(listener.getId() + ": " + cause.getMessage());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Manual {

		@PusherListener(id = "manual", channels = "manual-channel", autoStartup = "false")
		void onOrder(Order order) {
		}

	}

}
