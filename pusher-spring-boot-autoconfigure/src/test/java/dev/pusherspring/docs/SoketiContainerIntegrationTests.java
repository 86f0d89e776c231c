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
import java.util.Map;

import com.pusher.rest.Pusher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the example of a container.
 */
@SpringBootTest(classes = { Orders.class, SoketiContainerIntegrationTests.Messages.class },
		properties = "pusher.channels=private-orders")
@ImportAutoConfiguration({ PusherAutoConfiguration.class, JacksonAutoConfiguration.class })
@DirtiesContext
@Testcontainers(disabledWithoutDocker = true)
@ExtendWith(OutputCaptureExtension.class)
class SoketiContainerIntegrationTests {

	@Container
	@ServiceConnection("soketi/soketi")
	static final GenericContainer<?> soketi = new GenericContainer<>("quay.io/soketi/soketi:1.6-16-debian")
		.withExposedPorts(6001)
		.waitingFor(Wait.forHttp("/ready"));

	@Autowired
	private PusherClient client;

	@Test
	void eventsOfTheContainerArrive(CapturedOutput output) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isSubscribed("orders"));
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isSubscribed("private-orders"));
		Pusher publisher = new Pusher("app-id", "app-key", "app-secret");
		publisher.setHost(soketi.getHost() + ":" + soketi.getFirstMappedPort());
		publisher.setEncrypted(false);
		publisher.trigger("orders", "order-placed", Map.of("id", 1));
		publisher.trigger("private-orders", "placed", Map.of("id", 2));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(output).contains("To prepare: Order[id=1]")
				.contains("placed on private-orders: {\"id\":2}"));
	}

	private boolean isSubscribed(String name) {
		Channel channel = this.client.getChannel(name);
		return channel != null && channel.isSubscribed();
	}

	static class Messages {

		@EventListener
		void onMessage(PusherMessageEvent message) {
			System.out.println(message.getEvent() + " on " + message.getChannel() + ": " + message.getData());
		}

	}

}
