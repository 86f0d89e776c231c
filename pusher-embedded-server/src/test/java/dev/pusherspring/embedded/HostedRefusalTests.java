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

package dev.pusherspring.embedded;

import java.util.Collections;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that refusals read as those of the hosted service, which name no channel in their
 * envelope and often none in their text: a client has to cope with that.
 */
class HostedRefusalTests extends AbstractClientTests {

	@ParameterizedTest
	@CsvSource({ "other-key:00, other-key", "{\"auth\":\"app-key:00\"}, {\"auth\"", "no-colon, no-colon" })
	void foreignKeyIsNamedWithoutItsChannel(String auth, String key) {
		this.client.subscribe("private-room", auth, null);
		expectRefusal("Invalid key in subscription auth data: '" + key + "'");
	}

	@Test
	void missingAuthIsAskedFor() {
		this.client.send("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"private-room\"}}");
		expectRefusal("Auth info required to subscribe to private-room");
		this.client.subscribe("presence-room", "", "{\"user_id\":\"ann\"}");
		expectRefusal("Auth info required to subscribe to presence-room");
	}

	@ParameterizedTest
	@CsvSource({ "news", "pusher:subscribed", "pusher_internal:subscription_succeeded", "Client-x" })
	void unknownEventIsNotSupported(String event) {
		this.client.send("{\"event\":\"" + event + "\",\"data\":{}}");
		expectRefusal("Unsupported event received on socket: " + event);
	}

	@Test
	void clientEventTakesASubscription() {
		this.client.trigger("private-room", "client-x", "x");
		expectRefusal("Cannot broadcast client event (connection not subscribed to channel private-room)");
	}

	@Test
	void unknownKeyHintsAtTheCluster() {
		try (ScriptedClient stranger = ScriptedClient.open(this.server, "/app/nope?protocol=7")) {
			String text = "App key nope not in this cluster. Did you forget to specify the cluster?";
			JsonNode error = stranger.next("pusher:error");
			assertThat(error)
				.hasToString("{\"event\":\"pusher:error\",\"data\":{\"code\":4001,\"message\":\"" + text + "\"}}");
			assertThat(stranger.closeCode()).isEqualTo(4001);
			assertThat(stranger.closeReason()).isEqualTo(text);
		}
	}

	@Test
	void elevenEventsAreTooManyForABatch() {
		String events = String.join(",",
				Collections.nCopies(11, "{\"name\":\"news\",\"channel\":\"room\",\"data\":\"x\"}"));
		assertThat(new RestCaller(this.server).post("/batch_events", "{\"batch\":[" + events + "]}").body())
			.isEqualTo("Batch too large\n");
	}

	private void expectRefusal(String message) {
		JsonNode error = this.client.next("pusher:error");
		assertThat(error.has("channel")).isFalse();
		assertThat(error.get("data").get("code").isNull()).isTrue();
		assertThat(error.get("data").get("message").asString()).isEqualTo(message);
		this.client.expectSilence();
	}

}
