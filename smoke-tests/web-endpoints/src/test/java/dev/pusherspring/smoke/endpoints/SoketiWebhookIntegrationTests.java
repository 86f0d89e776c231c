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

package dev.pusherspring.smoke.endpoints;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.test.util.TestSocketUtils;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.webhook.ClientEventWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent;
import dev.pusherspring.webhook.UnknownWebhookEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests with the webhooks that soketi sends. It shares the network of this
 * machine, so that it reaches the application on the loopback interface.
 */
@Testcontainers(disabledWithoutDocker = true)
class SoketiWebhookIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final DockerImageName PUBLISHED_IMAGE = DockerImageName.parse("quay.io/soketi/soketi")
		.withTag("1.6-16-debian");

	@Test
	void webhooksArrive() {
		int port = TestSocketUtils.findAvailableTcpPort();
		int soketiPort = TestSocketUtils.findAvailableTcpPort();
		try (GenericContainer<?> soketi = soketi(port, soketiPort)) {
			soketi.start();
			try (RunningApplication application = RunningApplication.start(WebApplicationType.SERVLET,
					"server.port=" + port, "pusher.auto-startup=true", "pusher.host=127.0.0.1",
					"pusher.port=" + soketiPort, "pusher.force-tls=false", "pusher.apps.orders.enabled=false")) {
				RecordedWebhooks recorded = application.bean(RecordedWebhooks.class);
				PusherClient client = application.bean(PusherClient.class);
				client.subscribe("cache-room");
				await().atMost(TIMEOUT).until(client.subscribe("private-room")::isSubscribed);
				client.trigger("private-room", "client-hello", new int[] { 1 });
				awaitKinds(recorded, "channel_occupied", "cache_miss", "client_event");
				client.unsubscribe("cache-room");
				awaitKinds(recorded, "channel_vacated");
				assertThat(recorded.events()).doesNotHaveAnyElementsOfTypes(UnknownWebhookEvent.class)
					.filteredOn(ClientEventWebhookEvent.class::isInstance)
					.singleElement()
					.extracting((event) -> ((ClientEventWebhookEvent) event).getData())
					.isEqualTo("[1]");
			}
		}
	}

	private static GenericContainer<?> soketi(int port, int soketiPort) {
		String image = System.getenv("SOKETI_IMAGE");
		return new GenericContainer<>((image != null)
				? DockerImageName.parse(image).asCompatibleSubstituteFor(PUBLISHED_IMAGE) : PUBLISHED_IMAGE)
			.withNetworkMode("host")
			.withEnv("SOKETI_HOST", "127.0.0.1")
			.withEnv("SOKETI_PORT", Integer.toString(soketiPort))
			.withEnv("SOKETI_CLUSTER_HOST", "127.0.0.1")
			.withEnv("SOKETI_CLUSTER_BROADCAST_ADDRESS", "127.255.255.255")
			.withEnv("SOKETI_SHUTDOWN_GRACE_PERIOD", "100")
			.withEnv("SOKETI_DEFAULT_APP_ID", "app-id")
			.withEnv("SOKETI_DEFAULT_APP_KEY", "app-key")
			.withEnv("SOKETI_DEFAULT_APP_SECRET", "app-secret")
			.withEnv("SOKETI_DEFAULT_APP_ENABLE_CLIENT_MESSAGES", "true")
			.withEnv("SOKETI_DEFAULT_APP_WEBHOOKS",
					("[{\"url\":\"http://127.0.0.1:%d/pusher/webhook\",\"event_types\":[\"channel_occupied\","
							+ "\"channel_vacated\",\"client_event\",\"cache_miss\"]}]")
						.formatted(port))
			.waitingFor(Wait.forLogMessage(".*Server is up and running.*", 1));
	}

	private static void awaitKinds(RecordedWebhooks recorded, String... names) {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(recorded.events()).extracting(PusherWebhookEvent::getName).contains(names));
	}

}
