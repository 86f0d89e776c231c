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

import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.observed.ClientEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientEventRelay} and {@link ClientEventBudget}.
 */
class ClientEventRelayTests extends AbstractHubTests {

	@Test
	void clientEventReachesTheOtherSubscribers() {
		HubClient ann = client().subscribeSigned("private-room").clear();
		HubClient bob = client().subscribeSigned("private-room").clear();
		ann.clear();
		this.listener.take();
		ann.sendText("{\"event\":\"client-x\",\"channel\":\"private-room\",\"data\":{\"n\":1.0}}");
		assertThat(bob.link.take())
			.containsExactly("{\"event\":\"client-x\",\"channel\":\"private-room\",\"data\":{\"n\":1.0}}");
		assertThat(ann.link.take()).isEmpty();
		assertThat(this.listener.take()).containsExactly("sent private-room client-x");
		assertThat(hub().clientEvents().entries()).containsExactly(
				new ClientEvent(ann.connection.socketId(), null, "private-room", "client-x", "{\"n\":1.0}"));
	}

	@Test
	void membersSayWhoTheyAre() {
		HubClient ann = client().join("{\"user_id\":\"ann\"}");
		HubClient bob = client().join("{\"user_id\":\"bob\"}").clear();
		ann.sendText("{\"event\":\"client-x\",\"channel\":\"presence-room\"}");
		assertThat(bob.link.take())
			.containsExactly("{\"event\":\"client-x\",\"channel\":\"presence-room\",\"user_id\":\"ann\"}");
		assertThat(hub().clientEvents().entries())
			.containsExactly(new ClientEvent(ann.connection.socketId(), "ann", "presence-room", "client-x", null));
	}

	@Test
	void clientEventsMayBeDisabled() {
		this.settings.clientEvents = false;
		assertRefused(client().subscribeSigned("private-room"), "private-room", "client-x", "1",
				"Client event rejected - client events are not enabled for this application");
	}

	@Test
	void clientEventsNeedASubscribedAuthorizedChannelThatIsNotEncrypted() {
		HubClient ann = client().subscribe("room").subscribeSigned("private-encrypted-room");
		assertRefused(ann, "room", "client-x", "1",
				"Client event rejected - only supported on private and presence channels");
		assertRefused(ann, "private-encrypted-room", "client-x", "1",
				"Client event rejected - not supported on encrypted channels");
		assertRefused(ann, "private-room", "client-x", "1",
				"Cannot broadcast client event (connection not subscribed to channel private-room)");
		assertThat(ann.clear().sendText("{\"event\":\"client-x\"}").errors())
			.containsExactly("Client event rejected - only supported on private and presence channels");
	}

	@Test
	void nameOfAClientEventIsLimited() {
		HubClient ann = client().subscribeSigned("private-room").clear();
		String longest = "client-" + "x".repeat(193);
		assertThat(clientEvent(ann, "private-room", longest, "1").errors()).isEmpty();
		assertRefused(ann, "private-room", longest + "x", "1",
				"Client event rejected - event name is longer than 200 characters");
	}

	@Test
	void dataOfAClientEventIsLimitedInBytes() {
		this.settings.maxEventData = 10;
		HubClient ann = client().subscribeSigned("private-room").clear();
		assertThat(clientEvent(ann, "private-room", "client-x", "\"ääää\"").errors()).isEmpty();
		assertRefused(ann, "private-room", "client-x", "\"ääääx\"",
				"Client event rejected - data is larger than 10 bytes");
	}

	@Test
	void connectionMaySendTenClientEventsInAnySecond() {
		HubClient ann = client().subscribeSigned("private-room").clear();
		HubClient bob = client().subscribeSigned("private-room").clear();
		for (int i = 0; i < 10; i++) {
			assertThat(clientEvent(ann, "private-room", "client-x", "1").errors()).isEmpty();
			this.clock.advance(Duration.ofMillis(50));
		}
		bob.clear();
		assertRefused(ann, "private-room", "client-x", "1", "4301 Client event rejected - rate limit exceeded");
		assertThat(bob.events()).isEmpty();
		assertThat(clientEvent(bob, "private-room", "client-x", "1").errors()).isEmpty();
		this.clock.advance(Duration.ofMillis(499));
		assertRefused(ann, "private-room", "client-x", "1", "4301 Client event rejected - rate limit exceeded");
		this.clock.advance(Duration.ofMillis(1));
		assertThat(clientEvent(ann, "private-room", "client-x", "1").errors()).isEmpty();
		assertRefused(ann, "private-room", "client-x", "1", "4301 Client event rejected - rate limit exceeded");
	}

	@Test
	void largeClientEventsAreNotAllKept() {
		this.settings.maxEventData = Integer.MAX_VALUE;
		HubClient ann = client().subscribeSigned("private-room");
		String data = "\"" + "x".repeat(9 * 1024 * 1024) + "\"";
		clientEvent(ann, "private-room", "client-first", data);
		clientEvent(ann, "private-room", "client-second", data);
		assertThat(hub().clientEvents().entries()).singleElement()
			.extracting(ClientEvent::event)
			.isEqualTo("client-second");
	}

	private static HubClient clientEvent(HubClient client, String channel, String event, String data) {
		return client.sendText("{\"event\":\"" + event + "\",\"channel\":\"" + channel + "\",\"data\":" + data + "}");
	}

	private void assertRefused(HubClient client, String channel, String event, String data, String message) {
		long before = hub().clientEvents().total();
		assertThat(clientEvent(client.clear(), channel, event, data).errors()).containsExactly(message);
		assertThat(hub().clientEvents().total()).isEqualTo(before);
		assertThat(client.link.closeCode()).isZero();
	}

}
