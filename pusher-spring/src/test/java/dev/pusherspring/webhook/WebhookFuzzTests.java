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

package dev.pusherspring.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.signature.Signer;
import dev.pusherspring.testsupport.Fuzz;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the body of a webhook, it is refused or becomes events that say something.
 */
class WebhookFuzzTests {

	private static final List<String> RECORDED = List.of(
			"{\"time_ms\":1700000000000,\"events\":[{\"name\":\"channel_occupied\",\"channel\":\"orders\"}]}",
			"{\"time_ms\":1700000000000,\"events\":[{\"channel\":\"orders\",\"name\":\"channel_vacated\"},"
					+ "{\"channel\":\"presence-a\",\"name\":\"member_added\",\"user_id\":\"ann\"},"
					+ "{\"channel\":\"presence-a\",\"name\":\"member_removed\",\"user_id\":7}]}",
			"{\"time_ms\":1700000000000,\"events\":[{\"name\":\"client_event\",\"channel\":\"private-a\","
					+ "\"event\":\"client-x\",\"data\":\"{\\\"n\\\":1}\",\"socket_id\":\"1.2\",\"user_id\":\"ann\"},"
					+ "{\"name\":\"client_event\",\"channel\":\"private-a\",\"event\":\"client-x\",\"data\":{\"n\":[1]}}]}",
			"{\"events\":[{\"name\":\"subscription_count\",\"channel\":\"a\",\"subscription_count\":3},"
					+ "{\"name\":\"cache_miss\",\"channel\":\"cache-a\"}],\"time_ms\":1700000000000}");

	@Test
	void bodyThatIsSignedIsRefusedOrUnderstood() {
		Signer signer = new Signer("secret");
		WebhookReceiver receiver = new WebhookReceiver(
				List.of(new WebhookApp("pusher", Map.of("key", List.of(signer)), WebhookFuzzTests::understood)),
				JsonMapper.shared(), Duration.ofMinutes(10), () -> Instant.ofEpochMilli(1_700_000_000_000L));
		int[] counts = new int[WebhookOutcome.values().length];
		Fuzz.run(RECORDED, (number, body) -> {
			WebhookOutcome outcome = receiver.receive("key", signer.sign(body), body);
			assertThat(outcome).isNotIn(WebhookOutcome.UNAUTHORIZED, WebhookOutcome.REJECTED);
			counts[outcome.ordinal()]++;
		});
		assertThat(counts[WebhookOutcome.QUEUED.ordinal()]).isGreaterThan(Fuzz.inputs() / 100);
		assertThat(counts[WebhookOutcome.MALFORMED.ordinal()]).isGreaterThan(Fuzz.inputs() / 100);
	}

	private static boolean understood(List<PusherWebhookEvent> events) {
		for (PusherWebhookEvent event : events) {
			assertThat(event.toString()).doesNotContain("\n").hasSizeLessThan(2000);
			if (!(event instanceof UnknownWebhookEvent)) {
				assertThat(event.getChannel()).isNotNull();
			}
		}
		return true;
	}

}
