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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for presence channels.
 */
class PresenceTests {

	private static final String ROOM = "presence-room";

	private static final String ANN = "{\"user_id\":\"ann\",\"user_info\":{\"name\":\"Ann\"}}";

	private static final String BOB = "{\"user_id\":7}";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().maxMembers(2).build();

	private ScriptedClient first;

	private ScriptedClient second;

	@BeforeEach
	void start() {
		this.server.start();
		this.first = ScriptedClient.connect(this.server);
		this.second = ScriptedClient.connect(this.server);
	}

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
		this.server.stop();
	}

	@Test
	void newMemberLearnsWhoIsThereAndTheOthersLearnOfIt() {
		this.first.join(ROOM, ANN);
		assertThat(this.first.data(this.first.next("pusher_internal:subscription_succeeded", ROOM)))
			.hasToString("{\"presence\":{\"ids\":[\"ann\"],\"hash\":{\"ann\":{\"name\":\"Ann\"}},\"count\":1}}");
		this.second.join(ROOM, BOB);
		assertThat(this.second.data(this.second.next("pusher_internal:subscription_succeeded", ROOM))).hasToString(
				"{\"presence\":{\"ids\":[\"ann\",\"7\"],\"hash\":{\"ann\":{\"name\":\"Ann\"},\"7\":null},\"count\":2}}");
		assertThat(this.first.data(this.first.next("pusher_internal:member_added", ROOM)))
			.hasToString("{\"user_id\":\"7\"}");
		this.second.expectSilence();
		assertThat(this.server.getMembers(ROOM)).containsEntry("ann", "{\"name\":\"Ann\"}")
			.containsEntry("7", null)
			.hasSize(2);
	}

	@Test
	void leavingMemberIsAnnounced() {
		joined(this.first, ANN);
		joined(this.second, BOB);
		this.first.next("pusher_internal:member_added", ROOM);
		this.second.unsubscribe(ROOM);
		assertThat(this.first.data(this.first.next("pusher_internal:member_removed", ROOM)))
			.hasToString("{\"user_id\":\"7\"}");
		this.second.expectSilence();
	}

	@Test
	void userOnTwoConnectionsCountsOnce() {
		joined(this.first, BOB);
		joined(this.second, ANN);
		this.first.next("pusher_internal:member_added", ROOM);
		try (ScriptedClient third = ScriptedClient.connect(this.server)) {
			joined(third, ANN);
			this.first.expectSilence();
			assertThat(this.server.getMembers(ROOM)).hasSize(2);
			assertThat(this.server.getSubscriptionCount(ROOM)).isEqualTo(3);
			this.second.close();
			assertThat(this.server.awaitConnections(2, ScriptedClient.TIMEOUT)).isTrue();
			this.first.expectSilence();
			third.disconnect();
			this.first.next("pusher_internal:member_removed", ROOM);
		}
		assertThat(this.server.getMembers(ROOM)).containsOnlyKeys("7");
	}

	@Test
	void fullChannelTakesNobodyNew() {
		joined(this.first, ANN);
		joined(this.second, BOB);
		try (ScriptedClient third = ScriptedClient.connect(this.server)) {
			third.join(ROOM, "{\"user_id\":\"eve\"}");
			third.expectError(null, ROOM, "maximum of 2");
			joined(third, ANN);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "[]", "{}", "{\"user_id\":\"\"}", "{\"user_id\":null}", "{\"user_id\":{}}" })
	void channelDataWithoutUserIsRefused(String channelData) {
		this.first.join(ROOM, channelData);
		this.first.expectError(null, "channel_data", ROOM);
		assertThat(this.server.getChannels()).isEmpty();
	}

	@Test
	void sizeOfAMemberIsLimited() {
		this.first.join(ROOM, "{\"user_id\":\"" + "x".repeat(129) + "\"}");
		this.first.expectError(null, "user_id", "128");
		this.first.join(ROOM, "{\"user_id\":\"a\",\"user_info\":\"" + "x".repeat(1023) + "\"}");
		this.first.expectError(null, "user_info", "1024");
		joined(this.first, "{\"user_id\":\"" + "x".repeat(128) + "\",\"user_info\":\"" + "x".repeat(1022) + "\"}");
	}

	@Test
	void sizeOfAMemberIsCountedInBytes() {
		this.first.join(ROOM, "{\"user_id\":\"a\",\"user_info\":\"" + "ü".repeat(512) + "\"}");
		this.first.expectError(null, "user_info", "1024");
		joined(this.first, "{\"user_id\":\"a\",\"user_info\":\"" + "ü".repeat(511) + "\"}");
	}

	@Test
	void channelDataIsTakenFromTheSignedInUser() {
		this.first.subscribe(ROOM, this.first.sign(this.first.socketId() + ":" + ROOM), null);
		this.first.expectError(null, ROOM, "signed-in");
		this.first.signin("{\"id\":\"ann\",\"user_info\":{\"name\":\"Ann\"}}");
		this.first.next("pusher:signin_success");
		this.first.subscribe(ROOM, this.first.sign(this.first.socketId() + ":" + ROOM), null);
		assertThat(this.first.data(this.first.next("pusher_internal:subscription_succeeded", ROOM)))
			.hasToString("{\"presence\":{\"ids\":[\"ann\"],\"hash\":{\"ann\":{\"name\":\"Ann\"}},\"count\":1}}");
	}

	@Test
	void changedChannelDataIsRefused() {
		this.first.subscribe(ROOM, this.first.sign(this.first.socketId() + ":" + ROOM + ":" + ANN), BOB);
		this.first.expectError(null, "Invalid signature");
	}

	private static void joined(ScriptedClient client, String channelData) {
		client.join(ROOM, channelData);
		client.next("pusher_internal:subscription_succeeded", ROOM);
	}

}
