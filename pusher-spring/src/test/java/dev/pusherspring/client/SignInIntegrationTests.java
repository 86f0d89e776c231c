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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.testsupport.NodePeer;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.SoketiClients;
import dev.pusherspring.testsupport.SoketiContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for signing in.
 */
@Testcontainers(disabledWithoutDocker = true)
class SignInIntegrationTests {

	@Container
	static final SoketiContainer soketi = new SoketiContainer().withUserAuthentication();

	private final RecordingListener listener = new RecordingListener();

	@AutoClose
	private final SoketiClients clients = new SoketiClients(soketi);

	@BeforeAll
	static void install() {
		NodePeer.assumeInstalled();
	}

	@Test
	void aSignedInUserReceivesEventsAndCanBeTerminated() throws Exception {
		PusherClient client = this.clients.connect(this.clients.builder(this.listener, "u1"));
		client.signin();
		this.listener.await("signed in u1");
		assertThat(client.getUser()).satisfies((user) -> assertThat(user.id()).isEqualTo("u1"));
		try (NodePeer peer = new NodePeer(soketi, "js")) {
			// the channel of the user has no confirmation to wait for
			Awaitility.await().until(() -> {
				peer.command(Map.of("type", "sendToUser", "user", "u1", "event", "greet", "data", "hi"));
				return this.listener.heard().contains("event #server-to-user-u1 greet hi");
			});
			peer.command(Map.of("type", "terminate", "user", "u1"));
		}
		this.listener.await("state DISCONNECTED").await("error 4009 fatal");
		assertThat(client.getUser()).isNull();
		assertThat(this.listener.delays()).isEmpty();
	}

	@Test
	void aUserIsSignedInAgainAfterARestartOfTheServer() throws Exception {
		PusherClient client = this.clients.connect(this.clients.builder(this.listener, "u2"));
		client.signin();
		this.listener.await("signed in u2");
		this.listener.clear();
		soketi.restart();
		this.listener.await("signed in u2");
		assertThat(client.getUser()).isNotNull();
	}

	@Test
	void aBadSignatureFailsTheSignInAndTheServerRefusesTheConnection() throws Exception {
		PusherClient client = this.clients.connect(this.clients.builder(this.listener, "u3")
			.userAuthenticator((socketId) -> new UserAuthentication(SoketiContainer.APP_KEY + ":" + "0".repeat(64),
					"{\"id\":\"u3\"}")));
		client.signin();
		this.listener.await("sign-in failed 4009").await("state DISCONNECTED").await("error 4009 fatal");
		assertThat(client.getUser()).isNull();
	}

	@Test
	void aRefusedAuthenticationFailsTheSignInOnly() throws Exception {
		PusherClient client = this.clients
			.connect(this.clients.builder(this.listener, "u4").userAuthenticator((socketId) -> {
				throw new AuthorizationException("Forbidden", 403, false, null);
			}));
		client.signin();
		this.listener.await("sign-in failed 403");
		client.subscribe("room");
		this.listener.await("subscribed room");
		assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

	@Test
	void aPresenceChannelNeedsNoChannelDataOfASignedInUserAsFarAsTheClientGoes() throws Exception {
		PusherClient client = this.clients.connect(this.clients.builder(this.listener, "u5")
			.channelAuthorizer((channel, socketId) -> new ChannelAuthorization(
					SoketiClients.signing("u5", null).authorize("private-x", socketId).auth())));
		client.signin();
		client.subscribe("presence-room");
		// this server wants the data nevertheless, and says so
		this.listener.await("signed in u5").await("subscription failed presence-room 4302");
		assertThat(this.listener.errors()).isEmpty();
	}

}
