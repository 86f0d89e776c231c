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

package dev.pusherspring.integration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandlingException;
import org.springframework.messaging.support.ErrorMessage;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.publish.PusherPublishAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.publish.PublishRejectedException;
import dev.pusherspring.publish.PusherOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the channel adapters on the embedded server.
 */
class PusherChannelAdaptersTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				PusherPublishAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.listener.queue-capacity=5");

	@Test
	void eventsBecomeMessagesWithHeadersAndTypedPayloads() {
		this.contextRunner.withUserConfiguration(Inbound.class).run((context) -> {
			trigger(context, "placed", 1);
			trigger(context, "cancelled", 2);
			trigger(context, "placed", 3);
			Message<?> message = receive(context);
			assertThat(message.getPayload()).isEqualTo(new Order(1));
			assertThat(message.getHeaders()).containsEntry(PusherHeaders.CHANNEL, "orders")
				.containsEntry(PusherHeaders.EVENT, "placed")
				.containsEntry(PusherHeaders.RECOVERED, false)
				.doesNotContainKey(PusherHeaders.USER_ID);
			assertThat(receive(context).getPayload()).isEqualTo(new Order(3));
		});
	}

	@Test
	void fullChannelPausesReadingAndLosesNothing() {
		this.contextRunner.withUserConfiguration(Inbound.class).run((context) -> {
			IntStream.rangeClosed(1, 50).forEach((id) -> trigger(context, "placed", id));
			EventDelivery delivery = context.getBean(EventDelivery.class);
			Awaitility.await().atMost(TIMEOUT).until(delivery::isReadingPaused);
			for (int id = 1; id <= 50; id++) {
				assertThat(receive(context).getPayload()).isEqualTo(new Order(id));
			}
			assertThat(delivery.getDropped()).isZero();
		});
	}

	@Test
	void eventIsSentAgainUntilTheFlowHasRun() {
		this.contextRunner.withUserConfiguration(Failing.class).run((context) -> {
			Failing failing = context.getBean(Failing.class);
			trigger(context, "placed", 1);
			trigger(context, "placed", 2);
			Awaitility.await().atMost(TIMEOUT).until(() -> failing.handled.size() == 2);
			assertThat(failing.attempts).containsExactly(1, 1, 1, 2);
			assertThat(failing.handled).containsExactly(1, 2);
		});
	}

	@Test
	void errorChannelTakesWhatTheFlowThrows() {
		this.contextRunner.withUserConfiguration(WithErrorChannel.class).run((context) -> {
			trigger(context, "placed", 1);
			QueueChannel errors = context.getBean("errors", QueueChannel.class);
			Message<?> error = errors.receive(TIMEOUT.toMillis());
			assertThat(error).isInstanceOf(ErrorMessage.class);
			assertThat((Throwable) error.getPayload()).rootCause().hasMessage("no stock");
		});
	}

	@Test
	void adapterSubscribesWhileItRuns() {
		this.contextRunner.withUserConfiguration(Inbound.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			PusherInboundChannelAdapter adapter = context.getBean(PusherInboundChannelAdapter.class);
			assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
			adapter.stop();
			Awaitility.await().atMost(TIMEOUT).until(() -> !server.getChannels().contains("orders"));
			adapter.start();
			trigger(context, "placed", 1);
			assertThat(receive(context).getPayload()).isEqualTo(new Order(1));
		});
	}

	@Test
	void messagesBecomeClientEvents() {
		this.contextRunner.withUserConfiguration(Outbound.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			PusherClient client = context.getBean(PusherClient.class);
			client.subscribe("private-desk");
			Awaitility.await().atMost(TIMEOUT).until(() -> client.getState() == ConnectionState.CONNECTED);
			assertThat(server.awaitSubscribed("private-desk", TIMEOUT)).isTrue();
			Awaitility.await()
				.atMost(TIMEOUT)
				.until(() -> Objects.requireNonNull(client.getChannel("private-desk")).isSubscribed());
			context.getBean("notes", MessageChannel.class)
				.send(MessageBuilder.withPayload(Map.of("text", "hello"))
					.setHeader(PusherHeaders.CHANNEL, "private-desk")
					.build());
			assertThat(server.awaitClientEvents(1, TIMEOUT)).isTrue();
			assertThat(server.getClientEvents()).singleElement().satisfies((event) -> {
				assertThat(event.channel()).isEqualTo("private-desk");
				assertThat(event.event()).isEqualTo("client-note");
				assertThat(event.data()).isEqualTo("{\"text\":\"hello\"}");
			});
		});
	}

	@Test
	void messageThatCannotBeSentIsAnError() {
		this.contextRunner.withUserConfiguration(Outbound.class).run((context) -> {
			MessageChannel notes = context.getBean("notes", MessageChannel.class);
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> notes.send(new GenericMessage<>("hello")))
				.withMessageContaining("set the header 'pusher_channel', or 'channel' of the adapter");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> notes
					.send(MessageBuilder.withPayload("hello").setHeader(PusherHeaders.CHANNEL, "public").build()))
				.withMessageContaining("The client event could not be sent");
		});
	}

	@Test
	void messagesArePublishedWhereTheirHeadersSay() {
		this.contextRunner.withUserConfiguration(Inbound.class, Publishing.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
			String socketId = server.getConnections().get(0).socketId();
			MessageChannel publish = context.getBean("publish", MessageChannel.class);
			publish.send(MessageBuilder.withPayload(new Order(1))
				.setHeader(PusherHeaders.CHANNEL, "orders")
				.setHeader(PusherHeaders.EVENT, "placed")
				.setHeader(PusherHeaders.SOCKET_ID, socketId)
				.build());
			publish.send(MessageBuilder.withPayload("{\"id\":2}")
				.setHeader(PusherHeaders.CHANNEL, List.of("archive", "orders"))
				.setHeader(PusherHeaders.EVENT, "placed")
				.build());
			// the first one is not for whoever has caused it
			assertThat(receive(context).getPayload()).isEqualTo(new Order(2));
		});
	}

	@Test
	void messagesArePublishedWhereTheAdapterSays() {
		this.contextRunner.withUserConfiguration(Inbound.class, Publishing.class).run((context) -> {
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
			String socketId = server.getConnections().get(0).socketId();
			MessageChannel placed = context.getBean("publishPlaced", MessageChannel.class);
			placed.send(MessageBuilder.withPayload(new Order(1)).setHeader("origin", socketId).build());
			placed.send(new GenericMessage<>(new Order(2)));
			assertThat(receive(context).getPayload()).isEqualTo(new Order(2));
		});
	}

	@Test
	void messageThatCannotBePublishedIsAnError() {
		this.contextRunner.withUserConfiguration(Publishing.class).run((context) -> {
			MessageChannel publish = context.getBean("publish", MessageChannel.class);
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> publish
					.send(MessageBuilder.withPayload("{}").setHeader(PusherHeaders.CHANNEL, "orders").build()))
				.withMessageContaining("set the header 'pusher_event', or 'event' of the adapter");
			assertThatExceptionOfType(MessageHandlingException.class)
				.isThrownBy(() -> publish.send(MessageBuilder.withPayload("{}")
					.setHeader(PusherHeaders.CHANNEL, "no such channel")
					.setHeader(PusherHeaders.EVENT, "placed")
					.build()))
				.withCauseInstanceOf(PublishRejectedException.class);
		});
	}

	private static void trigger(AssertableApplicationContext context, String event, int id) {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		assertThat(server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		server.trigger("orders", event, new Order(id));
	}

	private static Message<?> receive(AssertableApplicationContext context) {
		Message<?> message = context.getBean("orders", QueueChannel.class).receive(TIMEOUT.toMillis());
		assertThat(message).isNotNull();
		return message;
	}

	record Order(int id) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Inbound {

		@Bean
		QueueChannel orders() {
			return new QueueChannel(1);
		}

		@Bean
		IntegrationFlow orderFlow(PusherListenerRegistry registry, QueueChannel orders) {
			return IntegrationFlow.from(
					PusherAdapters.inboundChannelAdapter(registry, "orders").events("placed").payloadType(Order.class))
				.channel(orders)
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Failing {

		final List<Integer> attempts = new CopyOnWriteArrayList<>();

		final List<Integer> handled = new CopyOnWriteArrayList<>();

		@Bean
		IntegrationFlow orderFlow(PusherListenerRegistry registry) {
			return IntegrationFlow
				.from(PusherAdapters.inboundChannelAdapter(registry, "orders")
					.payloadType(Order.class)
					.retry((settings) -> settings.withMaxAttempts(5).withInitialDelay(Duration.ofMillis(10))))
				.handle(Order.class, (order, headers) -> {
					handle(order);
					return null;
				})
				.get();
		}

		private void handle(Order order) {
			this.attempts.add(order.id());
			if (this.attempts.size() < 3) {
				throw new IllegalStateException("no connection");
			}
			this.handled.add(order.id());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class WithErrorChannel {

		@Bean
		QueueChannel errors() {
			return new QueueChannel();
		}

		@Bean
		IntegrationFlow orderFlow(PusherListenerRegistry registry, QueueChannel errors) {
			return IntegrationFlow.from(PusherAdapters.inboundChannelAdapter(registry, "orders").errorChannel(errors))
				.handle((message) -> {
					throw new IllegalStateException("no stock");
				})
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Outbound {

		@Bean
		IntegrationFlow noteFlow(PusherClient client) {
			return IntegrationFlow.from("notes")
				.handle(PusherAdapters.outboundChannelAdapter(client).event("client-note"))
				.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Publishing {

		@Bean
		IntegrationFlow publishFlow(PusherOperations operations) {
			return IntegrationFlow.from("publish").handle(PusherAdapters.publishingChannelAdapter(operations)).get();
		}

		@Bean
		IntegrationFlow placedFlow(PusherOperations operations) {
			return IntegrationFlow.from("publishPlaced")
				.handle(PusherAdapters.publishingChannelAdapter(operations)
					.channels("orders", "archive")
					.event("placed")
					.socketId((message) -> message.getHeaders().get("origin", String.class)))
				.get();
		}

	}

}
