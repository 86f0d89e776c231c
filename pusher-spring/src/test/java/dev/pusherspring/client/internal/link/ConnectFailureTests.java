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

package dev.pusherspring.client.internal.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.pusherspring.client.auth.http.ProxyAuthenticator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectFailure} and {@link LinkEnd}.
 */
class ConnectFailureTests {

	private static final URI ADDRESS = URI.create("wss://ws.example:443/app/planted?version=1");

	static Stream<Arguments> failures() {
		String failed = "Failed to connect to wss://ws.example:443: ";
		String late = "wss://ws.example:443 did not answer in time";
		return Stream.of(Arguments.of(new HttpTimeoutException("1"), late), Arguments.of(new TimeoutException(), late),
				Arguments.of(new SocketTimeoutException("Read timed out"), late),
				Arguments.of(new IOException("outer", new TimeoutException("inner")), late),
				Arguments.of(new UnknownHostException("ws.example"),
						failed + "the name of the host cannot be resolved"),
				Arguments.of(new ConnectException("outer").initCause(new UnresolvedAddressException()),
						failed + "the name of the host cannot be resolved"),
				Arguments.of(new SSLHandshakeException("bad certificate"), failed + "TLS: bad certificate"),
				Arguments.of(new SSLException("outer", new IllegalStateException("expired")), failed + "TLS: expired"),
				Arguments.of(new IOException("outer", new SSLException("inner")), failed + "TLS: inner"),
				Arguments.of(new ConnectException(), failed + "the connection was refused"),
				Arguments.of(new ConnectException("Connection refused"), failed + "Connection refused"),
				Arguments.of(new IOException("outer", new IllegalStateException("inner")), failed + "inner"),
				Arguments.of(new IOException("outer", new IllegalStateException()), failed + "outer"),
				Arguments.of(new IOException(), failed + "IOException"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void isExplainedWithTheServerAndWhatHappened(Throwable failure, String message) {
		assertThat(ConnectFailure.explain(failure, ADDRESS)).isExactlyInstanceOf(IOException.class)
			.hasMessage(message)
			.cause()
			.isSameAs(failure);
	}

	@Test
	void aRefusalIsExplainedByItsStatus() {
		assertThat(ConnectFailure.refusal(ADDRESS, "the WebSocket", 403))
			.isEqualTo("wss://ws.example:443 refused the WebSocket with HTTP status 403");
		assertThat(ConnectFailure.refusal(ADDRESS, "the WebSocket", 407))
			.isEqualTo("Failed to connect to wss://ws.example:443: " + ProxyAuthenticator.REFUSAL);
	}

	static Stream<Arguments> ends() {
		return Stream.of(Arguments.of(new LinkEnd(4001, "No such app", null), "No such app (4001)"),
				Arguments.of(new LinkEnd(4001, "", null), "the server closed the connection with code 4001"),
				Arguments.of(new LinkEnd(4001, null, null), "the server closed the connection with code 4001"),
				Arguments.of(new LinkEnd(1005, null, null), "the server closed the connection without a code"),
				Arguments.of(new LinkEnd(1006, null, null), "the connection broke without a close frame"),
				Arguments.of(LinkEnd.failed(new IOException("Broken pipe")), "Broken pipe"),
				Arguments.of(LinkEnd.failed(new IOException()), "IOException"));
	}

	@ParameterizedTest
	@MethodSource("ends")
	void theEndOfALinkIsDescribed(LinkEnd end, String description) {
		assertThat(end.describe()).isEqualTo(description);
	}

}
