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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link JdkWebSocketClientTests} demand, of {@link NettyWebSocketClient}.
 */
class NettyWebSocketClientTests extends JdkWebSocketClientTests {

	@Override
	WebSocketClient engine(Duration connectTimeout, Supplier<@Nullable SSLContext> sslContext) {
		return new NettyWebSocketClient(this.loop, connectTimeout, MAX_LENGTH, sslContext, null);
	}

	@Test
	void aServerThatStaysSilentDuringTheTlsHandshakeIsGivenUpAndTheThreadGoes() {
		CompletableFuture<WebSocketSession> future = engine(Duration.ofMillis(300), () -> null).execute(this.handler,
				new WebSocketHttpHeaders(), URI.create("wss://127.0.0.1:" + this.server.getPort()));
		this.server.accept();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> future.get(5, TimeUnit.SECONDS))
			.withMessageContaining("wss://127.0.0.1:" + this.server.getPort() + " did not answer in time");
		Awaitility.await()
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.doesNotContain(NettyThread.NAME));
	}

}
