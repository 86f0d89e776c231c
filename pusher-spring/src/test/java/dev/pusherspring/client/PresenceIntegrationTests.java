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

package dev.pusherspring.client;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.testsupport.NodePeer;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.SoketiClients;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for presence channels and client events, with the official client as
 * the other one.
 */
@Testcontainers(disabledWithoutDocker = true)
class PresenceIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer().withClientMessages();

	private final RecordingListener listener = new RecordingListener();

	private SoketiClients clients;

	private PusherClient client;

	@BeforeAll
	static void install() {
		NodePeer.assumeInstalled();
	}

	@BeforeEach
	void connect() throws Exception {
		this.clients = new SoketiClients(soketi);
		this.client = this.clients.connect(this.clients.builder(this.listener, "java"));
	}

	@AfterEach
	void disconnect() {
		if (this.clients != null) {
			this.clients.close();
		}
	}

	@Test
	void membersOfBothClientsKnowOfEachOther() {
		this.client.subscribe("presence-room");
		this.listener.await("subscribed presence-room");
		assertThat(channel("presence-room").getMe())
			.satisfies((me) -> assertThat(me.getInfo()).isEqualTo("{\"name\":\"java\"}"));
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.join("presence-room");
			assertThat(peer.await("\"subscribed\"")).contains("\"java\"", "\"js\"");
			this.listener.await("added presence-room js {\"name\":\"js\"}");
			assertThat(channel("presence-room").getMemberCount()).isEqualTo(2);
			this.client.unsubscribe("presence-room");
			peer.await("\"removed\"", "\"java\"");
			this.client.subscribe("presence-room");
			peer.await("\"added\"", "\"java\"");
			this.listener.await("subscribed presence-room");
		}
		this.listener.await("removed presence-room js");
		assertThat(channel("presence-room").getMembers()).extracting(Member::getId).containsExactly("java");
	}

	@Test
	void clientEventsReachBothWaysWithTheSender() throws Exception {
		this.client.subscribe("presence-talk");
		this.listener.await("subscribed presence-talk");
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.join("presence-talk");
			this.client.trigger("presence-talk", "client-hello", Map.of("text", "grüß dich")).get(20, TimeUnit.SECONDS);
			assertThat(peer.await("\"type\":\"hello\"")).contains("\"text\":\"grüß dich\"", "\"userId\":\"java\"");
			peer.command(Map.of("type", "clientEvent", "channel", "presence-talk", "event", "client-back", "data",
					Map.of("n", 1)));
			this.listener.await("event presence-talk client-back {\"n\":1} from js");
		}
	}

	@Test
	void clientEventsOnPrivateChannelsHaveNoSender() throws Exception {
		this.client.subscribe("private-talk");
		this.listener.await("subscribed private-talk");
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.join("private-talk");
			this.client.trigger("private-talk", "client-hello", "text").get(20, TimeUnit.SECONDS);
			assertThat(peer.await("\"type\":\"hello\"")).contains("\"data\":\"text\"").doesNotContain("userId");
			peer.command(
					Map.of("type", "clientEvent", "channel", "private-talk", "event", "client-back", "data", "text"));
			this.listener.await("event private-talk client-back text");
		}
	}

	@Test
	void membersAreRebuiltAfterARestartOfTheServer() {
		this.client.subscribe("presence-restart");
		this.listener.await("subscribed presence-restart");
		NodePeer before = new NodePeer(soketi, "before").join("presence-restart");
		this.listener.await("added presence-restart before {\"name\":\"before\"}");
		this.listener.clear();
		soketi.stopServer();
		before.close();
		this.listener.await("state CONNECTING");
		assertThat(channel("presence-restart").getMembers()).isEmpty();
		soketi.startServer();
		try (NodePeer after = new NodePeer(soketi, "after")) {
			after.join("presence-restart");
			this.listener.await("subscribed presence-restart")
				.await("missed presence-restart")
				.await("removed presence-restart before")
				.await("added presence-restart after {\"name\":\"after\"}");
			assertThat(channel("presence-restart").getMembers()).extracting(Member::getId)
				.containsExactlyInAnyOrder("java", "after");
			assertThat(this.listener.heard()).filteredOn("removed presence-restart before"::equals).hasSize(1);
		}
	}

	private PresenceChannel channel(String name) {
		return (PresenceChannel) this.client.getChannel(name);
	}

}
