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

package dev.pusherspring.benchmarks.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PresenceChannel;
import com.pusher.client.channel.PrivateChannel;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import com.pusher.client.util.HttpChannelAuthorizer;
import com.pusher.client.util.HttpUserAuthenticator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.ConnectedClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests the embedded server with the official Java client, as an independent check of its
 * protocol implementation.
 */
@Timeout(60)
class PusherJavaClientTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final RecordingChannelListener listener = new RecordingChannelListener();

	private final States states = new States();

	private final List<Pusher> clients = new ArrayList<>();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.clients.forEach(Pusher::disconnect);
		this.server.stop();
	}

	@Test
	void eventOnAPublicChannelArrives() {
		Pusher client = connect("ann");
		client.subscribe("room", this.listener, "greet");
		this.listener.await("subscribed room");
		assertThat(this.server.trigger("room", "greet", Map.of("text", "grüß dich")).await(TIMEOUT)).isTrue();
		this.listener.await("event room greet {\"text\":\"grüß dich\"}");
		assertThat(this.server.getConnections()).singleElement()
			.extracting(ConnectedClient::client)
			.isEqualTo("java-client");
		client.unsubscribe("room");
		Awaitility.await().untilAsserted(() -> assertThat(this.server.getChannels()).isEmpty());
	}

	@Test
	void privateChannelIsAuthorizedByTheServersEndpoint() {
		connect("ann").subscribePrivate("private-room", this.listener, "greet");
		this.listener.await("subscribed private-room");
		this.server.trigger("private-room", "greet", Map.of("n", 1));
		this.listener.await("event private-room greet {\"n\":1}");
		assertThat(this.server.getAuthorizationRequests()).hasSize(1);
	}

	@Test
	void refusedAuthorizationIsReported() {
		this.server.faults().rejectAuthorization(403, "Forbidden");
		connect("ann").subscribePrivate("private-room", this.listener);
		this.listener.await("authorization failed");
		assertThat(this.server.getChannels()).isEmpty();
	}

	@Test
	void membersOfAPresenceChannelComeAndGo() {
		PresenceChannel channel = connect("ann").subscribePresence("presence-room", this.listener);
		this.listener.await("subscribed presence-room").await("users presence-room [ann]");
		assertThat(channel.getMe().getId()).isEqualTo("ann");
		Pusher other = connect("bob");
		RecordingChannelListener others = new RecordingChannelListener();
		other.subscribePresence("presence-room", others);
		others.await("users presence-room [ann, bob]");
		this.listener.await("added presence-room bob {\"name\":\"bob\"}");
		assertThat(this.server.getMembers("presence-room")).containsOnlyKeys("ann", "bob");
		other.unsubscribe("presence-room");
		this.listener.await("removed presence-room bob");
	}

	@Test
	void encryptedEventIsDecrypted() {
		connect("ann").subscribePrivateEncrypted("private-encrypted-room", this.listener, "greet");
		this.listener.await("subscribed private-encrypted-room");
		this.server.trigger("private-encrypted-room", "greet", Map.of("text", "grüß dich"));
		this.listener.await("event private-encrypted-room greet {\"text\":\"grüß dich\"}");
		assertThat(this.listener.heard()).noneMatch((heard) -> heard.startsWith("decryption failed"));
	}

	@Test
	void clientEventReachesTheOtherWithItsSender() {
		PrivateChannel channel = connect("ann").subscribePresence("presence-talk", this.listener);
		RecordingChannelListener others = new RecordingChannelListener();
		connect("bob").subscribePresence("presence-talk", others, "client-hello");
		this.listener.await("subscribed presence-talk");
		others.await("subscribed presence-talk");
		channel.trigger("client-hello", "{\"n\":1}");
		others.await("event presence-talk client-hello {\"n\":1} from ann");
		assertThat(this.server.awaitClientEvents(1, TIMEOUT)).isTrue();
		assertThat(this.server.getClientEvents()).singleElement()
			.satisfies((event) -> assertThat(event.userId()).isEqualTo("ann"));
	}

	@Test
	void signedInUserReceivesWhatIsForTheUser() {
		Pusher client = connect("ann");
		client.signin();
		assertThat(this.server.awaitSubscribed("#server-to-user-ann", TIMEOUT)).isTrue();
		assertThat(client.user().userId()).isEqualTo("ann");
		client.user().bind("greet", this.listener);
		this.server.trigger("#server-to-user-ann", "greet", Map.of("n", 1));
		this.listener.await("event #server-to-user-ann greet {\"n\":1}");
	}

	@Test
	void lastEventOfACacheChannelIsDelivered() {
		this.server.trigger("cache-price", "price", Map.of("n", 1));
		connect("ann").subscribe("cache-price", this.listener, "price");
		this.listener.await("event cache-price price {\"n\":1}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 4200, 4100, 1011 })
	void clientComesBackAfterItsConnectionWasClosed(int code) {
		connect("ann").subscribe("room", this.listener, "greet");
		this.listener.await("subscribed room");
		this.listener.clear();
		this.server.faults().closeAll(code, "again, please");
		this.listener.await("subscribed room");
		this.server.trigger("room", "greet", Map.of("n", 1));
		this.listener.await("event room greet {\"n\":1}");
	}

	@Test
	void unknownKeyIsRefusedForGood() {
		Pusher client = client("nope", "ann");
		client.connect(this.states, ConnectionState.ALL);
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(this.states.seen).endsWith(ConnectionState.DISCONNECTED));
		assertThat(this.states.codes).contains("4001");
		assertThat(this.server.getConnections()).isEmpty();
	}

	private Pusher connect(String user) {
		Pusher client = client(this.server.getKey(), user);
		client.connect();
		Awaitility.await().atMost(TIMEOUT).until(() -> client.getConnection().getState() == ConnectionState.CONNECTED);
		return client;
	}

	private Pusher client(String key, String user) {
		String query = "?user_id=" + user + "&user_info=%7B%22name%22%3A%22" + user + "%22%7D";
		PusherOptions options = new PusherOptions().setHost(this.server.getHost())
			.setWsPort(this.server.getPort())
			.setUseTLS(false)
			.setChannelAuthorizer(new HttpChannelAuthorizer(this.server.getAuthEndpoint() + query))
			.setUserAuthenticator(new HttpUserAuthenticator(this.server.getUserAuthEndpoint() + query));
		Pusher client = new Pusher(key, options);
		this.clients.add(client);
		return client;
	}

	private static final class States implements ConnectionEventListener {

		private final Queue<ConnectionState> seen = new ConcurrentLinkedQueue<>();

		private final Queue<String> codes = new ConcurrentLinkedQueue<>();

		@Override
		public void onConnectionStateChange(ConnectionStateChange change) {
			this.seen.add(change.getCurrentState());
		}

		@Override
		public void onError(String message, String code, Exception ex) {
			this.codes.add(code);
		}

	}

}
