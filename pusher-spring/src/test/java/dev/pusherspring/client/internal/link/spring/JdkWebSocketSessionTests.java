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

package dev.pusherspring.client.internal.link.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JdkWebSocketSession}: messages in both directions.
 */
class JdkWebSocketSessionTests extends AbstractWebSocketEngineTests {

	@ParameterizedTest
	@CsvSource({ "1,1", "125,50", "126,125", "16384,1000", "65535,10000", "65536,16384", "100000,65536",
			"1048576,16383", "1048576,1048576" })
	void putsMessagesTogetherHoweverTheyArrive(int length, int fragment) throws Exception {
		ScriptedPeer peer = open();
		String text = text(length);
		peer.text(text);
		assertThat(this.handler.next()).isEqualTo(text);
		peer.text(text, fragment);
		assertThat(this.handler.next()).isEqualTo(text);
		assertThat(this.handler.getHeardElsewhere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7 })
	void putsCharactersTogetherThatSpanFrames(int fragment) throws Exception {
		ScriptedPeer peer = open();
		String text = "é你好😀".repeat(50);
		peer.text(text, fragment);
		assertThat(this.handler.next()).isEqualTo(text);
	}

	@Test
	void deliversMessagesInOrder() throws Exception {
		ScriptedPeer peer = open();
		for (int i = 0; i < 10_000; i++) {
			peer.text("message " + i);
		}
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.handler.next()).isEqualTo("message " + i);
		}
		assertThat(this.handler.getHeardElsewhere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10_000_000, 5_000 })
	void skipsAMessageThatIsTooLongAndGoesOn(int fragment) throws Exception {
		ScriptedPeer peer = open();
		String limit = "x".repeat(MAX_LENGTH);
		peer.text(limit + "x", fragment);
		peer.text("next");
		assertThat(this.handler.next()).isEqualTo("A message of more than 1200000 characters was discarded");
		assertThat(this.handler.next()).isEqualTo("next");
		peer.text(limit, fragment);
		assertThat(this.handler.next()).hasSize(MAX_LENGTH);
		peer.text(limit + limit + limit, fragment);
		peer.text("last");
		assertThat(this.handler.next()).isEqualTo("A message of more than 1200000 characters was discarded");
		assertThat(this.handler.next()).isEqualTo("last");
		assertThat(this.handler.size()).isZero();
	}

	@Test
	void skipsABinaryMessageAndGoesOn() throws Exception {
		ScriptedPeer peer = open();
		peer.binary(new byte[100_000]);
		peer.text("next");
		assertThat(this.handler.next()).isEqualTo("A binary message was discarded");
		assertThat(this.handler.next()).isEqualTo("next");
	}

	@Test
	void answersAPingOfTheProtocolBelow() throws Exception {
		ScriptedPeer peer = open();
		peer.ping("are you there");
		assertThat(peer.read()).isEqualTo("pong are you there");
		peer.text("next");
		assertThat(this.handler.next()).isEqualTo("next");
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
		assertThat(this.handler.next()).isEqualTo("first");
		assertThat(this.handler.next()).isEqualTo("second");
	}

	@Test
	void sendsWholeMessagesFromManyThreadsInTheOrderOfEach() throws Exception {
		ScriptedPeer peer = open();
		WebSocketSession session = session();
		List<Thread> threads = new ArrayList<>();
		AtomicInteger failures = new AtomicInteger();
		for (int t = 0; t < 4; t++) {
			String name = "t" + t;
			Thread thread = new Thread(() -> {
				for (int i = 0; i < 250; i++) {
					try {
						session.sendMessage(new TextMessage(name + ":" + i + ":" + "x".repeat(i)));
					}
					catch (Exception ex) {
						failures.incrementAndGet();
					}
				}
			});
			thread.start();
			threads.add(thread);
		}
		int[] next = new int[4];
		for (int i = 0; i < 1_000; i++) {
			String[] parts = peer.read().split(":", -1);
			int thread = parts[0].charAt("text t".length()) - '0';
			int number = Integer.parseInt(parts[1]);
			assertThat(number).isEqualTo(next[thread]);
			assertThat(parts[2]).hasSize(number);
			next[thread]++;
		}
		for (Thread thread : threads) {
			thread.join(5_000);
		}
		assertThat(failures).hasValue(0);
	}

	@Test
	void sendsABigMessage() throws Exception {
		ScriptedPeer peer = open();
		String text = text(1_000_000);
		session().sendMessage(new TextMessage(text));
		assertThat(peer.read()).isEqualTo("text " + text);
	}

	@Test
	void endsWhenTheServerReadsNothing() throws Exception {
		open();
		WebSocketSession session = session();
		String text = "x".repeat(1_000_000);
		for (int i = 0; i < 40; i++) {
			session.sendMessage(new TextMessage(text));
		}
		assertThat(this.handler.next()).isEqualTo("error IOException");
		assertThat(this.handler.next()).startsWith("closed ");
		assertThat(session.isOpen()).isFalse();
		flush();
		assertThat(this.handler.size()).isZero();
	}

	@Test
	void refusesToSendBinaryMessages() throws Exception {
		open();
		WebSocketSession session = session();
		assertThatIllegalArgumentException().isThrownBy(() -> session.sendMessage(new BinaryMessage(new byte[] { 1 })));
	}

	@Test
	void anExceptionOfTheHandlerDoesNotBreakTheConnection() throws Exception {
		this.handler.onEvent((event) -> {
			throw new IllegalStateException("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.text("first");
		peer.binary(new byte[] { 1 });
		peer.text("second", 3);
		assertThat(this.handler.next()).isEqualTo("first");
		assertThat(this.handler.next()).isEqualTo("A binary message was discarded");
		assertThat(this.handler.next()).isEqualTo("second");
	}

	@Test
	void anErrorInTheHandlerDoesNotBreakTheConnection() throws Exception {
		this.handler.onEvent((event) -> {
			throw new NoClassDefFoundError("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.text("first");
		peer.text("second", 3);
		assertThat(this.handler.next()).isEqualTo("first");
		assertThat(this.handler.next()).isEqualTo("second");
	}

	@Test
	void aPauseReachesTheServerAndNothingIsLost() throws Exception {
		ScriptedPeer peer = open();
		NonBlockingSession session = (NonBlockingSession) session();
		this.loop.execute(session::pause);
		flush();
		assertThatTheServerWaits(peer, session, 1);
	}

	@Test
	void aPauseWhileMessagesArriveReachesTheServerAndNothingIsLost() throws Exception {
		ScriptedPeer peer = open();
		NonBlockingSession session = (NonBlockingSession) session();
		AtomicInteger arrived = new AtomicInteger();
		this.handler.onEvent((event) -> {
			if (arrived.incrementAndGet() == 10) {
				session.pause();
			}
		});
		assertThatTheServerWaits(peer, session, 11);
	}

	private void assertThatTheServerWaits(ScriptedPeer peer, NonBlockingSession session, int heard) throws Exception {
		AtomicInteger written = new AtomicInteger();
		String padding = "x".repeat(10_000);
		Thread writer = new Thread(() -> {
			for (int i = 0; i < 5_000; i++) {
				peer.text(i + ":" + padding);
				written.incrementAndGet();
			}
		});
		writer.start();
		// 50 MB do not fit into any socket's buffers
		AtomicInteger before = new AtomicInteger(-1);
		await().atMost(10, TimeUnit.SECONDS)
			.pollInterval(300, TimeUnit.MILLISECONDS)
			.until(() -> before.getAndSet(written.get()) == written.get() && written.get() > 0);
		assertThat(written.get()).isLessThan(5_000);
		assertThat(this.handler.size()).isLessThanOrEqualTo(heard);
		this.loop.execute(session::resume);
		for (int i = 0; i < 5_000; i++) {
			assertThat(this.handler.next()).startsWith(i + ":");
		}
		writer.join(5_000);
		assertThat(written).hasValue(5_000);
	}

	@Test
	void canBeClosedWhileItPauses() throws Exception {
		ScriptedPeer peer = open();
		NonBlockingSession session = (NonBlockingSession) session();
		this.loop.execute(session::pause);
		flush();
		peer.text("unread");
		peer.text("unread");
		session.close(CloseStatus.NORMAL);
		assertThat(peer.read()).startsWith("close 1000");
		peer.close(1000, "");
		String last = this.handler.next();
		while (last.equals("unread")) {
			last = this.handler.next();
		}
		assertThat(last).startsWith("closed 1000");
	}

	private static String text(int length) {
		return "a".repeat(length / 2) + "z".repeat(length - length / 2);
	}

}
