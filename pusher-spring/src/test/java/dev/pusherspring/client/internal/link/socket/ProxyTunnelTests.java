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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.ProxySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@link ProxyTunnel} tells about a proxy that opens no tunnel.
 */
class ProxyTunnelTests {

	private static final String FAILURE = "Failed to connect to ws://pusher.test: the proxy proxy.test:3128 ";

	private static final String OTHER_SCHEME = "demands an authentication other than 'Basic', which is not supported "
			+ "(HTTP status 407)";

	private static final String NO_CREDENTIALS = "demands authentication: configure a user name and password for it "
			+ "(HTTP status 407)";

	private final ByteArrayOutputStream requests = new ByteArrayOutputStream();

	@Test
	void proxyThatDoesNotAnswerIsNamed() {
		assertFails(null, new InputStream() {

			@Override
			public int read() throws IOException {
				throw new SocketTimeoutException("Read timed out");
			}

		}, "did not answer in time");
		assertThat(this.requests.toString(StandardCharsets.UTF_8)).startsWith("CONNECT pusher.test:80 HTTP/1.1\r\n");
	}

	@Test
	void proxyThatDoesNotSpeakHttpIsNamed() {
		assertFails(null, stream("SSH-2.0-OpenSSH\r\n\r\n"), "did not open a tunnel: the answer is not HTTP/1.1");
	}

	@Test
	void proxyThatBreaksOffIsNamed() {
		assertFails(null, stream("HTTP/1.1 200 OK\r\n"),
				"did not open a tunnel: the connection was closed before the answer was complete");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Digest realm=\"a, basic\"", "Digest realm=\"a\\\", basic\"", "Basically realm=\"a\"",
			"Negotiate", "Digest basic=1", "NTLM, Digest realm=\"Basic \"" })
	void otherSchemesAreNotSupported(String challenges) {
		assertFails(null, refusal(challenges), OTHER_SCHEME);
		assertFails("ann", refusal(challenges), OTHER_SCHEME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Basic", "BASIC realm=\"a\"", "Digest realm=\"a\", Basic realm=\"b\"", "Negotiate,basic",
			"Negotiate\r\nProxy-Authenticate: Basic realm=\"a\"" })
	void credentialsAreDemandedOrWrong(String challenges) {
		assertFails(null, refusal(challenges), NO_CREDENTIALS);
		assertFails("ann", refusal(challenges), "did not accept the user name and password (HTTP status 407)");
	}

	@Test
	void proxyNeedNotSayWhichSchemesItKnows() {
		String answer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
		assertFails(null, stream(answer), NO_CREDENTIALS);
		assertFails("ann", stream(answer), "did not accept the user name and password (HTTP status 407)");
	}

	private static InputStream refusal(String challenges) {
		return stream("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + challenges + "\r\n\r\n");
	}

	private static InputStream stream(String answer) {
		return new ByteArrayInputStream(answer.getBytes(StandardCharsets.US_ASCII));
	}

	private void assertFails(@Nullable String username, InputStream answer, String reason) {
		ProxySettings proxy = new ProxySettings("proxy.test", 3128, username, null);
		Socket socket = new Socket() {

			@Override
			public InputStream getInputStream() {
				return answer;
			}

			@Override
			public OutputStream getOutputStream() {
				return ProxyTunnelTests.this.requests;
			}

		};
		assertThatExceptionOfType(HandshakeException.class)
			.isThrownBy(() -> ProxyTunnel.open(socket, proxy, URI.create("ws://pusher.test"), 80))
			.withMessage(FAILURE + reason);
	}

}
