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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.loop.ThreadEventLoop;
import dev.pusherspring.testsupport.RecordingLinkListener;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links to a server that others wrote. It echoes, and does what a text
 * {@code do <command>} says.
 */
abstract class AbstractForeignServerTests {

	private final ThreadEventLoop loop = new ThreadEventLoop("test-loop");

	final RecordingLinkListener listener = new RecordingLinkListener(this.loop);

	private Link link;

	/**
	 * Start the server.
	 * @param tls whether to use TLS, as {@link TestCertificates#SERVER}
	 * @return its address
	 */
	abstract URI start(boolean tls) throws Exception;

	@AfterEach
	void nothingWasHeardElsewhere() {
		this.loop.runHere(() -> this.link.close(1000, ""));
		assertThat(this.listener.getHeardElsewhere()).isEmpty();
	}

	void open(boolean tls) throws Exception {
		SocketTransport transport = new SocketTransport(start(tls), new SocketSettings("test", Duration.ofSeconds(10),
				1_000_000, HttpHeaders::new, () -> TestCertificates.get().sslContext(null), null), this.loop);
		this.loop.runHere(() -> this.link = transport.open(this.listener));
		assertThat(this.listener.next()).isEqualTo("opened");
	}

	void send(String text) {
		this.loop.runHere(() -> this.link.send(text));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void messagesOfEachLengthComeBack(boolean tls) throws Exception {
		open(tls);
		for (int length : new int[] { 0, 1, 125, 126, 127, 16_383, 65_535, 65_536, 400_000 }) {
			String text = "é".repeat(length / 2) + "x".repeat(length % 2);
			send(text);
			assertThat(this.listener.next()).isEqualTo(text);
		}
		for (int i = 0; i < 2_000; i++) {
			send("message " + i);
		}
		for (int i = 0; i < 2_000; i++) {
			assertThat(this.listener.next()).isEqualTo("message " + i);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void fragmentsComeTogether(boolean tls) throws Exception {
		open(tls);
		send("do fragments 200");
		assertThat(this.listener.next()).isEqualTo("é".repeat(199 * 200 / 2));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void pingsAreAnswered(boolean tls) throws Exception {
		open(tls);
		send("do ping abc");
		assertThat(this.listener.next()).isEqualTo("pong abc");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1011, 1013, 3000, 4001, 4999 })
	void closeCodesArrive(int code) throws Exception {
		open(code % 2 == 0);
		send("do close " + code);
		assertThat(this.listener.next()).isEqualTo("ended " + code);
		assertThat(this.listener.getEnd().reason()).isEqualTo("as asked");
	}

}
