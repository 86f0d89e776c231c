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

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.testsupport.NodePeer;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.SoketiClients;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for encrypted and cache channels, with the official publisher.
 */
@Testcontainers(disabledWithoutDocker = true)
class ChannelKindsIntegrationTests {

	private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private static final String NEW_MASTER_KEY = "BBBBBAQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	@Container
	static final SoketiContainer soketi = new SoketiContainer();

	private final RecordingListener listener = new RecordingListener();

	@AutoClose
	private final SoketiClients clients = new SoketiClients(soketi);

	private volatile String masterKey = MASTER_KEY;

	@BeforeAll
	static void install() {
		NodePeer.assumeInstalled();
	}

	@Test
	void decryptsWhatTheOfficialPublisherEncrypts() throws Exception {
		PusherClient client = connect(this.listener);
		client.subscribe("private-encrypted-room");
		this.listener.await("subscribed private-encrypted-room");
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.publish("private-encrypted-room", "greet", Map.of("text", "grüß dich"), MASTER_KEY);
			this.listener.await("event private-encrypted-room greet {\"text\":\"grüß dich\"}");
			// this publisher encrypts the JSON of a text, and not the text itself
			peer.publish("private-encrypted-room", "plain", "just text", MASTER_KEY);
			this.listener.await("event private-encrypted-room plain \"just text\"");
		}
		assertThat(this.listener.errors()).isEmpty();
	}

	@Test
	void followsAKeyThatChangesAndKeepsTheOrder() throws Exception {
		PusherClient client = connect(this.listener);
		client.subscribe("private-encrypted-key");
		this.listener.await("subscribed private-encrypted-key");
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.publish("private-encrypted-key", "e", 1, MASTER_KEY);
			this.listener.await("event private-encrypted-key e 1");
			this.masterKey = NEW_MASTER_KEY;
			for (int i = 2; i < 6; i++) {
				peer.publish("private-encrypted-key", "e", i, NEW_MASTER_KEY);
			}
			this.listener.await("event private-encrypted-key e 5");
		}
		assertThat(this.listener.heard()).filteredOn((heard) -> heard.startsWith("event "))
			.extracting((heard) -> heard.substring(heard.length() - 1))
			.containsExactly("1", "2", "3", "4", "5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cache-a", "private-cache-a", "presence-cache-a", "private-encrypted-cache-a" })
	void cacheChannelsTellOfAMissAndDeliverTheLastEvent(String channel) throws Exception {
		connect(this.listener).subscribe(channel);
		this.listener.await("subscribed " + channel).await("cache miss " + channel);
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			peer.publish(channel, "price", 1, MASTER_KEY);
			peer.publish(channel, "price", 2, MASTER_KEY);
		}
		this.listener.await("event " + channel + " price 2");
		RecordingListener late = new RecordingListener();
		connect(late).subscribe(channel);
		late.await("event " + channel + " price 2");
		assertThat(late.heard()).doesNotContain("cache miss " + channel, "event " + channel + " price 1");
	}

	@Test
	void aWrongSignatureIsASubscriptionErrorAndTheConnectionGoesOn() throws Exception {
		SigningAuthorizer wrong = SigningAuthorizer.builder(SoketiContainer.APP_KEY, "wrong-secret").build();
		PusherClient client = this.clients
			.connect(new PusherClientBuilder(this.clients.options().build()).channelAuthorizer(wrong)
				.listener(this.listener));
		Channel channel = client.subscribe("private-room");
		this.listener.await("subscription failed private-room 401");
		assertThat(this.listener.subscriptionErrors()).singleElement()
			.satisfies((error) -> assertThat(error.message()).isEqualTo("The connection is unauthorized."));
		assertThat(channel.getState()).isEqualTo(SubscriptionState.FAILED);
		client.subscribe("room");
		this.listener.await("subscribed room");
		assertThat(this.listener.errors()).isEmpty();
	}

	private PusherClient connect(RecordingListener listener) throws Exception {
		return this.clients.connect(new PusherClientBuilder(this.clients.options().build())
			.channelAuthorizer(
					(channel, socketId) -> SoketiClients.signing("java", this.masterKey).authorize(channel, socketId))
			.listener(listener));
	}

}
