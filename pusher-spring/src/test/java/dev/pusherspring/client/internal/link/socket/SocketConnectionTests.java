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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SocketConnection}: addresses, and giving up.
 */
class SocketConnectionTests {

	private final EventLoop loop = new ThreadEventLoop("test-loop");

	private final ScriptedServer server = new ScriptedServer();

	private final SocketConnection connection = new SocketConnection(
			URI.create("ws://127.0.0.1:" + this.server.getPort() + "/app/key"),
			new SocketSettings("test", Duration.ofSeconds(5), 1_000, HttpHeaders::new, () -> null, null), this.loop);

	@AfterEach
	void stop() {
		this.connection.abort();
		this.server.close();
	}

	private Socket connect(Duration time, String... addresses) throws IOException {
		InetAddress[] all = new InetAddress[addresses.length];
		for (int i = 0; i < all.length; i++) {
			all[i] = InetAddress.getByName(addresses[i]);
		}
		return this.connection.connect(all, this.server.getPort(), this.loop.nanoTime() + time.toNanos());
	}

	@Test
	void triesTheNextAddressWhenOneRefuses() throws IOException {
		Socket socket = connect(Duration.ofSeconds(5), "127.0.0.2", "127.0.0.3", "127.0.0.1");
		assertThat(socket.getInetAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
	}

	@Test
	void tellsWhyTheLastAddressFailed() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(Duration.ofSeconds(5), "127.0.0.2"))
			.withMessageContaining("Connection refused");
	}

	@Test
	void setsTheOptionsOfALastingConnection() throws IOException {
		Socket socket = this.connection.open();
		assertThat(socket.getTcpNoDelay()).isTrue();
		assertThat(socket.getKeepAlive()).isTrue();
		assertThat(socket.getSoTimeout()).isBetween(1, 5_000);
	}

	@Test
	void anAbortWakesWhoIsWaitingAndKeepsOthersFromStarting() throws Exception {
		Socket socket = this.connection.open();
		CompletableFuture<Throwable> read = CompletableFuture.supplyAsync(() -> {
			try {
				socket.getInputStream().read();
				return new AssertionError("Nothing was sent");
			}
			catch (IOException ex) {
				return ex;
			}
		});
		this.connection.abort();
		assertThat(read.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(this.connection::open)
			.withMessage("the link was closed");
	}

}
