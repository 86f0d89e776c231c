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

package dev.pusherspring.testcontainers;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.pusher.rest.Pusher;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link PusherContainerConnectionDetailsFactory}: an application
 * that knows nothing of the server but the annotated container. The image of the tests
 * may have any name, so the annotation gives that of the connection.
 */
@SpringBootTest(properties = { "pusher.channels=private-orders", "pusher.cluster=eu" })
@DirtiesContext
@Testcontainers(disabledWithoutDocker = true)
class PusherContainerConnectionDetailsFactoryIntegrationTests {

	@Container
	@ServiceConnection("soketi/soketi")
	static final SoketiContainer soketi = new SoketiContainer().withEnv("SOKETI_DEFAULT_APP_KEY", "key-of-container")
		.withEnv("SOKETI_DEFAULT_APP_SECRET", "secret-of-container");

	@Autowired
	private PusherConnectionDetails details;

	@Autowired
	private PusherClient client;

	@Autowired
	private Orders orders;

	@Test
	void detailsAreThoseOfTheContainer() {
		assertThat(this.details.getKey()).isEqualTo("key-of-container");
		assertThat(this.details.getAppId()).isEqualTo("app-id");
		assertThat(this.details.getSecret()).isEqualTo("secret-of-container");
		assertThat(this.details.getHost()).isEqualTo(soketi.getHost());
		assertThat(this.details.getPort()).isEqualTo(soketi.port());
		assertThat(this.details.isForceTls()).isFalse();
		assertThat(this.details.getSslBundle()).isNull();
	}

	@Test
	void eventsArriveOnChannelsThatTheSecretOfTheContainerSignsFor() {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::isSubscribed);
		Pusher publisher = new Pusher(SoketiContainer.APP_ID, "key-of-container", "secret-of-container");
		publisher.setHost(soketi.host() + ":" + soketi.port());
		publisher.setEncrypted(false);
		publisher.trigger("private-orders", "placed", Map.of("id", 7));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.orders.received).contains(new Order(7)));
	}

	private boolean isSubscribed() {
		Channel channel = this.client.getChannel("private-orders");
		return channel != null && channel.isSubscribed();
	}

	record Order(int id) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Orders {

		private final List<Order> received = new CopyOnWriteArrayList<>();

		@PusherListener(channels = "private-orders", events = "placed")
		void onOrder(Order order) {
			this.received.add(order);
		}

	}

}
