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

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for subscriptions to public and private channels.
 */
class SubscriptionTests extends AbstractClientTests {

	@Test
	void publicChannelIsJoined() {
		this.client.send("{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":\"\",\"channel\":\"room\"}}");
		assertThat(this.client.nextText())
			.isEqualTo("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"room\",\"data\":\"{}\"}");
		assertThat(this.server.getChannels()).containsExactly("room");
	}

	@Test
	void eventReachesSubscribersOnly() {
		this.client.subscribed("room");
		try (ScriptedClient other = ScriptedClient.connect(this.server)) {
			other.subscribed("elsewhere");
			this.server.trigger("room", "news", Map.of("id", 7));
			assertThat(this.client.nextText())
				.isEqualTo("{\"event\":\"news\",\"channel\":\"room\",\"data\":\"{\\\"id\\\":7}\"}");
			other.expectSilence();
		}
	}

	@Test
	void textIsPublishedAsItIs() {
		this.client.subscribed("room");
		this.server.trigger("room", "news", "Grüße, \"you\" \uD83D\uDE00");
		assertThat(this.client.next("news", "room").get("data").asString()).isEqualTo("Grüße, \"you\" \uD83D\uDE00");
	}

	@Test
	void sizeOfDataIsCountedInBytes() {
		this.server.trigger("room", "news", "ü".repeat(5 * 1024));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.server.trigger("room", "news", "ü".repeat(5 * 1024) + "x"))
			.withMessageContaining("10240 bytes");
	}

	@Test
	void awaitSubscribedReturnsOnceTheChannelIsOccupied() {
		assertThat(this.server.awaitSubscribed("room", Duration.ofMillis(20))).isFalse();
		this.client.subscribe("room");
		assertThat(this.server.awaitSubscribed("room", ScriptedClient.TIMEOUT)).isTrue();
	}

	@Test
	void privateChannelIsJoinedWithTheRightSignature() {
		this.client.subscribe("private-room");
		this.client.next("pusher_internal:subscription_succeeded", "private-room");
	}

	@Test
	void wrongSignatureIsAnsweredWithWhatShouldHaveBeenSigned() {
		this.client.subscribe("private-room", "app-key:0123abcd", null);
		this.client.expectError(null, this.client.socketId() + ":private-room", "0123abcd");
		assertThat(this.server.getChannels()).isEmpty();
		this.client.subscribed("private-room");
	}

	@Test
	void signatureForAnotherConnectionIsWrong() {
		this.client.subscribe("private-room", this.client.sign("1.1:private-room"), null);
		this.client.expectError(null, "Invalid signature");
	}

	@Test
	void channelDataOfAPrivateChannelIsPartOfWhatIsSigned() {
		this.client.subscribe("private-room", this.client.sign(this.client.socketId() + ":private-room"), "{}");
		this.client.expectError(null, "Invalid signature");
		this.client.join("private-room", "{}");
		this.client.next("pusher_internal:subscription_succeeded", "private-room");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nocolon", "app-key", "other-key:00" })
	void malformedOrForeignAuthIsRefused(String auth) {
		this.client.subscribe("private-room", auth, null);
		this.client.expectError(null, auth.isEmpty() ? "Auth info required" : "Invalid key");
		assertThat(this.server.getChannels()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "room!", "#room", "grüße", "#server-to-user-1" })
	void channelOfThatNameCannotBeJoined(String name) {
		this.client.subscribe(name);
		this.client.expectError(null, name);
	}

	@Test
	void channelNameHasALimit() {
		this.client.subscribed("x".repeat(164));
		this.client.subscribe("x".repeat(165));
		this.client.expectError(null, "Invalid channel name");
	}

	@Test
	void secondSubscriptionIsRefusedAndTheFirstStays() {
		this.client.subscribed("room");
		this.client.subscribe("room");
		this.client.expectError(null, "Existing subscription", "room");
		this.server.trigger("room", "news", "x");
		this.client.next("news", "room");
	}

	@Test
	void unsubscribedChannelIsSilent() {
		this.client.subscribed("room");
		this.client.unsubscribe("room");
		this.client.expectSilence();
		this.server.trigger("room", "news", "x");
		this.client.expectSilence();
		assertThat(this.server.getChannels()).isEmpty();
	}

	@Test
	void unsubscribingWithoutSubscriptionIsRefused() {
		this.client.unsubscribe("room");
		this.client.expectError(null, "No current subscription", "room");
	}

	@Test
	void lostConnectionLeavesItsChannels() {
		this.client.subscribed("room");
		this.client.close();
		assertThat(this.server.awaitConnections(0, ScriptedClient.TIMEOUT)).isTrue();
		assertThat(this.server.getChannels()).isEmpty();
	}

}
