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

package dev.pusherspring.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.smoke.support.HeadlessBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests for {@link SampleApplication} with the profile {@code soketi}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "sample.feed.interval=100ms")
@ActiveProfiles("soketi")
@Import(ReceivedEvents.class)
@Testcontainers(disabledWithoutDocker = true)
class SoketiProfileIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	@Container
	static final GenericContainer<?> soketi = new GenericContainer<>(
			Objects.requireNonNullElse(System.getenv("SOKETI_IMAGE"), "quay.io/soketi/soketi:1.6-16-debian"))
		.withExposedPorts(6001)
		.withEnv("SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES", "true")
		.waitingFor(Wait.forHttp("/ready").forPort(6001));

	@Autowired
	private ReceivedEvents received;

	@Autowired
	private PusherClient client;

	@Autowired
	private DefaultListableBeanFactory beanFactory;

	@LocalServerPort
	private int port;

	// all else, key and secret above all, comes from the profile
	@DynamicPropertySource
	static void address(DynamicPropertyRegistry registry) {
		registry.add("pusher.host", soketi::getHost);
		registry.add("pusher.port", () -> soketi.getMappedPort(6001));
	}

	@Test
	void ordersArriveOnBothChannelsAsObjects() {
		await().atMost(TIMEOUT).untilAsserted(() -> {
			assertThat(this.received.orders("orders")).hasSizeGreaterThanOrEqualTo(3);
			assertThat(this.received.orders("private-orders")).hasSizeGreaterThanOrEqualTo(3);
		});
		assertThat(this.received.orders("orders")).extracting(Order::id).isSorted();
	}

	@Test
	void paymentsArriveDecrypted() {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(
					this.received.payloads("private-encrypted-payments", Payment.RECEIVED, Payment.class))
				.isNotEmpty()
				.allSatisfy((payment) -> assertThat(payment.amount()).isPositive()));
	}

	@Test
	void pageIsAuthorizedByTheApplicationAndMeetsItAtTheDesk() throws IOException {
		try (HeadlessBrowser browser = HeadlessBrowser.start()) {
			browser.open("http://localhost:" + this.port + "/", 1280, 1130);
			await().atMost(TIMEOUT)
				.untilAsserted(
						() -> assertThat(browser.texts("#browser .channels [data-state=subscribed]")).hasSize(4));
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(browser.texts("#spring .members li")).hasSize(2)
					.anySatisfy((member) -> assertThat(member).startsWith("Browser browser-")));
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(browser.texts("#browser [data-event=payment-received]")).isNotEmpty());
			this.client.trigger("presence-desk", "client-note", Map.of("text", "From soketi"));
			await().atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(browser.texts("#browser [data-event=client-note]"))
					.anySatisfy((note) -> assertThat(note).contains("from order-desk text From soketi")));
			assertThat(browser.texts("#faults:not([hidden])")).isEmpty();
			assertThat(browser.text("#hint")).contains("embedded server");
			browser.screenshot("soketi");
		}
	}

	@Test
	void embeddedServerIsNotStarted() {
		assertThat(this.beanFactory.getBeanProvider(EmbeddedPusherServer.class).getIfAvailable()).isNull();
	}

}
