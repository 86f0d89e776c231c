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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests over real connections for what soketi lacks, on a server that behaves as the
 * hosted one.
 */
class ScriptedServerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final RecordingListener listener = new RecordingListener();

	private final List<PusherClient> clients = new ArrayList<>();

	private volatile UserAuthenticator authenticator;

	private EmbeddedPusherServer server;

	@AfterEach
	void stop() throws Exception {
		for (PusherClient client : this.clients) {
			client.disconnect().get(20, TimeUnit.SECONDS);
		}
		this.server.stop();
	}

	@Test
	void theWatchlistTellsWhoComesAndGoes() throws Exception {
		start(EmbeddedPusherServer.builder().watchlists(true));
		PusherClient watcher = connect(this.listener, new LocalUser("ann", null, List.of("bob")));
		watcher.signin();
		this.listener.await("signed in ann");
		RecordingListener other = new RecordingListener();
		PusherClient watched = connect(other, new LocalUser("bob", null));
		watched.signin();
		other.await("signed in bob");
		this.listener.await("online [bob]");
		watched.disconnect().get(20, TimeUnit.SECONDS);
		this.listener.await("offline [bob]");
	}

	@Test
	void theSubscriptionCountIsTold() throws Exception {
		start(EmbeddedPusherServer.builder().subscriptionCounts(true));
		PusherClient client = connect(this.listener, new LocalUser("ann", null));
		Channel channel = client.subscribe("room");
		this.listener.await("count room 1");
		connect(new RecordingListener(), new LocalUser("bob", null)).subscribe("room");
		this.listener.await("count room 2");
		assertThat(channel.getSubscriptionCount()).isEqualTo(2);
	}

	@Test
	void overTheQuotaOfTheHostedServiceTheClientStops() throws Exception {
		start(EmbeddedPusherServer.builder().maxConnections(1));
		connect(new RecordingListener(), new LocalUser("ann", null));
		PusherClient second = build(this.listener, new LocalUser("bob", null));
		assertThat(second.connect()).failsWithin(TIMEOUT)
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(PusherConnectException.class, (ex) -> assertThat(ex.getCode()).isEqualTo(4004));
		this.listener.await("error 4004 fatal");
		assertThat(second.getState()).isEqualTo(ConnectionState.DISCONNECTED);
		assertThat(this.listener.delays()).isEmpty();
	}

	@Test
	void aRefusalWithoutChannelAndCodeIsASubscriptionError() throws Exception {
		start(EmbeddedPusherServer.builder());
		PusherClient client = connect(this.listener, SigningAuthorizer.builder(this.server.getKey(), "wrong").build());
		client.subscribe("private-a");
		client.subscribe("private-ab");
		this.listener.await("subscription failed private-a null").await("subscription failed private-ab null");
		client.subscribe("room");
		this.listener.await("subscribed room");
		assertThat(this.listener.errors()).isEmpty();
	}

	@Test
	void anErrorWithoutACodeOrAsAStringIsReported() throws Exception {
		start(EmbeddedPusherServer.builder());
		connect(this.listener, new LocalUser("ann", null));
		this.server.faults().sendToAll("{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"One\"}}");
		this.server.faults()
			.sendToAll("{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4200,\\\"message\\\":\\\"Two\\\"}\"}");
		this.listener.await("error null").await("error 4200");
		assertThat(this.listener.errors()).extracting(PusherError::message).containsExactly("One", "Two");
	}

	@Test
	void aFailedSignInLeavesTheConnectionAndCanBeTriedAgain() throws Exception {
		start(EmbeddedPusherServer.builder());
		SigningAuthorizer right = signing(this.server.getSecret(), new LocalUser("ann", null));
		SigningAuthorizer bad = signing("wrong", new LocalUser("ann", null));
		this.authenticator = bad;
		PusherClient client = new PusherClientBuilder(options())
			.userAuthenticator((socketId) -> this.authenticator.authenticate(socketId))
			.listener(this.listener)
			.build();
		this.clients.add(client);
		client.connect().get(20, TimeUnit.SECONDS);
		client.signin();
		Awaitility.await()
			.until(() -> this.listener.heard().stream().anyMatch((heard) -> heard.startsWith("sign-in failed")));
		assertThat(client.getState()).isEqualTo(ConnectionState.CONNECTED);
		this.authenticator = right;
		client.signin();
		this.listener.await("signed in ann");
	}

	@Test
	void aPresenceChannelOfASignedInUserNeedsNoChannelData() throws Exception {
		start(EmbeddedPusherServer.builder());
		SigningAuthorizer user = signing(this.server.getSecret(), new LocalUser("ann", null));
		SigningAuthorizer noUser = SigningAuthorizer.builder(this.server.getKey(), this.server.getSecret()).build();
		PusherClient client = new PusherClientBuilder(options()).userAuthenticator(user)
			.channelAuthorizer(noUser)
			.listener(this.listener)
			.build();
		this.clients.add(client);
		client.signin();
		client.subscribe("presence-a");
		client.connect().get(20, TimeUnit.SECONDS);
		this.listener.await("signed in ann").await("subscribed presence-a");
		PresenceChannel channel = (PresenceChannel) client.getChannel("presence-a");
		assertThat(channel.getMe().getId()).isEqualTo("ann");
	}

	private void start(EmbeddedPusherServer.Builder builder) {
		this.server = builder.build();
		this.server.start();
	}

	private SigningAuthorizer signing(String secret, LocalUser user) {
		return SigningAuthorizer.builder(this.server.getKey(), secret).users((socketId, channel) -> user).build();
	}

	private PusherOptions options() {
		return PusherOptions.builder(this.server.getKey())
			.host(this.server.getHost())
			.port(this.server.getPort())
			.forceTls(false)
			.build();
	}

	private PusherClient connect(RecordingListener listener, LocalUser user) throws Exception {
		PusherClient client = build(listener, user);
		client.connect().get(20, TimeUnit.SECONDS);
		return client;
	}

	private PusherClient connect(RecordingListener listener, SigningAuthorizer authorizer) throws Exception {
		PusherClient client = new PusherClientBuilder(options()).channelAuthorizer(authorizer)
			.listener(listener)
			.build();
		this.clients.add(client);
		client.connect().get(20, TimeUnit.SECONDS);
		return client;
	}

	private PusherClient build(RecordingListener listener, LocalUser user) {
		SigningAuthorizer signing = signing(this.server.getSecret(), user);
		PusherClient client = new PusherClientBuilder(options()).channelAuthorizer(signing)
			.userAuthenticator(signing)
			.listener(listener)
			.build();
		this.clients.add(client);
		return client;
	}

}
