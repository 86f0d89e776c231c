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

package dev.pusherspring.embedded.hub;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SubscriptionDesk}, {@link Credentials} and {@link Member}.
 */
class SubscriptionDeskTests extends AbstractHubTests {

	@Test
	void channelMustHaveAValidName() {
		HubClient ann = client().clear();
		assertThat(ann.send("pusher:subscribe").errors()).containsExactly("Channel name missing in 'pusher:subscribe'");
		assertThat(ann.send("pusher:unsubscribe").errors())
			.containsExactly("Channel name missing in 'pusher:unsubscribe'");
		assertThat(ann.subscribe("a room").errors()).containsExactly("Invalid channel name 'a room'");
		assertThat(hub().channels().names()).isEmpty();
	}

	@Test
	void channelIsSubscribedOnceAndUnsubscribedOnce() {
		HubClient ann = client().subscribe("room").clear();
		assertThat(ann.subscribe("room").errors()).containsExactly("Existing subscription to channel room");
		assertThat(ann.unsubscribe("room").link.take()).isEmpty();
		assertThat(ann.unsubscribe("room").errors())
			.containsExactly("No current subscription to channel room, or subscription in progress");
		assertThat(ann.subscribe("room").errors()).isEmpty();
	}

	@Test
	void authorizedChannelNeedsItsOwnSignature() {
		HubClient ann = client().clear();
		assertThat(ann.subscribe("private-room").errors())
			.containsExactly("Auth info required to subscribe to private-room");
		assertThat(subscribe(ann, "").errors()).containsExactly("Auth info required to subscribe to private-room");
		assertThat(subscribe(ann, "app-key").errors())
			.containsExactly("Invalid key in subscription auth data: 'app-key'");
		assertThat(subscribe(ann, ":signature").errors()).containsExactly("Invalid key in subscription auth data: ''");
		assertThat(subscribe(ann, "other-key:signature").errors())
			.containsExactly("Invalid key in subscription auth data: 'other-key'");
		assertThat(subscribe(ann, "app-key:signature").errors())
			.containsExactly("Invalid signature: Expected HMAC SHA256 hex digest of " + ann.connection.socketId()
					+ ":private-room, but got signature");
		assertThat(subscribe(ann, ann.sign(":private-other")).errors()).hasSize(1);
		assertThat(hub().channels().names()).isEmpty();
		assertThat(subscribe(ann, ann.sign(":private-room")).errors()).isEmpty();
		assertThat(hub().channels().names()).containsExactly("private-room");
	}

	@Test
	void channelOfAUserIsForThatUserOnly() {
		HubClient ann = client().clear();
		assertThat(ann.subscribe("#server-to-user-ann").errors())
			.containsExactly("Not signed in as the user of channel '#server-to-user-ann'");
		ann.signIn("{\"id\":\"ann\"}").clear();
		assertThat(ann.subscribe("#server-to-user-bob").errors())
			.containsExactly("Not signed in as the user of channel '#server-to-user-bob'");
		assertThat(ann.subscribe("#server-to-user-ann").events())
			.containsExactly("pusher_internal:subscription_succeeded");
	}

	@Test
	void signedInUserJoinsPresenceChannelsAsItself() {
		HubClient bob = client().clear();
		assertThat(bob.subscribeSigned("presence-room").errors()).containsExactly(
				"channel_data or a signed-in user is required to subscribe to presence channel 'presence-room'");
		bob.signIn("{\"id\":\"bob\",\"user_info\":{\"name\":\"Bob\"}}").subscribeSigned("presence-room");
		assertThat(hub().channels().members("presence-room")).containsEntry("bob", "{\"name\":\"Bob\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ann", "[]", "\"ann\"" })
	void channelDataMustBeAnObject(String channelData) {
		assertThat(client().clear().join(channelData).errors())
			.containsExactly("Invalid JSON in channel_data for subscription to 'presence-room'");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{}", "{\"user_id\":\"\"}", "{\"user_id\":null}", "{\"user_id\":{}}", "{\"user_id\":true}" })
	void memberMustHaveAnId(String channelData) {
		assertThat(client().clear().join(channelData).errors())
			.containsExactly("channel_data must include a user_id when subscribing to 'presence-room'");
	}

	@Test
	void idOfAMemberMayBeANumber() {
		client().join("{\"user_id\":10}");
		assertThat(hub().channels().members("presence-room")).containsOnlyKeys("10");
	}

	@Test
	void idOfAMemberIsLimited() {
		String longest = "x".repeat(128);
		assertThat(client().clear().join("{\"user_id\":\"" + longest + "\"}").errors()).isEmpty();
		assertThat(client().clear().join("{\"user_id\":\"x" + longest + "\"}").errors())
			.containsExactly("The user_id is longer than 128 characters on 'presence-room'");
	}

	@Test
	void infoOfAMemberIsLimitedInBytes() {
		String longest = "ä".repeat(511);
		assertThat(client().clear().join("{\"user_id\":\"a\",\"user_info\":\"" + longest + "\"}").errors()).isEmpty();
		assertThat(client().clear().join("{\"user_id\":\"b\",\"user_info\":\"x" + longest + "\"}").errors())
			.containsExactly("The user_info is larger than 1024 bytes on 'presence-room'");
	}

	private static HubClient subscribe(HubClient client, String auth) {
		return client.send("pusher:subscribe", "channel", "private-room", "auth", auth);
	}

}
