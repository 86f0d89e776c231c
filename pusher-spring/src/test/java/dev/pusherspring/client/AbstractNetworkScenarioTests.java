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
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.RecordingClientListener;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.ServerMessages;
import dev.pusherspring.testsupport.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a client makes of networks and servers that misbehave, over real sockets. To be
 * run on each engine.
 */
public abstract class AbstractNetworkScenarioTests {

	// only so that nothing hangs: a busy machine takes its time
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().port(0).build();

	private final RecordingClientListener listener = new RecordingClientListener();

	private @Nullable PusherClient client;

	/**
	 * Return the engine.
	 * @param options options of the client
	 * @return the engine, or {@code null} for the default
	 */
	protected @Nullable WebSocketClient engine(PusherOptions options) {
		return null;
	}

	@BeforeEach
	void startServer() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		if (this.client != null) {
			this.client.disconnect();
		}
		this.server.close();
	}

	private PusherClient client(int port, UnaryOperator<PusherOptions.Builder> customizer) {
		PusherOptions options = customizer
			.apply(PusherOptions.builder(this.server.getKey())
				.host("127.0.0.1")
				.port(port)
				.forceTls(false)
				.connection((connection) -> connection.withConnectTimeout(PATIENCE)
					.withUnavailableTimeout(PATIENCE)
					.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(50)))))
			.build();
		this.client = new PusherClientBuilder(options).listener(this.listener).webSocketClient(engine(options)).build();
		return this.client;
	}

	private PusherClient client(int port) {
		return client(port, UnaryOperator.identity());
	}

	private PusherClient impatientClient(int port) {
		return client(port,
				(options) -> options.connection((connection) -> connection.withConnectTimeout(Duration.ofSeconds(2))
					.withActivityTimeout(Duration.ofMillis(500))
					.withPongTimeout(Duration.ofMillis(500))
					.withUnavailableTimeout(Duration.ofMillis(300))));
	}

	private void awaitState(ConnectionState state) {
		Awaitility.await(state.name())
			.atMost(PATIENCE)
			.until(() -> this.client != null && this.client.getState() == state);
	}

	private void awaitSubscribed(String channel) {
		assertThat(this.server.awaitSubscribed(channel, Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void serverThatAcceptsAndSaysNothingIsTriedAgain() {
		try (ScriptedServer silent = new ScriptedServer()) {
			impatientClient(silent.getPort()).connect();
			silent.accept();
			this.listener.awaitState(ConnectionState.UNAVAILABLE);
			this.listener.awaitError("127.0.0.1:" + silent.getPort());
			silent.accept();
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
		}
	}

	@Test
	void serverThatUpgradesAndSaysNothingIsTriedAgain() {
		try (ScriptedServer mute = new ScriptedServer()) {
			impatientClient(mute.getPort()).connect();
			mute.acceptWebSocket();
			this.listener.awaitError("did not complete the Channels handshake within 2000 ms");
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
			mute.acceptWebSocket().text(ServerMessages.established("1.1"));
			awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void firstFrameNeedsNoActivityTimeout() {
		try (ScriptedServer terse = new ScriptedServer()) {
			impatientClient(terse.getPort()).connect();
			ScriptedPeer peer = terse.acceptWebSocket();
			peer.text("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1.1\\\"}\"}");
			awaitState(ConnectionState.CONNECTED);
			assertThat(peer.read()).contains("pusher:ping");
		}
	}

	@Test
	void serverThatClosesDuringTheHandshakeIsTriedAgain() {
		try (ScriptedServer fickle = new ScriptedServer()) {
			client(fickle.getPort()).connect();
			fickle.accept().reset();
			ScriptedPeer second = fickle.accept();
			second.readRequest();
			second.drop();
			fickle.acceptWebSocket().close(4200, "again");
			assertThat(this.listener.awaitError("again").code()).isEqualTo(4200);
			assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
			fickle.acceptWebSocket().text(ServerMessages.established("1.1"));
			awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void refusedHandshakeNamesTheStatusAndIsTriedAgain() {
		try (ScriptedServer busy = new ScriptedServer()) {
			client(busy.getPort()).connect();
			ScriptedPeer peer = busy.accept();
			peer.readRequest();
			peer.refuse(503);
			this.listener.awaitError("503");
			busy.acceptWebSocket().text(ServerMessages.established("1.1"));
			awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void longMessageArrives() {
		String data = "é".repeat(300_000);
		try (ScriptedServer talkative = new ScriptedServer()) {
			client(talkative.getPort()).connect();
			ScriptedPeer peer = talkative.acceptWebSocket();
			peer.text(ServerMessages.established("1.1"));
			this.client.subscribe("room");
			peer.text(ServerMessages.subscriptionSucceeded("room"));
			peer.text(ServerMessages.event("room", "long", data), 20_000);
			Awaitility.await().until(() -> this.listener.getEvents().contains("room long " + data));
			assertThat(this.listener.getErrors()).isEmpty();
		}
	}

	@Test
	void messagesOfManyThreadsAreSentWhole() throws InterruptedException {
		client(this.server.getPort()).connect();
		List<String> channels = IntStream.range(0, 400).mapToObj((number) -> "room-" + number).toList();
		List<Thread> threads = IntStream.range(0, 4)
			.mapToObj((part) -> new Thread(
					() -> channels.subList(part * 100, part * 100 + 100).forEach(this.client::subscribe)))
			.toList();
		threads.forEach(Thread::start);
		for (Thread thread : threads) {
			thread.join();
		}
		Awaitility.await().until(() -> this.listener.countSubscribed() == 400);
		assertThat(this.server.getChannels()).containsExactlyInAnyOrderElementsOf(channels);
		assertThat(this.listener.getErrors()).isEmpty();
	}

	@Test
	void redirectIsNotFollowed() {
		try (ScriptedServer redirecting = new ScriptedServer(); ScriptedServer elsewhere = new ScriptedServer()) {
			client(redirecting.getPort()).connect();
			ScriptedPeer peer = redirecting.accept();
			peer.readRequest();
			peer.refuse(302, "Location: http://127.0.0.1:" + elsewhere.getPort() + "/app/key");
			// the attempt is over
			redirecting.accept();
			assertThat(elsewhere.hasPending()).isFalse();
		}
	}

	@Test
	void nobodyListeningIsReportedAndTriedAgain() {
		int port;
		try (ScriptedServer closed = new ScriptedServer()) {
			port = closed.getPort();
		}
		impatientClient(port).connect();
		this.listener.awaitError("Failed to connect to ws://127.0.0.1:" + port + ": ");
		this.listener.awaitState(ConnectionState.UNAVAILABLE);
		Awaitility.await().until(() -> this.listener.getDelays().size() > 2);
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

	@Test
	void halfOpenConnectionIsNoticedAndReplaced() {
		try (TcpProxy network = new TcpProxy(this.server.getPort())) {
			impatientClient(network.getPort()).connect();
			this.client.subscribe("room");
			Awaitility.await().until(() -> this.listener.countSubscribed() >= 1);
			this.listener.clear();
			network.blackHole(true);
			this.listener.awaitError("did not answer a ping within 500 ms");
			assertThat(this.client.getState()).isNotEqualTo(ConnectionState.CONNECTED);
			network.blackHole(false);
			Awaitility.await().atMost(PATIENCE).until(() -> this.listener.countSubscribed() >= 1);
			awaitState(ConnectionState.CONNECTED);
		}
	}

	@Test
	void cutConnectionIsReplacedAtOnce() {
		try (TcpProxy network = new TcpProxy(this.server.getPort())) {
			client(network.getPort()).connect();
			this.client.subscribe("room");
			Awaitility.await().until(() -> this.listener.countSubscribed() == 1);
			network.cut();
			Awaitility.await().atMost(PATIENCE).until(() -> this.listener.countSubscribed() == 2);
			assertThat(this.listener.getStates()).containsExactly(ConnectionState.CONNECTING, ConnectionState.CONNECTED,
					ConnectionState.CONNECTING, ConnectionState.CONNECTED);
		}
	}

	@Test
	void slowBytesArrive() {
		try (TcpProxy network = new TcpProxy(this.server.getPort())) {
			network.slowBytes(Duration.ofMillis(1));
			network.delay(Duration.ofMillis(20));
			client(network.getPort()).connect();
			this.client.subscribe("room");
			awaitSubscribed("room");
			this.server.trigger("room", "greet", "wörld");
			Awaitility.await().atMost(PATIENCE).until(() -> this.listener.getEvents().contains("room greet wörld"));
			assertThat(this.listener.getErrors()).isEmpty();
		}
	}

	@Test
	void networkThatSwallowsWebSocketsIsConnectedOverHttp() {
		this.server.faults().holdUpgrades(true);
		client(this.server.getPort(),
				(options) -> options.server(
						(server) -> server.withHttp(new ServerOptions.Http("127.0.0.1", this.server.getPort(), ""))))
			.connect();
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.getState() == ConnectionState.CONNECTED);
		assertThat(this.server.getConnections()).hasSize(1)
			.allSatisfy((connection) -> assertThat(connection.transport()).isEqualTo("xhr_streaming"));
	}

	@Test
	void networkThatCutsWebSocketsIsConnectedOverHttpAtOnce() {
		this.server.faults().httpOnly(true);
		client(this.server.getPort(),
				(options) -> options.server(
						(server) -> server.withHttp(new ServerOptions.Http("127.0.0.1", this.server.getPort(), ""))))
			.connect();
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.getState() == ConnectionState.CONNECTED);
		this.client.subscribe("room");
		awaitSubscribed("room");
		this.server.trigger("room", "greet", "hello");
		Awaitility.await().until(() -> this.listener.getEvents().contains("room greet hello"));
	}

	@Test
	void disconnectEndsAnAttemptAtAnyMoment() {
		try (ScriptedServer silent = new ScriptedServer()) {
			client(silent.getPort()).connect();
			assertDisconnects();
			this.client.connect();
			silent.accept();
			assertDisconnects();
			this.client.connect();
			// that of the first attempt may be waiting too
			ScriptedPeer upgraded = silent.accept();
			assertDisconnects();
			upgraded.drop();
		}
		this.client.connect();
		this.listener.awaitError("Failed to connect");
		assertDisconnects();
		assertThat(this.listener.getStates()).doesNotContain(ConnectionState.CONNECTED);
	}

	@Test
	void connectAndDisconnectAtAnyMomentEndAsPromised() {
		client(this.server.getPort());
		for (int round = 0; round < 40; round++) {
			long before = this.server.getAcceptedConnections();
			this.client.connect();
			awaitMoment(round % 4, before);
			if (round % 3 != 2) {
				assertDisconnects();
			}
		}
		this.client.connect();
		awaitState(ConnectionState.CONNECTED);
		assertThat(this.server.awaitConnections(1, PATIENCE)).isTrue();
		assertDisconnects();
		assertThat(this.server.awaitConnections(0, PATIENCE)).isTrue();
	}

	// how far an attempt has come
	private void awaitMoment(int moment, long before) {
		Awaitility.await("moment " + moment)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofNanos(1000))
			.atMost(PATIENCE)
			.until(() -> switch (moment) {
				case 0 -> true;
				case 1 -> this.client.getState() == ConnectionState.CONNECTING
						|| this.client.getState() == ConnectionState.CONNECTED;
				case 2 -> this.server.getAcceptedConnections() > before
						|| this.client.getState() == ConnectionState.CONNECTED;
				default -> this.client.getState() == ConnectionState.CONNECTED;
			});
	}

	@Test
	void disconnectOfADeadLinkTakesNoTime() {
		try (TcpProxy network = new TcpProxy(this.server.getPort())) {
			client(network.getPort()).connect();
			awaitState(ConnectionState.CONNECTED);
			network.blackHole(true);
			assertDisconnects();
			network.blackHole(false);
			this.client.connect();
			awaitState(ConnectionState.CONNECTED);
		}
	}

	private void assertDisconnects() {
		long start = System.nanoTime();
		this.client.disconnect();
		Awaitility.await().atMost(PATIENCE).until(() -> this.client.getState() == ConnectionState.DISCONNECTED);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

}
