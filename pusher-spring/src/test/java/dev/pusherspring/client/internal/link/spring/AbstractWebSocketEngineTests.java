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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of an engine with real sockets, the JDK's unless a subclass takes
 * another.
 */
abstract class AbstractWebSocketEngineTests {

	static final int MAX_LENGTH = 1_200_000;

	final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	final ScriptedServer server = new ScriptedServer();

	final RecordingHandler handler = new RecordingHandler(this.loop);

	final WebSocketClient client = engine(Duration.ofSeconds(5), () -> null);

	/**
	 * Make the engine.
	 */
	WebSocketClient engine(Duration connectTimeout, Supplier<@Nullable SSLContext> sslContext) {
		return new JdkWebSocketClient(this.loop, connectTimeout, MAX_LENGTH, sslContext, null);
	}

	@AfterEach
	void closeServer() {
		this.server.close();
	}

	/**
	 * Open a session.
	 * @return the server's end
	 */
	ScriptedPeer open() throws Exception {
		CompletableFuture<WebSocketSession> future = execute();
		ScriptedPeer peer = this.server.acceptWebSocket();
		future.get(10, TimeUnit.SECONDS);
		assertThat(this.handler.next()).isEqualTo("established");
		return peer;
	}

	WebSocketSession session() {
		return this.handler.getSession();
	}

	CompletableFuture<WebSocketSession> execute() {
		return this.client.execute(this.handler, new WebSocketHttpHeaders(), this.server.getUri());
	}

	/**
	 * Wait until the loop has done what was queued.
	 */
	void flush() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.loop.execute(done::countDown);
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
	}

}
