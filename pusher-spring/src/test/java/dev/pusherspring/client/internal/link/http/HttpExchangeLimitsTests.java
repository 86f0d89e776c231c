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

package dev.pusherspring.client.internal.link.http;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.RawHttpServer;
import dev.pusherspring.testsupport.RecordingLinkListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for requests of {@link HttpTransport} whose responses never end, and for what is
 * left of their connections.
 */
class HttpExchangeLimitsTests {

	private static final Duration TIMEOUT = Duration.ofMillis(300);

	private static final String STREAM = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\no\n\r\n";

	private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	private final JdkHttpClients httpClients = new JdkHttpClients(Duration.ofSeconds(5), () -> null, null);

	private RawHttpServer server;

	private HttpTransport transport;

	private Link link;

	@AfterEach
	void close() {
		this.server.close();
	}

	private RecordingLinkListener open(String answerToMessages) throws Exception {
		return open(STREAM, answerToMessages, TIMEOUT);
	}

	private RecordingLinkListener open(String answerToStream, String answerToMessages, Duration timeout)
			throws Exception {
		if (this.server == null) {
			this.server = new RawHttpServer((head) -> head.contains("/xhr_send?") ? answerToMessages : answerToStream);
			this.transport = new HttpTransport(new ServerAddress("127.0.0.1", this.server.getPort(), "/pusher", "key"),
					false, true, timeout, 1000, HttpHeaders::new, this.httpClients, this.loop);
		}
		RecordingLinkListener listener = new RecordingLinkListener(this.loop);
		this.loop.execute(() -> this.link = this.transport.open(listener));
		return listener;
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnever more",
			"HTTP/1.1 500 Oops\r\nContent-Length: 1000\r\n\r\nnever more",
			"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nnever\r\n" })
	void responseToAMessageThatNeverEndsEndsTheLinkAndItsConnections(String answer) throws Exception {
		RecordingLinkListener listener = open(answer);
		assertThat(listener.next()).isEqualTo("opened");
		this.loop.execute(() -> this.link.send("hello"));
		assertThat(listener.next()).isEqualTo("ended 1006");
		assertThat(listener.getEnd().describe()).contains("127.0.0.1:" + this.server.getPort(),
				"did not answer in time");
		assertThat(this.server.countAccepted()).isEqualTo(2);
		Awaitility.await().until(() -> this.server.countOpen() == 0);
	}

	@Test
	void closeCancelsAMessageThatIsOnItsWay() throws Exception {
		RecordingLinkListener listener = open(STREAM, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nnever more",
				Duration.ofMinutes(5));
		assertThat(listener.next()).isEqualTo("opened");
		this.loop.execute(() -> this.link.send("hello"));
		Awaitility.await().until(() -> this.server.countAccepted() == 2);
		this.loop.execute(() -> this.link.close(1000, ""));
		Awaitility.await().until(() -> this.server.countOpen() == 0);
		assertThat(listener.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhh",
			"HTTP/1.1 404 Not Found\r\nContent-Length: 1000\r\n\r\nnever more" })
	void closeCancelsAStreamThatHasNotOpened(String answer) throws Exception {
		RecordingLinkListener listener = open(answer, "", TIMEOUT);
		Awaitility.await().until(() -> this.server.countAccepted() == 1);
		this.loop.execute(() -> this.link.close(1000, ""));
		Awaitility.await().until(() -> this.server.countOpen() == 0);
		assertThat(listener.size()).isZero();
	}

	@Test
	void hundredSessionsUseOneClientAndLeaveNoConnection() throws Exception {
		long before = selectors();
		for (int cycle = 0; cycle < 100; cycle++) {
			RecordingLinkListener listener = open("");
			assertThat(listener.next()).isEqualTo("opened");
			this.loop.execute(() -> {
				this.link.close(1000, "");
				this.transport.release();
			});
		}
		assertThat(selectors() - before).isLessThan(20);
		Awaitility.await().until(() -> this.server.countOpen() == 0);
		assertThat(this.server.countAccepted()).isEqualTo(100);
	}

	// of the JDK's clients
	private static long selectors() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().endsWith("SelectorManager"))
			.count();
	}

}
