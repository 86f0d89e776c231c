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

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.InOrder;
import org.mockito.Mockito;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.RecordingLinkListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WebSocketLink} on an engine that knows nothing of the event loop and
 * whose calls may block, as most do.
 */
class WebSocketLinkTests {

	private static final URI ADDRESS = URI.create("ws://127.0.0.1/");

	private final ManualEventLoop loop = new ManualEventLoop();

	private final RecordingLinkListener listener = new RecordingLinkListener(this.loop);

	private final Queue<Runnable> sender = new ArrayDeque<>();

	private final WebSocketClient engine = Mockito.mock(WebSocketClient.class);

	private final WebSocketSession session = Mockito.mock(WebSocketSession.class);

	private final WebSocketLink link = new WebSocketLink(this.listener, this.loop, this.sender::add, "PING");

	@Test
	void opensOnTheLoop() throws Exception {
		this.link.afterConnectionEstablished(this.session);
		assertThat(this.listener.next()).isEqualTo("opened");
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	@Test
	void neverLetsTheLoopWaitForASend() throws Exception {
		open();
		this.loop.call(() -> {
			this.link.send("one");
			this.link.ping();
			this.link.close(4000, "Goodbye");
		});
		Mockito.verifyNoInteractions(this.session);
		this.sender.forEach(Runnable::run);
		InOrder order = Mockito.inOrder(this.session);
		order.verify(this.session).sendMessage(new TextMessage("one"));
		order.verify(this.session).sendMessage(new TextMessage("PING"));
		order.verify(this.session).close(new CloseStatus(4000, "Goodbye"));
	}

	@Test
	void noMoreThan16MegabytesWaitForTheServer() throws Exception {
		open();
		this.loop.call(() -> {
			for (int i = 0; i < 400_000; i++) {
				this.link.send("");
			}
			assertThat(this.listener.getEnd()).as("not while the caller is changing its own state").isNull();
		});
		assertThat(this.sender.size()).isBetween(50_000, 300_000);
		assertThat(this.listener.getEnd().describe()).contains("does not read");
	}

	@Test
	void messagesThatHaveBeenSentDoNotCount() throws Exception {
		open();
		String text = "x".repeat(1024 * 1024);
		for (int i = 0; i < 40; i++) {
			this.loop.call(() -> this.link.send(text));
			this.sender.remove().run();
		}
		assertThat(this.listener.getEnd()).isNull();
	}

	@Test
	void aSendThatFailsEndsTheLinkOnce() throws Exception {
		open();
		IOException cause = new IOException("Broken pipe");
		BDDMockito.willThrow(cause).given(this.session).sendMessage(Mockito.any());
		this.loop.call(() -> {
			this.link.send("one");
			this.link.send("two");
		});
		this.sender.forEach(Runnable::run);
		this.loop.runQueued();
		this.link.handleTransportError(this.session, new IOException("Another"));
		this.link.afterConnectionClosed(this.session, CloseStatus.NO_CLOSE_FRAME);
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void aSendThatFailsClosesTheSessionAndFreesAnEngineThatWaits() throws Exception {
		open();
		this.loop.call(this.link::pause);
		Thread engineThread = deliver(1, new AtomicInteger());
		awaitBlocked(engineThread);
		BDDMockito.willThrow(new IOException("Broken pipe")).given(this.session).sendMessage(Mockito.any());
		this.loop.call(() -> this.link.send("one"));
		this.sender.remove().run();
		this.loop.runQueued();
		engineThread.join(20_000);
		assertThat(engineThread.isAlive()).isFalse();
		this.sender.remove().run();
		BDDMockito.then(this.session).should().close(CloseStatus.NORMAL);
	}

	@Test
	void aFailureOfTheEngineEndsTheLinkAndClosesTheSession() throws Exception {
		open();
		IOException cause = new IOException("Connection reset");
		this.link.handleTransportError(this.session, cause);
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
		this.sender.remove().run();
		BDDMockito.then(this.session).should().close(CloseStatus.NORMAL);
	}

	@Test
	void aSessionThatTheServerHasClosedIsNotClosedAgain() throws Exception {
		open();
		this.link.afterConnectionClosed(this.session, new CloseStatus(4200, "Bye"));
		assertThat(this.sender).isEmpty();
	}

	@Test
	void takesWholeMessagesOnly() {
		assertThat(this.link.supportsPartialMessages()).isFalse();
	}

	@Test
	void sendsNothingBeforeItIsOpenAndNothingAfterItsEnd() throws Exception {
		this.loop.call(() -> this.link.send("too early"));
		open();
		this.link.afterConnectionClosed(this.session, new CloseStatus(4200, "Bye"));
		this.loop.runQueued();
		assertThat(this.listener.next()).isEqualTo("ended 4200");
		this.loop.call(() -> this.link.send("too late"));
		assertThat(this.sender).isEmpty();
	}

	@Test
	void anEngineThatThrowsIsAnEnd() throws Exception {
		IllegalStateException cause = new IllegalStateException("No engine");
		BDDMockito.given(this.engine.execute(Mockito.any(), Mockito.any(), Mockito.any(URI.class))).willThrow(cause);
		this.link.open(this.engine, WebSocketHttpHeaders::new, ADDRESS);
		assertThat(this.listener.size()).isZero();
		this.loop.runQueued();
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
	}

	@Test
	void anEngineThatFailsIsAnEnd() throws Exception {
		IOException cause = new IOException("Refused");
		BDDMockito.given(this.engine.execute(Mockito.any(), Mockito.any(), Mockito.any(URI.class)))
			.willReturn(CompletableFuture.failedFuture(cause));
		this.link.open(this.engine, WebSocketHttpHeaders::new, ADDRESS);
		this.loop.runQueued();
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
	}

	@Test
	void anEngineThatFailsInAStageOfItsOwnIsAnEndWithItsCause() {
		IOException cause = new IOException("Refused");
		for (Exception thrown : List.of(new CompletionException(cause), cause)) {
			WebSocketLink link = new WebSocketLink(this.listener, this.loop, this.sender::add, "PING");
			BDDMockito.given(this.engine.execute(Mockito.any(), Mockito.any(), Mockito.any(URI.class)))
				.willReturn(CompletableFuture.failedFuture(thrown));
			link.open(this.engine, WebSocketHttpHeaders::new, ADDRESS);
			this.loop.runQueued();
			assertThat(this.listener.getEnd().cause()).isSameAs(cause);
		}
		CompletionException bare = new CompletionException("Refused", null);
		BDDMockito.given(this.engine.execute(Mockito.any(), Mockito.any(), Mockito.any(URI.class)))
			.willReturn(CompletableFuture.failedFuture(bare));
		this.link.open(this.engine, WebSocketHttpHeaders::new, ADDRESS);
		this.loop.runQueued();
		assertThat(this.listener.getEnd().cause()).isSameAs(bare);
	}

	@Test
	void aSessionThatOpensTooLateIsClosed() throws Exception {
		this.loop.call(() -> this.link.close(1000, "Too slow"));
		this.link.afterConnectionEstablished(this.session);
		this.loop.runQueued();
		this.sender.forEach(Runnable::run);
		BDDMockito.then(this.session).should().close(Mockito.any());
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void receivesOnTheEnginesThreadWhatTheLoopHasTimeFor() throws Exception {
		open();
		AtomicInteger delivered = new AtomicInteger();
		Thread engineThread = deliver(200, delivered);
		engineThread.join(20_000);
		assertThat(delivered).hasValue(200);
		for (int i = 0; i < 200; i++) {
			assertThat(this.listener.next()).isEqualTo("message " + i);
		}
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	@Test
	void aPauseHoldsTheEngineAndNothingIsLost() throws Exception {
		open();
		this.loop.call(this.link::pause);
		AtomicInteger delivered = new AtomicInteger();
		Thread engineThread = deliver(200, delivered);
		awaitBlocked(engineThread);
		assertThat(delivered).hasValue(0);
		assertThat(this.listener.next()).isEqualTo("message 0");
		this.loop.call(this.link::resume);
		engineThread.join(20_000);
		for (int i = 1; i < 200; i++) {
			assertThat(this.listener.next()).isEqualTo("message " + i);
		}
	}

	@Test
	void aPauseThatIsAskedForTwiceEndsOnce() throws Exception {
		open();
		this.loop.call(this.link::pause);
		Thread engineThread = deliver(1, new AtomicInteger());
		awaitBlocked(engineThread);
		this.loop.call(this.link::pause);
		this.loop.call(this.link::resume);
		engineThread.join(20_000);
		assertThat(engineThread.isAlive()).isFalse();
	}

	@Test
	void closingFreesAnEngineThatWaits() throws Exception {
		open();
		this.loop.call(this.link::pause);
		Thread engineThread = deliver(200, new AtomicInteger());
		awaitBlocked(engineThread);
		int heard = this.listener.size();
		this.loop.call(() -> this.link.close(1000, ""));
		engineThread.join(20_000);
		assertThat(engineThread.isAlive()).isFalse();
		assertThat(this.listener.size()).isEqualTo(heard);
	}

	@Test
	void aMessageThatIsNotTextIsDiscarded() throws Exception {
		open();
		this.link.handleMessage(this.session, new BinaryMessage(new byte[] { 1 }));
		this.loop.runQueued();
		assertThat(this.listener.next()).isEqualTo("discarded A message was not text but BinaryMessage");
	}

	private void open() throws InterruptedException {
		this.link.afterConnectionEstablished(this.session);
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	private Thread deliver(int count, AtomicInteger delivered) {
		List<TextMessage> messages = IntStream.range(0, count)
			.mapToObj((i) -> new TextMessage("message " + i))
			.toList();
		Thread thread = new Thread(() -> {
			try {
				for (TextMessage message : messages) {
					this.link.handleMessage(this.session, message);
					delivered.incrementAndGet();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "engine");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private static void awaitBlocked(Thread thread) {
		await().atMost(20, TimeUnit.SECONDS).until(() -> isBlocked(thread));
	}

	private static boolean isBlocked(Thread thread) {
		return thread.getState() == Thread.State.WAITING;
	}

}
