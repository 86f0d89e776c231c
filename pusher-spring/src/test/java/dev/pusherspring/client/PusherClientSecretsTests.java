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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.auth.http.HttpAuthSettings;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.testsupport.LogRecorder;
import dev.pusherspring.testsupport.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a whole client on a real connection shows no secret, whatever is logged.
 * Those that a test can choose hold the word {@value #PLANTED}; signatures and keys of
 * channels are collected on their way.
 */
class PusherClientSecretsTests {

	private static final String PLANTED = "planted";

	// 32 bytes
	private static final String MASTER_KEY = "cGxhbnRlZHBsYW50ZWRwbGFudGVkcGxhbnRlZHBsYW4=";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.secret("planted-secret")
		.encryptionMasterKeyBase64(MASTER_KEY)
		.watchlists(true)
		.build();

	private final Set<String> secrets = ConcurrentHashMap.newKeySet();

	private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

	private final RecordingListener listener = new RecordingListener();

	private final List<Object> shown = new ArrayList<>();

	private LogRecorder log;

	private PusherClient client;

	@BeforeEach
	void start() {
		this.log = new LogRecorder("dev.pusherspring.client", "dev.pusherspring.event",
				"org.springframework.web.socket", "jdk");
		this.server.start();
		this.secrets.addAll(List.of(PLANTED, MASTER_KEY));
	}

	@AfterEach
	void stop() throws Exception {
		this.client.disconnect().get(20, TimeUnit.SECONDS);
		this.server.stop();
		this.log.close();
	}

	@Test
	void aClientForWhichAllGoesWellShowsNothing() throws Exception {
		SigningAuthorizer signing = signing("planted-secret");
		connect(signing, signing);
		this.client.signin();
		this.listener.await("signed in u1");
		for (String channel : List.of("private-a", "presence-a", "private-encrypted-a", "cache-a")) {
			this.shown.add(this.client.subscribe(channel));
			this.listener.await("subscribed " + channel);
			this.server.trigger(channel, "greet", Map.of("text", "planted-data"));
			this.listener.await("event " + channel + " greet {\"text\":\"planted-data\"}");
		}
		this.client.trigger("presence-a", "client-hi", "planted-data").get(20, TimeUnit.SECONDS);
		assertThat(this.server.awaitClientEvents(1, Duration.ofSeconds(20))).isTrue();
		this.server.faults().dropAll();
		this.listener.await("missed presence-a").await("missed private-a").await("missed private-encrypted-a");
		PresenceChannel channel = (PresenceChannel) this.client.getChannel("presence-a");
		assertThat(channel.getMe().getInfo()).contains("planted-info");
		this.shown.addAll(channel.getMembers());
		this.shown.add(this.client.getUser());
		assertThat(this.log.text()).contains("Sent 'client-hi' for 'presence-a'");
		assertNothingShown();
	}

	@Test
	void anEndpointWithCredentialsShowsNothing() throws Exception {
		HttpAuthSettings settings = HttpAuthSettings.builder(endpoint())
			.header("X-Token", "planted-header")
			.param("csrf", "planted-param")
			.build();
		connect(new HttpChannelAuthorizer(settings, List.of((request) -> request.headers().setBearerAuth("planted"))),
				signing("planted-secret"));
		this.client.subscribe("private-a");
		this.listener.await("subscribed private-a");
		assertThat(this.server.getAuthorizationRequests()).singleElement()
			.satisfies((request) -> assertThat(request.header("Authorization")).isEqualTo("Bearer planted"));
		this.server.faults().rejectAuthorization(403, "planted-body");
		this.client.subscribe("private-b");
		this.listener.await("subscription failed private-b 403");
		this.shown.add(settings);
		assertNothingShown();
	}

	@Test
	void refusalsOfTheServerShowNothing() throws Exception {
		SigningAuthorizer wrong = signing("planted-wrong");
		connect(wrong, wrong);
		for (String channel : List.of("private-a", "presence-a", "private-encrypted-a")) {
			this.client.subscribe(channel);
			this.listener.await("subscription failed " + channel + " null");
		}
		this.client.signin();
		Awaitility.await()
			.until(() -> this.listener.heard().stream().anyMatch((heard) -> heard.startsWith("sign-in failed")));
		assertNothingShown();
	}

	@Test
	void messagesThatMakeNoSenseShowNothing() throws Exception {
		SigningAuthorizer signing = signing("planted-secret");
		connect(signing, signing);
		this.client.subscribe("presence-a");
		this.client.subscribe("private-encrypted-a");
		this.listener.await("subscribed presence-a").await("subscribed private-encrypted-a");
		for (String text : List.of("planted", "{\"event\":\"planted", "{\"planted\":1}",
				"{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\",\"data\":\"planted\"}",
				"{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\",\"data\":{\"x\":\"planted\"}}",
				"{\"event\":\"pusher_internal:watchlist_events\",\"data\":\"planted\"}",
				"{\"event\":\"pusher_internal:planted\",\"data\":\"planted-data\"}".replace("l:planted", "l:other"),
				"{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":\"planted\"}",
				"{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":{\"nonce\":\"planted\"}}",
				"{\"event\":\"e\",\"channel\":\"private-encrypted-a\",\"data\":{\"nonce\":"
						+ "\"ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7\",\"ciphertext\":\"cGxhbnRlZHBsYW50ZWRwbGFudGVk\"}}")) {
			this.server.faults().sendToAll(text);
		}
		this.server.faults().sendToAll("{\"event\":\"last\",\"channel\":\"presence-a\"}");
		this.listener.await("event presence-a last null");
		Awaitility.await().until(() -> this.listener.errors().size() >= 8);
		assertNothingShown();
	}

	private void connect(ChannelAuthorizer authorizer, UserAuthenticator authenticator) throws Exception {
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.host(this.server.getHost())
			.port(this.server.getPort())
			.forceTls(false)
			.handshake((handshake) -> handshake.withHeaders(Map.of("X-Handshake", "planted-handshake")))
			.build();
		this.client = new PusherClientBuilder(options)
			.channelAuthorizer((channel, socketId) -> collect(authorizer.authorize(channel, socketId)))
			.userAuthenticator((socketId) -> collect(authenticator.authenticate(socketId)))
			.listener(this.listener)
			.listener(new PusherApplicationEventAdapter(JsonMapper.shared(), this.events::add))
			.build();
		this.shown.addAll(List.of(options, this.client, authorizer, authenticator));
		this.client.connect().get(20, TimeUnit.SECONDS);
	}

	private ChannelAuthorization collect(ChannelAuthorization authorization) {
		collect(authorization.auth(), authorization.channelData(), authorization.sharedSecret());
		return authorization;
	}

	private UserAuthentication collect(UserAuthentication authentication) {
		collect(authentication.auth(), authentication.userData());
		return authentication;
	}

	private void collect(String auth, String... values) {
		this.secrets.add(auth.substring(auth.indexOf(':') + 1));
		for (String value : values) {
			if (value != null) {
				this.secrets.add(value);
			}
		}
	}

	private SigningAuthorizer signing(String secret) {
		return SigningAuthorizer.builder(this.server.getKey(), secret)
			.users((socketId, channel) -> new LocalUser("u1", Map.of("mail", "planted-info"), List.of("u2")))
			.encryptionMasterKey(MASTER_KEY)
			.build();
	}

	private URI endpoint() {
		return this.server.getAuthEndpoint();
	}

	private void assertNothingShown() {
		this.shown.addAll(this.events);
		this.shown.addAll(this.listener.errors());
		this.shown.addAll(this.listener.subscriptionErrors());
		StringBuilder text = new StringBuilder(this.log.text());
		this.shown.forEach((object) -> text.append(object).append('\n'));
		for (PusherApplicationEvent event : this.events) {
			append(text, event);
		}
		assertThat(this.events).isNotEmpty();
		for (String secret : this.secrets) {
			assertThat(text.toString()).doesNotContain(secret);
		}
	}

	private static void append(StringBuilder text, PusherApplicationEvent event) {
		if (event instanceof PusherErrorEvent error) {
			append(text, error.getMessage(), error.getCause());
		}
		else if (event instanceof PusherSubscriptionErrorEvent error) {
			append(text, error.getMessage(), error.getCause());
		}
		else if (event instanceof PusherSignInErrorEvent error) {
			append(text, error.getMessage(), error.getCause());
		}
	}

	private static void append(StringBuilder text, String message, Throwable cause) {
		text.append(message).append('\n');
		if (cause != null) {
			StringWriter trace = new StringWriter();
			cause.printStackTrace(new PrintWriter(trace));
			text.append(trace);
		}
	}

}
