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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the hub keeps for its connections, and that nothing of it outlives them.
 */
class HubTests {

	private static final Duration AUTHORIZATION_TIMEOUT = Duration.ofMinutes(1);

	private final Signer signer = new Signer("app-secret");

	private final ManualLoop loop = new ManualLoop();

	private final Hub hub = new Hub(TestSettings.create(AUTHORIZATION_TIMEOUT), this.signer, this.loop, new FaultPlan(),
			HubListener.NONE);

	@Test
	void timersEndWithTheirConnection() {
		Client ann = new Client();
		Client bob = new Client();
		assertThat(this.loop.timers()).isEqualTo(4);
		this.hub.closed(ann.connection);
		assertThat(this.loop.timers()).isEqualTo(2);
		this.hub.closed(ann.connection);
		this.hub.closed(bob.connection);
		assertThat(this.loop.timers()).isZero();
	}

	@Test
	void authorizedConnectionOutlivesTheTimeForIt() {
		Client signedIn = new Client();
		signedIn.signIn("{\"id\":\"ann\"}");
		Client subscribed = new Client();
		subscribed.subscribeSigned("private-room");
		Client idle = new Client();
		idle.subscribe("room");
		this.loop.advance(AUTHORIZATION_TIMEOUT.minusMillis(1));
		assertThat(idle.link.closeCode()).isZero();
		this.loop.advance(Duration.ofMillis(1));
		assertThat(idle.link.closeCode()).isEqualTo(4009);
		assertThat(signedIn.link.closeCode()).isZero();
		assertThat(subscribed.link.closeCode()).isZero();
	}

	@Test
	void watcherThatHasLeftHearsNothing() {
		Client ann = new Client();
		ann.signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\",\"eve\"]}");
		Client other = new Client();
		other.signIn("{\"id\":\"other\",\"watchlist\":[\"bob\"]}");
		ann.link.take();
		other.link.take();
		this.hub.closed(ann.connection);
		new Client().signIn("{\"id\":\"bob\"}");
		new Client().signIn("{\"id\":\"eve\"}");
		assertThat(ann.link.take()).isEmpty();
		assertThat(other.link.take()).singleElement().asString().contains("online", "bob");
	}

	@Test
	void userInfoOfTheLatestConnectionIsTold() {
		Client first = new Client();
		first.join("{\"user_id\":\"ann\",\"user_info\":{\"device\":\"phone\"}}");
		Client second = new Client();
		second.join("{\"user_id\":\"ann\",\"user_info\":{\"device\":\"desk\"}}");
		assertThat(second.link.take()).anyMatch((frame) -> frame.contains("desk") && frame.contains("\\\"count\\\":1"));
		assertThat(first.link.take()).noneMatch((frame) -> frame.contains("member_"));
		assertThat(this.hub.channels().members("presence-room"))
			.containsExactly(Map.entry("ann", "{\"device\":\"desk\"}"));
		this.hub.closed(second.connection);
		assertThat(this.hub.channels().members("presence-room")).containsOnlyKeys("ann");
		assertThat(first.link.take()).isEmpty();
		this.hub.closed(first.connection);
		assertThat(this.hub.channels().names()).isEmpty();
	}

	@Test
	void largeChannelIsCountedOnceInFiveSecondsHoweverOftenItChanges() {
		List<Client> crowd = crowd(103);
		crowd.get(0).link.take();
		assertThat(this.loop.timers()).isEqualTo(crowd.size() * 2 + 1);
		this.loop.advance(Duration.ofMillis(4999));
		assertThat(counts(crowd.get(0))).isEmpty();
		this.loop.advance(Duration.ofMillis(1));
		assertThat(counts(crowd.get(0))).containsExactly(103);
		this.loop.advance(Duration.ofSeconds(20));
		assertThat(counts(crowd.get(0))).isEmpty();
		crowd.get(1).unsubscribe("room");
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(counts(crowd.get(0))).containsExactly(102);
	}

	@Test
	void countThatHasBeenAnnouncedIsNotRepeated() {
		List<Client> crowd = crowd(101);
		crowd.get(0).link.take();
		crowd.get(1).unsubscribe("room");
		assertThat(counts(crowd.get(0))).containsExactly(100);
		this.loop.advance(Duration.ofSeconds(20));
		assertThat(counts(crowd.get(0))).isEmpty();
	}

	@Test
	void countsOfLargeChannelsLeaveNoTimer() {
		crowd(101).forEach((client) -> this.hub.closed(client.connection));
		assertThat(this.loop.timers()).isZero();
	}

	private List<Client> crowd(int size) {
		List<Client> crowd = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			Client client = new Client();
			client.subscribe("room");
			crowd.add(client);
		}
		return crowd;
	}

	private static List<Integer> counts(Client client) {
		return client.link.take()
			.stream()
			.filter((frame) -> frame.contains("pusher_internal:subscription_count"))
			.map((frame) -> Json.parse(Json.parse(frame).get("data").asString()).get("subscription_count").asInt())
			.toList();
	}

	private final class Client {

		private final RecordedLink link = new RecordedLink();

		private final Connection connection = HubTests.this.hub.open(this.link,
				new Handshake("app-key", "7", null, null));

		void subscribe(String channel) {
			send("pusher:subscribe", "channel", channel);
		}

		void unsubscribe(String channel) {
			send("pusher:unsubscribe", "channel", channel);
		}

		void subscribeSigned(String channel) {
			send("pusher:subscribe", "channel", channel, "auth", sign(":" + channel));
		}

		void join(String channelData) {
			send("pusher:subscribe", "channel", "presence-room", "channel_data", channelData, "auth",
					sign(":presence-room:" + channelData));
		}

		void signIn(String userData) {
			send("pusher:signin", "user_data", userData, "auth", sign("::user::" + userData));
		}

		private String sign(String text) {
			return "app-key:" + HubTests.this.signer.sign(this.connection.socketId() + text);
		}

		private void send(String event, String... data) {
			var fields = Json.object();
			for (int i = 0; i < data.length; i += 2) {
				fields.put(data[i], data[i + 1]);
			}
			var frame = Json.object().put("event", event);
			frame.set("data", fields);
			HubTests.this.hub.receive(this.connection, Json.write(frame));
		}

	}

}
