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

package dev.pusherspring.docs.publishing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.publish.PusherPublishAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the examples of publishing.
 */
class PublishingExampleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, PusherPublishAutoConfiguration.class,
				EmbeddedPusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withUserConfiguration(OrderPublisher.class, StockListener.class, Receiver.class)
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.fail-fast=true",
				"pusher.channels=orders,private-shop-7,presence-desk", "pusher.auth.params.user_id=desk");

	@Test
	void examplesPublishWhatTheySay() {
		this.contextRunner.run((context) -> {
			PusherClient client = context.getBean(PusherClient.class);
			await().untilAsserted(() -> assertThat(client.getChannels()).allMatch((channel) -> channel.isSubscribed()));
			Queue<String> received = context.getBean(Receiver.class).received;
			OrderPublisher publisher = context.getBean(OrderPublisher.class);
			Order order = new Order(1, "Tea");
			publisher.placed(order);
			assertThat(publisher.placed(order, "1.1")).isEqualTo(1);
			publisher.shipped(List.of(order, order));
			context.publishEvent(new OrderPlaced("7", 3));
			assertThat(publisher.tryToTell("ann", "hello")).isTrue();
			EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
			OfficialOrderPublisher official = new OfficialOrderPublisher(server.getAppId(), server.getKey(),
					server.getSecret());
			official.pusher().setHost(server.getHost() + ":" + server.getPort());
			official.pusher().setEncrypted(false);
			official.placed(order);
			await().untilAsserted(() -> assertThat(received).contains("orders order-placed {\"id\":1,\"item\":\"Tea\"}",
					"presence-desk order-placed {\"id\":1,\"item\":\"Tea\"}",
					"private-shop-7 order-placed {\"shop\":\"7\",\"id\":3}"));
			await().untilAsserted(() -> assertThat(received)
				.filteredOn((event) -> event.equals("orders order-placed {\"id\":1,\"item\":\"Tea\"}"))
				.hasSize(2));
			await().untilAsserted(
					() -> assertThat(received).filteredOn((event) -> event.startsWith("orders order-shipped"))
						.hasSize(2));
		});
	}

	static class Receiver {

		private final Queue<String> received = new ConcurrentLinkedQueue<>();

		@PusherListener(channels = "*")
		void receive(PusherMessageEvent event) {
			this.received.add(event.getChannel() + " " + event.getEvent() + " " + event.getData());
		}

	}

}
