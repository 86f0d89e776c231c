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

package dev.pusherspring.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.auth.http.ProxyAuthenticator;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ConnectProxy;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the credentials of a proxy, each in a JVM of its own as the JDK decides once
 * whether it uses them for tunnels.
 */
class ProxyCredentialsIntegrationTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("app-key").port(0).build();

	private TcpProxy tls;

	@TempDir
	Path directory;

	@BeforeEach
	void start() {
		this.server.start();
		this.tls = new TcpProxy(this.server.getPort(), TestCertificates.get().sslContext(TestCertificates.SERVER),
				false);
	}

	@AfterEach
	void stop() {
		this.tls.close();
		this.server.close();
	}

	private ConnectProxy proxy(boolean tls) {
		return new ConnectProxy(tls ? this.tls.getPort() : this.server.getPort(), "alice:planted-secret");
	}

	private String probe(String transport, boolean tls, ConnectProxy proxy, String password, String... jvmOptions)
			throws IOException, GeneralSecurityException, InterruptedException {
		Path trustStore = this.directory.resolve("trust.p12");
		try (OutputStream out = Files.newOutputStream(trustStore)) {
			TestCertificates.get().trustStore().store(out, TestCertificates.PASSWORD.toCharArray());
		}
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(jvmOptions));
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djavax.net.ssl.trustStore=" + trustStore,
				"-Djavax.net.ssl.trustStorePassword=" + TestCertificates.PASSWORD, "-cp",
				System.getProperty("java.class.path"), ProxyProbe.class.getName(), transport, String.valueOf(tls),
				String.valueOf(proxy.getPort()), "alice", password));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output).doesNotContain(password);
		return output;
	}

	@ParameterizedTest
	@ValueSource(strings = { "XHR_STREAMING", "XHR_POLLING" })
	void credentialsOpenTunnelsOfTheJdkWhenTheJvmPermitsIt(String transport) throws Exception {
		assertConnected(transport, true, "-D" + ProxyAuthenticator.DISABLED_SCHEMES + "=");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void credentialsOpenTheProxyForWebSocketsWithoutFurtherSettings(boolean tls) throws Exception {
		assertConnected("WS", tls);
	}

	@ParameterizedTest
	@ValueSource(strings = { "XHR_STREAMING", "XHR_POLLING" })
	void credentialsOpenTheProxyForPlainHttpWithoutFurtherSettings(String transport) throws Exception {
		assertConnected(transport, false);
	}

	private void assertConnected(String transport, boolean tls, String... jvmOptions) throws Exception {
		try (ConnectProxy proxy = proxy(tls)) {
			assertThat(probe(transport, tls, proxy, "planted-secret", jvmOptions)).contains("result connected");
			boolean tunnel = tls || transport.equals("WS");
			assertThat(proxy.getRequests())
				.contains(tunnel ? "CONNECT pusher.test:" + (tls ? 443 : 80) : "POST http://pusher.test:80");
		}
	}

	@Test
	void jvmThatForbidsCredentialsDoesNotKeepAWebSocketFromThem() throws Exception {
		try (ConnectProxy proxy = proxy(true)) {
			assertThat(probe("WS", true, proxy, "planted-secret", "-Djdk.http.auth.tunneling.disabledSchemes=Basic"))
				.contains("result connected")
				.doesNotContain("disabledSchemes");
		}
	}

	@Test
	void wrongPasswordIsAnError() throws Exception {
		try (ConnectProxy proxy = proxy(true)) {
			assertThat(probe("WS", true, proxy, "mistaken")).contains("result error: ")
				.contains("wss://pusher.test:443")
				.contains("did not accept the user name and password");
			assertThat(proxy.getRequests()).isNotEmpty().allMatch((request) -> request.startsWith("407 "));
		}
	}

	@Test
	void whatToSetIsSaidWhereTheJdkKeepsCredentialsFromTunnels() throws Exception {
		try (ConnectProxy proxy = proxy(true)) {
			assertThat(probe("XHR_STREAMING", true, proxy, "planted-secret")).contains("result error: ")
				.contains("the proxy demands credentials (HTTP status 407)")
				.contains("add -Djdk.http.auth.tunneling.disabledSchemes= to its command line");
			assertThat(proxy.getRequests()).isNotEmpty().allMatch((request) -> request.startsWith("407 "));
		}
	}

}
