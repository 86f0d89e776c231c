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
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pusherspring.embedded.fault.FaultPlan.HandshakeError;
import dev.pusherspring.embedded.observed.ConnectedClient;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Refusal;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how the hub accepts connections, and what it says about them.
 */
class HubConnectionsTests extends AbstractHubTests {

	@Test
	void acceptedClientIsToldItsSocketIdAndTheActivityTimeout() {
		HubClient ann = client();
		assertThat(ann.connection.socketId()).matches("[1-9][0-9]{0,5}\\.[1-9][0-9]{0,8}");
		assertThat(ann.link.take())
			.containsExactly("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\""
					+ ann.connection.socketId() + "\\\",\\\"activity_timeout\\\":120}\"}");
		assertThat(ann.connection).hasToString("Connection '" + ann.connection.socketId() + "'");
	}

	@ParameterizedTest
	@CsvSource({ "4, false", "6, false", "7, true" })
	void activityTimeoutIsPartOfProtocolSeven(String protocol, boolean told) {
		assertThat(new HubClient(hub(), protocol).link.take()).singleElement()
			.asString()
			.contains("pusher:connection_established")
			.matches((frame) -> frame.contains("activity_timeout") == told);
	}

	@Test
	void activityTimeoutIsAtLeastASecond() {
		this.settings.activityTimeout = Duration.ofMillis(10);
		assertThat(client().link.take()).singleElement().asString().contains("\\\"activity_timeout\\\":1}");
	}

	@Test
	void clientOfAnotherAppIsTurnedAway() {
		RecordedLink link = new RecordedLink();
		assertThat(hub().open(link, new Handshake("other-key", "7", null, null))).isNull();
		assertThat(link.closeCode()).isEqualTo(4001);
		assertThat(link.take()).singleElement().asString().contains("pusher:error", "4001", "other-key");
		assertThat(hub().connections()).isEmpty();
		assertThat(this.loop.timers()).isZero();
	}

	@Test
	void clientAboveTheQuotaIsTurnedAwayUntilAnotherLeaves() {
		this.settings.maxConnections = 1;
		HubClient ann = client();
		HubClient bob = client();
		assertThat(bob.connection).isNull();
		assertThat(bob.link.closeCode()).isEqualTo(4004);
		assertThat(bob.errors()).containsExactly("4004 Over connection quota");
		assertThat(hub().accepted()).isEqualTo(2);
		ann.leave();
		assertThat(client().connection).isNotNull();
	}

	@Test
	void faultsTurnClientsAwayOrKeepSilent() {
		this.faults.setHandshakeError(new HandshakeError(4100, "Over capacity"));
		HubClient ann = client();
		assertThat(ann.errors()).containsExactly("4100 Over capacity");
		assertThat(ann.link.closeCode()).isEqualTo(4100);
		this.faults.setHandshakeError(null);
		this.faults.setMuteHandshakes(true);
		HubClient bob = client();
		assertThat(bob.link.take()).isEmpty();
		assertThat(bob.connection).isNotNull();
	}

	@Test
	void clientTurnedAwayWithoutACodeIsToldToReconnect() {
		RecordedLink link = new RecordedLink();
		hub().turnAway(link, Refusal.request("not now"));
		assertThat(link.closeCode()).isEqualTo(4200);
		assertThat(link.take())
			.containsExactly("{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"not now\"}}");
	}

	@Test
	void pingsAreAnsweredUnlessAFaultIgnoresThem() {
		HubClient ann = client().clear();
		ann.send("pusher:ping");
		assertThat(ann.link.take()).containsExactly("{\"event\":\"pusher:pong\",\"data\":{}}");
		this.faults.setIgnorePings(true);
		assertThat(ann.send("pusher:ping").events()).isEmpty();
		assertThat(ann.send("pusher:pong").events()).isEmpty();
	}

	@Test
	void whatTheServerDoesNotUnderstandIsRefusedAndTheConnectionStays() {
		HubClient ann = client().clear();
		assertThat(ann.sendText("{").errors()).containsExactly("Invalid JSON");
		assertThat(ann.send("pusher:unknown").errors())
			.containsExactly("Unsupported event received on socket: pusher:unknown");
		assertThat(ann.send("chat").errors()).containsExactly("Unsupported event received on socket: chat");
		assertThat(ann.link.closeCode()).isZero();
	}

	@Test
	void hubKnowsWhoIsConnected() {
		HubClient ann = client().signIn("{\"id\":\"ann\"}").subscribe("room").subscribe("other");
		HubClient bob = client();
		assertThat(hub().connections()).containsExactly(ann.connection, bob.connection);
		assertThat(hub().links()).containsExactly(ann.link, bob.link);
		assertThat(hub().link(bob.connection.socketId())).isSameAs(bob.link);
		assertThat(hub().clients()).containsExactly(
				new ConnectedClient(ann.connection.socketId(), "ws", "js", "8.4.0", "ann", Set.of("room", "other")),
				new ConnectedClient(bob.connection.socketId(), "ws", "js", "8.4.0", null, Set.of()));
		List<Object> each = new ArrayList<>();
		hub().eachLink((socketId, link) -> each.addAll(List.of(socketId, link)));
		assertThat(each).containsExactly(ann.connection.socketId(), ann.link, bob.connection.socketId(), bob.link);
		bob.leave();
		assertThat(hub().link(bob.connection.socketId())).isNull();
		assertThat(hub().clients()).hasSize(1);
	}

	@Test
	void applicationMayCloseOneConnection() {
		HubClient ann = client();
		HubClient bob = client();
		hub().close(ann.connection.socketId(), 4201, "by a test");
		hub().close("1.1", 4201, "by a test");
		assertThat(ann.link.closeCode()).isEqualTo(4201);
		assertThat(bob.link.closeCode()).isZero();
	}

	@Test
	void whoWaitsForAConditionIsToldAfterTheChangeThatMeetsIt() {
		CompletableFuture<Void> connected = hub().await(() -> hub().connections().size() == 1);
		CompletableFuture<Void> subscribed = hub().await(() -> hub().channels().isOccupied("room"));
		CompletableFuture<Void> left = hub().await(() -> hub().accepted() == 1 && hub().connections().isEmpty());
		assertThat(connected).isNotDone();
		HubClient ann = client();
		assertThat(connected).isCompleted();
		assertThat(subscribed).isNotDone();
		ann.subscribe("room");
		assertThat(subscribed).isCompleted();
		assertThat(left).isNotDone();
		ann.leave();
		assertThat(left).isCompleted();
		assertThat(hub().await(() -> true)).isCompleted();
	}

	@Test
	void changeOutsideTheHubIsNoticedWhenItIsTold() {
		List<String> outside = new ArrayList<>();
		CompletableFuture<Void> changed = hub().await(() -> !outside.isEmpty());
		outside.add("something");
		assertThat(changed).isNotDone();
		hub().changed();
		assertThat(changed).isCompleted();
	}

	@Test
	void settingsDoNotShowTheSecret() {
		assertThat(TestSettings.create(null)).hasToString("ServerSettings[appId=app-id, key=app-key]");
	}

}
