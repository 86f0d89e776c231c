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

package dev.pusherspring.test.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureEmbeddedPusher}. The properties are those of an
 * application that is configured for Pusher's own service behind a proxy.
 */
@SpringBootTest(classes = AutoConfigureEmbeddedPusherTests.Shop.class,
		properties = { "pusher.enabled=false", "pusher.key=live-key", "pusher.secret=live-secret", "pusher.cluster=eu",
				"pusher.host=ws.example.com", "pusher.port=4443", "pusher.path=/ws",
				"pusher.http.host=sockjs.example.com", "pusher.proxy.host=proxy.example.com", "pusher.proxy.port=3128",
				"pusher.auth.endpoint=https://shop.example.com/pusher/auth",
				"pusher.user-auth.endpoint=https://shop.example.com/pusher/user-auth",
				"pusher.channels=orders,private-orders" })
@AutoConfigureEmbeddedPusher
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoConfigureEmbeddedPusherTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Autowired
	EmbeddedPusherServer server;

	@Autowired
	PusherClient client;

	@Autowired
	Shop shop;

	@Test
	@Order(1)
	void applicationConfiguredForTheHostedServiceConnectsToTheServer(@Autowired PusherConnectionDetails details)
			throws Exception {
		assertThat(this.server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		assertThat(this.server.getAuthorizationRequests()).hasSize(1);
		assertThat(details.getAuthEndpoint()).isEqualTo(this.server.getAuthEndpoint());
		assertThat(details.getUserAuthEndpoint()).isEqualTo(this.server.getUserAuthEndpoint());
		assertThat(this.server.getKey()).isEqualTo("live-key");
		assertThat(this.server.getSecret()).isEqualTo("live-secret");
		assertThat(this.server.trigger("private-orders", "placed", Map.of("id", 1)).await(TIMEOUT)).isTrue();
		assertThat(this.shop.orders.poll(10, TimeUnit.SECONDS)).isEqualTo(new PlacedOrder(1));
	}

	@Test
	@Order(2)
	void portIsAPropertyOfTheEnvironment(@Autowired Environment environment) {
		assertThat(environment.getProperty("local.pusher.port", Integer.class)).isEqualTo(this.server.getPort());
	}

	@Test
	@Order(3)
	void testMayLeaveAMess() {
		assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		this.server.faults().rejectAuthorization(403, "no");
		this.server.stop();
	}

	@Test
	@Order(4)
	void nextTestFindsTheServerInOrder() {
		assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		this.server.faults().rejectAuthorization(403, "no");
	}

	@Test
	@Order(5)
	void testAfterOneWithFaultsHasNone() {
		// the server confirms before the client knows
		Awaitility.await().until(() -> this.client.getChannel("private-orders").isSubscribed());
		this.client.unsubscribe("private-orders");
		this.client.subscribe("private-orders");
		assertThat(this.server.awaitAuthorizationRequests(1, TIMEOUT)).isTrue();
		assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
	}

	/**
	 * Tests for a nested class, which shares the server.
	 */
	@Nested
	class NestedTests {

		@Test
		void serverIsThatOfTheEnclosingClass() {
			assertThat(AutoConfigureEmbeddedPusherTests.this.server.awaitSubscribed("orders", TIMEOUT)).isTrue();
		}

	}

	record PlacedOrder(int id) {

	}

	// no @EnableAutoConfiguration: what it takes comes with the annotation
	@Configuration(proxyBeanMethods = false)
	static class Shop {

		private final BlockingQueue<PlacedOrder> orders = new LinkedBlockingQueue<>();

		@PusherListener(channels = "private-orders", events = "placed")
		void placed(PlacedOrder order) {
			this.orders.add(order);
		}

	}

}
