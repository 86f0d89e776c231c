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

package dev.pusherspring.client.internal.link.socket;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.RecordingLinkListener;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections that end in the ways servers end them, many times each: nothing is missed
 * and nothing is lost. How many times is said by the system property
 * {@code pusher.test.faults}, 20 by default, and within how many milliseconds an end is
 * noticed by {@code pusher.test.noticed-within}, 5000 by default as the machine may be
 * busy.
 */
class SocketFaultTests {

	private static final int TIMES = Integer.getInteger("pusher.test.faults", 20);

	private static final Duration NOTICED_WITHIN = Duration.ofMillis(Long.getLong("pusher.test.noticed-within", 5_000));

	private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	private final RecordingLinkListener listener = new RecordingLinkListener(this.loop);

	private ScriptedServer server;

	static Stream<Boolean> tls() {
		return Stream.of(false, true);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	private void repeat(boolean tls, Scenario scenario) throws Exception {
		TestCertificates certificates = TestCertificates.get();
		this.server = new ScriptedServer(tls ? certificates.sslContext(TestCertificates.SERVER) : null);
		SocketTransport transport = new SocketTransport(this.server.getUri(), new SocketSettings("test",
				Duration.ofSeconds(5), 100_000, HttpHeaders::new, () -> certificates.sslContext(null), null),
				this.loop);
		for (int i = 0; i < TIMES; i++) {
			this.loop.execute(() -> transport.open(this.listener));
			ScriptedPeer peer = this.server.acceptWebSocket();
			assertThat(this.listener.next()).isEqualTo("opened");
			scenario.play(peer);
		}
		assertThat(this.listener.size()).isZero();
	}

	private void assertEnds(int code) throws Exception {
		long start = System.nanoTime();
		assertThat(this.listener.next()).isEqualTo("ended " + code);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(NOTICED_WITHIN);
	}

	@ParameterizedTest
	@MethodSource("tls")
	void tcpEndsWithoutACloseFrame(boolean tls) throws Exception {
		repeat(tls, (peer) -> {
			peer.drop();
			assertEnds(1006);
		});
	}

	@ParameterizedTest
	@MethodSource("tls")
	void tcpEndsRightAfterAMessage(boolean tls) throws Exception {
		repeat(tls, (peer) -> {
			peer.text("last words");
			peer.drop();
			assertThat(this.listener.next()).isEqualTo("last words");
			assertEnds(1006);
		});
	}

	@ParameterizedTest
	@MethodSource("tls")
	void tcpIsResetRightAfterAMessage(boolean tls) throws Exception {
		repeat(tls, (peer) -> {
			peer.text("last words");
			peer.reset();
			assertThat(this.listener.next()).isEqualTo("last words");
			assertEnds(1006);
		});
	}

	@ParameterizedTest
	@MethodSource("tls")
	void serverRefusesAndEndsTcpAtOnce(boolean tls) throws Exception {
		repeat(tls, (peer) -> {
			peer.text("{\"event\":\"pusher:error\",\"data\":{\"code\":4001}}");
			peer.close(4001, "Application does not exist");
			peer.drop();
			assertThat(this.listener.next()).contains("pusher:error");
			assertEnds(4001);
			assertThat(this.listener.getEnd().reason()).isEqualTo("Application does not exist");
		});
	}

	@ParameterizedTest
	@MethodSource("tls")
	void aBurstRightBehindTheHandshakeArrivesWhole(boolean tls) throws Exception {
		String text = "x".repeat(1_000);
		repeat(tls, (peer) -> {
			for (int i = 0; i < 60; i++) {
				peer.text(i + text);
			}
			peer.drop();
			for (int i = 0; i < 60; i++) {
				assertThat(this.listener.next()).isEqualTo(i + text);
			}
			assertEnds(1006);
		});
	}

	@FunctionalInterface
	private interface Scenario {

		void play(ScriptedPeer peer) throws Exception;

	}

}
