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

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;

import dev.pusherspring.client.ProxySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link JdkHttpClients}.
 */
class JdkHttpClientsTests {

	private static final URI ADDRESS = URI.create("https://http.example:443/pusher");

	private final AtomicReference<SSLContext> sslContext = new AtomicReference<>();

	@Test
	void aClientFollowsNoRedirectAndSpeaksHttp1InTheConfiguredTime() {
		HttpClient client = clients(null).get();
		assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
		assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
		assertThat(client.connectTimeout()).contains(Duration.ofSeconds(7));
		assertThat(client.proxy()).isEmpty();
		assertThat(client.authenticator()).isEmpty();
	}

	@Test
	void sessionsShareAClientUntilTlsChanges() throws Exception {
		JdkHttpClients clients = clients(null);
		HttpClient first = clients.get();
		assertThat(clients.get()).isSameAs(first);
		SSLContext changed = SSLContext.getInstance("TLS");
		changed.init(null, null, null);
		this.sslContext.set(changed);
		HttpClient second = clients.get();
		assertThat(second).isNotSameAs(first);
		assertThat(second.sslContext()).isSameAs(changed);
		assertThat(clients.get()).isSameAs(second);
	}

	@Test
	void aReleasedClientIsUsedAgainOrClosed() {
		JdkHttpClients clients = clients(null);
		clients.release();
		HttpClient first = clients.get();
		clients.release();
		if (first instanceof AutoCloseable) {
			// from Java 21 on
			await().until(() -> Boolean.TRUE.equals(ReflectionTestUtils.invokeMethod(first, "isTerminated")));
			assertThat(clients.get()).isNotSameAs(first);
		}
		else {
			assertThat(clients.get()).isSameAs(first);
		}
	}

	@Test
	void aProxyIsUsedWithItsCredentialsIfItHasAny() {
		HttpClient client = clients(new ProxySettings("127.0.0.1", 3128, "alice", "planted")).get();
		assertThat(client.proxy().orElseThrow().select(ADDRESS)).singleElement()
			.satisfies((proxy) -> assertThat(proxy.address()).isEqualTo(new InetSocketAddress("127.0.0.1", 3128)));
		assertThat(client.authenticator()).isPresent();
		assertThat(clients(new ProxySettings("127.0.0.1", 3128, null, null)).get().authenticator()).isEmpty();
	}

	@Test
	void aProxyThatCannotBeReachedIsNamed() {
		JdkHttpClients clients = clients(new ProxySettings("proxy.example", 3128, null, null));
		ConnectException cause = new ConnectException("Connection refused");
		assertThat(clients.explain(cause, ADDRESS))
			.hasMessage("Failed to connect to https://http.example:443: the proxy proxy.example:3128 cannot be reached")
			.hasCause(cause);
		assertThat(clients.explain(new IOException("Connection reset"), ADDRESS))
			.hasMessage("Failed to connect to https://http.example:443: Connection reset");
		assertThat(clients(null).explain(cause, ADDRESS))
			.hasMessage("Failed to connect to https://http.example:443: Connection refused");
	}

	private JdkHttpClients clients(ProxySettings proxy) {
		return new JdkHttpClients(Duration.ofSeconds(7), this.sslContext::get, proxy);
	}

}
