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
import dev.pusherspring.embedded.protocol.Json;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the hub keeps for its connections, and that nothing of it outlives them.
 */
class HubTests {

	private static final Duration AUTHORIZATION_TIMEOUT = Duration.ofMinutes(1);

	private final ManualLoop loop = new ManualLoop();

	private final Hub hub = new Hub(TestSettings.create(AUTHORIZATION_TIMEOUT), HubClient.SIGNER, this.loop,
			new FaultPlan(), HubListener.NONE);

	@Test
	void timersEndWithTheirConnection() {
		HubClient ann = client();
		HubClient bob = client();
		assertThat(this.loop.timers()).isEqualTo(4);
		this.hub.closed(ann.connection);
		assertThat(this.loop.timers()).isEqualTo(2);
		this.hub.closed(ann.connection);
		this.hub.closed(bob.connection);
		assertThat(this.loop.timers()).isZero();
	}

	@Test
	void authorizedConnectionOutlivesTheTimeForIt() {
		HubClient signedIn = client();
		signedIn.signIn("{\"id\":\"ann\"}");
		HubClient subscribed = client();
		subscribed.subscribeSigned("private-room");
		HubClient idle = client();
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
		HubClient ann = client();
		ann.signIn("{\"id\":\"ann\",\"watchlist\":[\"bob\",\"eve\"]}");
		HubClient other = client();
		other.signIn("{\"id\":\"other\",\"watchlist\":[\"bob\"]}");
		ann.link.take();
		other.link.take();
		this.hub.closed(ann.connection);
		client().signIn("{\"id\":\"bob\"}");
		client().signIn("{\"id\":\"eve\"}");
		assertThat(ann.link.take()).isEmpty();
		assertThat(other.link.take()).singleElement().asString().contains("online", "bob");
	}

	@Test
	void userInfoOfTheLatestConnectionIsTold() {
		HubClient first = client();
		first.join("{\"user_id\":\"ann\",\"user_info\":{\"device\":\"phone\"}}");
		HubClient second = client();
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
		List<HubClient> crowd = crowd(103);
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
		List<HubClient> crowd = crowd(101);
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

	private List<HubClient> crowd(int size) {
		List<HubClient> crowd = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			HubClient client = client();
			client.subscribe("room");
			crowd.add(client);
		}
		return crowd;
	}

	private static List<Integer> counts(HubClient client) {
		return client.link.take()
			.stream()
			.filter((frame) -> frame.contains("pusher_internal:subscription_count"))
			.map((frame) -> Json.parse(Json.parse(frame).get("data").asString()).get("subscription_count").asInt())
			.toList();
	}

	private HubClient client() {
		return new HubClient(this.hub);
	}

}
