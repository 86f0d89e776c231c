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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.RecordingLinkListener;
import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of links over real sockets, to a server that a test plays.
 */
abstract class AbstractSocketLinkTests {

	static final int MAX_SIZE = 1_200_000;

	final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	final ScriptedServer server = new ScriptedServer();

	final RecordingLinkListener listener = new RecordingLinkListener(this.loop);

	Link link;

	@AfterEach
	void everythingWasHeardOnTheLoopAndNothingAfterTheEnd() throws Exception {
		flush();
		this.server.close();
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	static SocketSettings settings(Duration connectTimeout, Supplier<HttpHeaders> headers) {
		return new SocketSettings("test", connectTimeout, MAX_SIZE, headers, () -> null, null);
	}

	SocketTransport transport(URI uri, Supplier<HttpHeaders> headers) {
		return new SocketTransport(uri, settings(Duration.ofSeconds(5), headers), this.loop);
	}

	/**
	 * Open a link.
	 * @return the server's end
	 */
	ScriptedPeer open() throws Exception {
		start();
		ScriptedPeer peer = this.server.acceptWebSocket();
		assertThat(this.listener.next()).isEqualTo("opened");
		return peer;
	}

	void start() throws Exception {
		start(this.server.getUri(), HttpHeaders::new);
	}

	void start(URI uri, Supplier<HttpHeaders> headers) throws Exception {
		start(transport(uri, headers));
	}

	void start(SocketTransport transport) throws Exception {
		onLoop(() -> this.link = transport.open(this.listener));
	}

	void onLoop(Runnable task) throws Exception {
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.loop.execute(() -> {
			try {
				task.run();
				done.complete(null);
			}
			catch (Throwable ex) {
				done.completeExceptionally(ex);
			}
		});
		done.get(10, TimeUnit.SECONDS);
	}

	/**
	 * Wait until the loop has done what was queued.
	 */
	void flush() throws Exception {
		onLoop(() -> {
			// its turn is enough
		});
	}

	static List<Thread> threads(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix) && !thread.getName().equals("test-loop"))
			.toList();
	}

}
