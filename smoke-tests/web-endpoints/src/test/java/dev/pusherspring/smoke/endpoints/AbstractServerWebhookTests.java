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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.test.util.TestSocketUtils;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.webhook.WebhookType;
import dev.pusherspring.webhook.ClientEventWebhookEvent;
import dev.pusherspring.webhook.MemberAddedWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent;
import dev.pusherspring.webhook.SubscriptionCountWebhookEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with the webhooks that a server sends while the application's own client is at
 * work on it.
 */
abstract class AbstractServerWebhookTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final WebApplicationType type;

	AbstractServerWebhookTests(WebApplicationType type) {
		this.type = type;
	}

	@Test
	void allKindsArriveOnTheThreadsOfTheClient() {
		int port = TestSocketUtils.findAvailableTcpPort();
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder()
			.subscriptionCounts(true)
			.webhook(URI.create("http://127.0.0.1:" + port + "/pusher/webhook"))
			.webhookRetryDelay(Duration.ofMillis(100))
			.build()) {
			server.start();
			try (RunningApplication application = start(port, server)) {
				RecordedWebhooks recorded = application.bean(RecordedWebhooks.class);
				PusherClient client = application.bean(PusherClient.class);
				client.subscribe("cache-room");
				await().atMost(TIMEOUT).until(client.subscribe("presence-desk")::isSubscribed);
				client.trigger("presence-desk", "client-hello", Map.of("n", 1));
				awaitKinds(recorded, "channel_occupied", "cache_miss", "subscription_count", "member_added",
						"client_event");
				client.unsubscribe("cache-room");
				client.unsubscribe("presence-desk");
				awaitKinds(recorded, "channel_vacated", "member_removed");
				server.sendWebhook(WebhookType.SUBSCRIPTION_COUNT, "other-room", Map.of("subscription_count", 42));
				await().atMost(TIMEOUT)
					.until(() -> find(recorded, SubscriptionCountWebhookEvent.class).stream()
						.anyMatch((event) -> event.getCount() == 42));
				assertThat(find(recorded, MemberAddedWebhookEvent.class)).extracting(MemberAddedWebhookEvent::getUserId)
					.containsExactly("desk");
				assertThat(find(recorded, ClientEventWebhookEvent.class)).singleElement().satisfies((event) -> {
					assertThat((Object) event.getData(Map.class)).isEqualTo(Map.of("n", 1));
					assertThat(event.getUserId()).isEqualTo("desk");
				});
				assertThat(recorded.threads())
					.allSatisfy((thread) -> assertThat(thread).startsWith("pusher-delivery-"));
			}
		}
	}

	private RunningApplication start(int port, EmbeddedPusherServer server) {
		return RunningApplication.start(this.type, "server.port=" + port, "pusher.auto-startup=true",
				"pusher.host=127.0.0.1", "pusher.port=" + server.getPort(), "pusher.force-tls=false",
				"pusher.auth.endpoint=" + server.getAuthEndpoint(), "pusher.auth.params.user_id=desk",
				"pusher.apps.orders.enabled=false");
	}

	private static void awaitKinds(RecordedWebhooks recorded, String... names) {
		await().atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(recorded.events()).extracting(PusherWebhookEvent::getName).contains(names));
	}

	private static <T> List<T> find(RecordedWebhooks recorded, Class<T> type) {
		return recorded.events().stream().filter(type::isInstance).map(type::cast).toList();
	}

}
