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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SocketLink}: messages in both directions.
 */
class SocketLinkTests extends AbstractSocketLinkTests {

	@ParameterizedTest
	@CsvSource({ "1,1", "125,50", "126,125", "16384,1000", "65535,10000", "65536,16384", "100000,65536",
			"1048576,16383", "1048576,1048576" })
	void putsMessagesTogetherHoweverTheyArrive(int length, int fragment) throws Exception {
		ScriptedPeer peer = open();
		String text = text(length);
		peer.text(text);
		assertThat(this.listener.next()).isEqualTo(text);
		peer.text(text, fragment);
		assertThat(this.listener.next()).isEqualTo(text);
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7 })
	void putsCharactersTogetherThatSpanFrames(int fragment) throws Exception {
		ScriptedPeer peer = open();
		String text = "é你好😀".repeat(50);
		peer.text(text, fragment);
		assertThat(this.listener.next()).isEqualTo(text);
	}

	@Test
	void deliversMessagesInOrder() throws Exception {
		ScriptedPeer peer = open();
		for (int i = 0; i < 10_000; i++) {
			peer.text("message " + i);
		}
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.listener.next()).isEqualTo("message " + i);
		}
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000_000, 5_000 })
	void skipsAMessageThatIsTooLongAndGoesOn(int fragment) throws Exception {
		ScriptedPeer peer = open();
		String limit = "x".repeat(MAX_SIZE);
		peer.text(limit + "x", fragment);
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("discarded A message of more than 1200000 bytes was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
		peer.text(limit, fragment);
		assertThat(this.listener.next()).hasSize(MAX_SIZE);
		peer.text(limit + limit + limit, fragment);
		peer.text("last");
		assertThat(this.listener.next()).isEqualTo("discarded A message of more than 1200000 bytes was discarded");
		assertThat(this.listener.next()).isEqualTo("last");
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void skipsABinaryMessageAndGoesOn() throws Exception {
		ScriptedPeer peer = open();
		peer.binary(new byte[100_000]);
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("discarded A binary message was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@Test
	void answersAPingOfTheProtocolBelow() throws Exception {
		ScriptedPeer peer = open();
		peer.ping("are you there");
		assertThat(peer.read()).isEqualTo("pong are you there");
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@Test
	void answersAPingBetweenTheFramesOfAMessage() throws Exception {
		ScriptedPeer peer = open();
		peer.text("first");
		peer.ping("1");
		peer.text("second", 2);
		peer.ping("2");
		assertThat(peer.read()).isEqualTo("pong 1");
		assertThat(peer.read()).isEqualTo("pong 2");
		assertThat(this.listener.next()).isEqualTo("first");
		assertThat(this.listener.next()).isEqualTo("second");
	}

	@Test
	void sendsABigMessage() throws Exception {
		ScriptedPeer peer = open();
		String text = text(1_000_000);
		onLoop(() -> this.link.send(text));
		assertThat(peer.read()).isEqualTo("text " + text);
	}

	@Test
	void anExceptionOfTheHandlerDoesNotBreakTheConnection() throws Exception {
		this.listener.onEvent((event) -> {
			throw new IllegalStateException("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.text("first");
		peer.binary(new byte[] { 1 });
		peer.text("second", 3);
		assertThat(this.listener.next()).isEqualTo("first");
		assertThat(this.listener.next()).isEqualTo("discarded A binary message was discarded");
		assertThat(this.listener.next()).isEqualTo("second");
	}

	@Test
	void anErrorInTheHandlerDoesNotBreakTheConnection() throws Exception {
		this.listener.onEvent((event) -> {
			throw new NoClassDefFoundError("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.text("first");
		peer.text("second", 3);
		assertThat(this.listener.next()).isEqualTo("first");
		assertThat(this.listener.next()).isEqualTo("second");
	}

	@Test
	void aPauseReachesTheServerAndNothingIsLost() throws Exception {
		ScriptedPeer peer = open();
		onLoop(this.link::pause);
		// who waits for bytes at that moment takes what comes first
		assertThatTheServerWaits(peer, 0);
	}

	@Test
	void aPauseWhileMessagesArriveReachesTheServerAndNothingIsLost() throws Exception {
		ScriptedPeer peer = open();
		AtomicInteger arrived = new AtomicInteger();
		this.listener.onEvent((event) -> {
			if (arrived.incrementAndGet() == 10) {
				this.link.pause();
			}
		});
		assertThatTheServerWaits(peer, 10);
	}

	@Test
	void endsWhenTheServerReadsNothing() throws Exception {
		open();
		String text = "x".repeat(1_000_000);
		onLoop(() -> {
			for (int i = 0; i < 40; i++) {
				this.link.send(text);
			}
		});
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).isEqualTo("The server does not read the messages sent to it");
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void aCloseDoesNotWaitForAWriterThatIsStuck() throws Exception {
		ScriptedPeer peer = open();
		String text = "x".repeat(1_000_000);
		onLoop(() -> {
			for (int i = 0; i < 15; i++) {
				this.link.send(text);
			}
		});
		long start = System.nanoTime();
		onLoop(() -> this.link.close(1000, "Goodbye"));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		await().atMost(20, TimeUnit.SECONDS)
			.until(() -> threads("test-send").isEmpty() && threads("test-reader").isEmpty());
		assertThat(peer.read()).isEqualTo("text " + text);
	}

	@Test
	void hasOneThreadWhichCarriesTheClassLoaderOfTheApplication() throws Exception {
		ClassLoader own = new ClassLoader(getClass().getClassLoader()) {
		};
		AtomicReference<ClassLoader> seen = new AtomicReference<>();
		this.listener.onEvent((event) -> seen.set(Thread.currentThread().getContextClassLoader()));
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		Thread.currentThread().setContextClassLoader(own);
		try {
			SocketTransport transport = transport(this.server.getUri(), HttpHeaders::new);
			onLoop(() -> this.link = transport.open(this.listener));
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
		ScriptedPeer peer = this.server.acceptWebSocket();
		assertThat(this.listener.next()).isEqualTo("opened");
		await().until(() -> threads("test-").size() == 1);
		assertThat(threads("test-")).singleElement().satisfies((thread) -> {
			assertThat(thread.getName()).isEqualTo("test-reader");
			assertThat(thread.isDaemon()).isTrue();
			assertThat(thread.getContextClassLoader()).isSameAs(own);
		});
		peer.text("hello");
		assertThat(this.listener.next()).isEqualTo("hello");
	}

	@Test
	void canBeClosedWhileItPauses() throws Exception {
		ScriptedPeer peer = open();
		onLoop(this.link::pause);
		peer.text("unread");
		peer.text("unread");
		onLoop(() -> this.link.close(1000, ""));
		assertThat(peer.read()).isEqualTo("close 1000");
		peer.close(1000, "");
		assertThat(peer.read()).isEqualTo("end");
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void letsOtherTasksOfTheLoopInBetween() throws Exception {
		ScriptedPeer peer = open();
		AtomicInteger arrived = new AtomicInteger();
		CompletableFuture<Integer> turn = new CompletableFuture<>();
		this.listener.onEvent((event) -> {
			if (arrived.incrementAndGet() == 1) {
				this.loop.execute(() -> turn.complete(arrived.get()));
			}
			if (!turn.isDone()) {
				LockSupport.parkNanos(100_000);
			}
		});
		StringBuilder frames = new StringBuilder();
		for (int i = 0; i < 5_000; i++) {
			frames.append((char) 0x81).append((char) 1).append('x');
		}
		peer.respond(frames.toString());
		await().until(() -> arrived.get() >= 5_000);
		assertThat(turn.get(10, TimeUnit.SECONDS)).isLessThan(2_000);
	}

	private void assertThatTheServerWaits(ScriptedPeer peer, int heard) throws Exception {
		AtomicInteger written = new AtomicInteger();
		String padding = "x".repeat(10_000);
		CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 5_000; i++) {
				peer.text(i + ":" + padding);
				written.incrementAndGet();
			}
		});
		// 50 MB do not fit into any socket's buffers
		AtomicInteger before = new AtomicInteger(-1);
		await().atMost(30, TimeUnit.SECONDS)
			.pollInterval(300, TimeUnit.MILLISECONDS)
			.until(() -> before.getAndSet(written.get()) == written.get() && written.get() > 0);
		assertThat(written.get()).isLessThan(5_000);
		assertThat(this.listener.size()).isLessThanOrEqualTo(heard);
		onLoop(this.link::resume);
		for (int i = 0; i < 5_000; i++) {
			assertThat(this.listener.next()).startsWith(i + ":");
		}
		writing.get(20, TimeUnit.SECONDS);
		assertThat(written).hasValue(5_000);
	}

	private static String text(int length) {
		return "a".repeat(length / 2) + "z".repeat(length - length / 2);
	}

}
