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

package dev.pusherspring.docs;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.messaging.support.MessageBuilder;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.integration.PusherAdapters;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.test.autoconfigure.AutoConfigureEmbeddedPusher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The flows of {@code docs/integration.md}.
 */
@SpringBootTest(classes = OrderFlowsTests.OrderFlows.class)
@AutoConfigureEmbeddedPusher
class OrderFlowsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Autowired
	private EmbeddedPusherServer server;

	@Autowired
	private PusherClient client;

	@Autowired
	private OrderFlows flows;

	@Autowired
	private MessageChannel notes;

	@Autowired
	private MessageChannel placedOrders;

	@Test
	void eventGoesThroughTheFlow() {
		assertThat(this.server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		this.server.trigger("orders", "placed", new Order(1));
		Awaitility.await().atMost(TIMEOUT).until(() -> this.flows.handled.contains(new Order(1)));
	}

	@Test
	void messageIsPublished() {
		assertThat(this.server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		this.placedOrders.send(new GenericMessage<>(new Order(2)));
		Awaitility.await().atMost(TIMEOUT).until(() -> this.flows.handled.contains(new Order(2)));
	}

	@Test
	void messageBecomesAClientEvent() {
		this.client.subscribe("private-desk");
		Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> Objects.requireNonNull(this.client.getChannel("private-desk")).isSubscribed());
		this.notes.send(MessageBuilder.withPayload("hello").setHeader(PusherHeaders.CHANNEL, "private-desk").build());
		assertThat(this.server.awaitClientEvents(1, TIMEOUT)).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class OrderFlows {

		private final List<Order> handled = new CopyOnWriteArrayList<>();

		@Bean
		IntegrationFlow orderFlow(PusherListenerRegistry registry) {
			return IntegrationFlow.from(
					PusherAdapters.inboundChannelAdapter(registry, "orders").events("placed").payloadType(Order.class))
				.handle(Order.class, (order, headers) -> {
					handle(order);
					return null;
				})
				.get();
		}

		@Bean
		IntegrationFlow noteFlow(PusherClient client) {
			return IntegrationFlow.from("notes")
				.handle(PusherAdapters.outboundChannelAdapter(client).event("client-note"))
				.get();
		}

		@Bean
		IntegrationFlow publishFlow(PusherOperations operations) {
			return IntegrationFlow.from("placedOrders")
				.handle(PusherAdapters.publishingChannelAdapter(operations).channel("orders").event("placed"))
				.get();
		}

		private void handle(Order order) {
			this.handled.add(order);
		}

	}

}
