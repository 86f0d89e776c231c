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
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.protocol.ChannelName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what subscribers, the application and the directory are told about channels.
 */
class ChannelRegistryTests extends AbstractHubTests {

	private static final ChannelName CACHE = new ChannelName("cache-room");

	@Test
	void firstSubscriberOccupiesAChannelAndTheLastVacatesIt() {
		HubClient ann = client().subscribe("room");
		assertThat(this.listener.take()).containsExactly("occupied room", "count room 1");
		HubClient bob = client().subscribe("room");
		assertThat(this.listener.take()).containsExactly("count room 2");
		ann.unsubscribe("room");
		assertThat(this.listener.take()).containsExactly("count room 1");
		bob.leave();
		assertThat(this.listener.take()).containsExactly("vacated room", "count room 0");
	}

	@Test
	void channelOfAUserIsNeitherOccupiedNorCounted() {
		HubClient ann = client().signIn("{\"id\":\"ann\"}").clear();
		ann.subscribe("#server-to-user-ann");
		assertThat(ann.events()).containsExactly("pusher_internal:subscription_succeeded");
		ann.unsubscribe("#server-to-user-ann");
		assertThat(this.listener.take()).isEmpty();
	}

	@Test
	void subscriberIsToldOfTheSubscriptionAndTheCount() {
		HubClient ann = client().clear().subscribe("room");
		assertThat(ann.link.take()).containsExactly(
				"{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"room\",\"data\":\"{}\"}",
				"{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"room\",\"data\":\"{\\\"subscription_count\\\":1}\"}");
	}

	@Test
	void countsAreNotSentUnlessEnabled() {
		this.settings.subscriptionCounts = false;
		HubClient ann = client().clear().subscribe("room");
		assertThat(ann.events()).containsExactly("pusher_internal:subscription_succeeded");
		assertThat(this.listener.take()).containsExactly("occupied room", "count room 1");
	}

	@Test
	void membersAreToldOfOneAnother() {
		HubClient ann = client().join("{\"user_id\":\"ann\"}").clear();
		assertThat(this.listener.take()).containsExactly("occupied presence-room", "added presence-room ann");
		HubClient bob = client().clear().join("{\"user_id\":\"bob\",\"user_info\":{\"name\":\"Bob\"}}");
		assertThat(this.listener.take()).containsExactly("added presence-room bob");
		assertThat(bob.link.take()).singleElement()
			.asString()
			.contains("subscription_succeeded", "\\\"ids\\\":[\\\"ann\\\",\\\"bob\\\"]");
		assertThat(ann.link.take()).containsExactly(
				"{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"bob\\\",\\\"user_info\\\":{\\\"name\\\":\\\"Bob\\\"}}\"}");
		ann.leave();
		assertThat(this.listener.take()).containsExactly("removed presence-room ann");
		assertThat(bob.link.take()).containsExactly(
				"{\"event\":\"pusher_internal:member_removed\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"ann\\\"}\"}");
		HubClient cid = client().join("{\"user_id\":\"cid\"}");
		assertThat(bob.link.take()).containsExactly(
				"{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-room\",\"data\":\"{\\\"user_id\\\":\\\"cid\\\"}\"}");
		cid.leave();
		bob.leave();
		assertThat(this.listener.take()).containsExactly("added presence-room cid", "removed presence-room cid",
				"removed presence-room bob", "vacated presence-room");
	}

	@Test
	void memberStaysUntilItsLastConnectionLeaves() {
		HubClient bob = client().join("{\"user_id\":\"bob\"}");
		HubClient phone = client().join("{\"user_id\":\"ann\"}");
		bob.clear();
		HubClient desk = client().join("{\"user_id\":\"ann\"}");
		HubClient tablet = client().join("{\"user_id\":\"ann\"}");
		phone.leave();
		tablet.leave();
		assertThat(bob.link.take()).isEmpty();
		assertThat(hub().channels().members("presence-room")).containsOnlyKeys("ann", "bob");
		desk.leave();
		assertThat(bob.events()).containsExactly("pusher_internal:member_removed");
		assertThat(hub().channels().members("presence-room")).containsOnlyKeys("bob");
	}

	@Test
	void fullPresenceChannelAcceptsNoNewMemberButMoreConnectionsOfItsMembers() {
		this.settings.maxMembers = 2;
		client().join("{\"user_id\":\"ann\"}");
		HubClient bob = client().join("{\"user_id\":\"bob\"}");
		HubClient cid = client().clear().join("{\"user_id\":\"cid\"}");
		assertThat(cid.errors())
			.containsExactly("Presence channel 'presence-room' has reached its maximum of 2 members");
		assertThat(client().clear().join("{\"user_id\":\"ann\"}").events())
			.containsExactly("pusher_internal:subscription_succeeded");
		bob.leave();
		assertThat(cid.join("{\"user_id\":\"cid\"}").events())
			.containsExactly("pusher_internal:subscription_succeeded");
	}

	@Test
	void cacheChannelRepeatsItsLastEvent() {
		HubClient early = client().clear().subscribe("cache-room");
		assertThat(this.listener.take()).containsExactly("occupied cache-room", "missed cache-room",
				"count cache-room 1");
		assertThat(early.link.take()).element(1)
			.isEqualTo("{\"event\":\"pusher:cache_miss\",\"channel\":\"cache-room\"}");
		hub().publish(CACHE, "first", "1", null);
		hub().publish(CACHE, "second", "2", null);
		HubClient late = client().clear().subscribe("cache-room");
		assertThat(late.link.take()).element(1)
			.isEqualTo("{\"event\":\"second\",\"channel\":\"cache-room\",\"data\":\"2\"}");
		assertThat(this.listener.take()).containsExactly("count cache-room 2");
	}

	@Test
	void otherChannelsRepeatNothing() {
		hub().publish(new ChannelName("room"), "event", "1", null);
		assertThat(hub().channels().cached("room")).isNull();
		assertThat(client().clear().subscribe("room").events()).doesNotContain("event", "pusher:cache_miss");
	}

	@Test
	void cachedEventIsForgottenWhenItsTimeIsUp() {
		hub().publish(CACHE, "event", "1", null);
		this.clock.advance(Duration.ofMinutes(1));
		hub().publish(new ChannelName("cache-other"), "event", "2", null);
		assertThat(hub().channels().cached("cache-room")).isEqualTo(new CachedEvent("event", "1", 29 * 60));
		this.clock.advance(Duration.ofMinutes(29).minusMillis(1));
		assertThat(hub().channels().cached("cache-room")).isEqualTo(new CachedEvent("event", "1", 0));
		this.clock.advance(Duration.ofMillis(1));
		assertThat(hub().channels().cached("cache-room")).isNull();
		assertThat(hub().channels().cached("cache-other")).isEqualTo(new CachedEvent("event", "2", 60));
	}

	@Test
	void eventThatReplacesAnotherIsKeptForItsOwnTime() {
		hub().publish(CACHE, "old", "1", null);
		hub().publish(new ChannelName("cache-other"), "event", "2", null);
		this.clock.advance(Duration.ofMinutes(20));
		hub().publish(CACHE, "new", "3", null);
		this.clock.advance(Duration.ofMinutes(15));
		assertThat(hub().channels().cached("cache-room")).isEqualTo(new CachedEvent("new", "3", 15 * 60));
		assertThat(hub().channels().cached("cache-other")).isNull();
	}

	@Test
	void publishedEventReachesAllSubscribersButTheExcluded() {
		HubClient ann = client().subscribe("room");
		HubClient bob = client().subscribe("room");
		HubClient cid = client().subscribe("other").clear();
		ann.clear();
		bob.clear();
		ChannelName room = new ChannelName("room");
		assertThat(hub().publish(room, "event", "1", bob.connection.socketId())).containsExactly(ann.link);
		assertThat(hub().publish(room, "event", "1", null)).containsExactly(ann.link, bob.link);
		assertThat(hub().publish(new ChannelName("empty"), "event", "1", null)).isEmpty();
		assertThat(ann.events()).containsExactly("event", "event");
		assertThat(bob.events()).containsExactly("event");
		assertThat(cid.events()).isEmpty();
	}

	@Test
	void directoryKnowsChannelsWithSubscribersOnly() {
		ChannelDirectory channels = hub().channels();
		client().subscribe("room");
		HubClient ann = client().subscribe("room").subscribe("other");
		assertThat(channels.names()).containsExactly("room", "other");
		assertThat(channels.isOccupied("room")).isTrue();
		assertThat(channels.subscriptionCount("room")).isEqualTo(2);
		assertThat(channels.members("room")).isEmpty();
		ann.leave();
		assertThat(channels.names()).containsExactly("room");
		assertThat(channels.isOccupied("other")).isFalse();
		assertThat(channels.subscriptionCount("other")).isZero();
		assertThat(channels.members("other")).isEmpty();
	}

	@Test
	void directoryKnowsTheInfoOfMembers() {
		client().join("{\"user_id\":\"ann\",\"user_info\":{\"age\":1.50}}");
		assertThat(hub().channels().members("presence-room")).isEqualTo(Map.of("ann", "{\"age\":1.50}"));
	}

	@Test
	void hubForgetsWhatHasHappenedButNotWhoIsThere() {
		hub().publish(CACHE, "event", "1", null);
		client().subscribeSigned("private-room")
			.sendText("{\"event\":\"client-x\",\"channel\":\"private-room\",\"data\":1}");
		assertThat(hub().clientEvents().entries()).hasSize(1);
		assertThat(hub().accepted()).isEqualTo(1);
		hub().forget();
		assertThat(hub().channels().cached("cache-room")).isNull();
		assertThat(hub().clientEvents().entries()).isEmpty();
		assertThat(hub().accepted()).isZero();
		assertThat(hub().channels().isOccupied("private-room")).isTrue();
	}

}
