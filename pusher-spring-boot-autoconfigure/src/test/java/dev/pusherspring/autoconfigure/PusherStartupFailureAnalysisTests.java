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

package dev.pusherspring.autoconfigure;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.TcpProxy;
import dev.pusherspring.testsupport.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application is told that does not start as it cannot connect, or as
 * its listeners cannot be registered, through the analyzers that Spring Boot finds.
 */
class PusherStartupFailureAnalysisTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.key=my-key");

	private final ApplicationContextRunner failFast = this.contextRunner.withPropertyValues("pusher.fail-fast=true",
			"pusher.startup-timeout=1s", "pusher.host=localhost", "pusher.force-tls=false");

	@Test
	void keyThatTheServerDoesNotKnow() {
		withServer((server) -> assertAnalysis(
				this.failFast.withPropertyValues("pusher.key=wrong-key", "pusher.port=" + server.getPort()),
				"Failed to connect to 'localhost:" + server.getPort() + "': .*\\(4001\\)", "'pusher.key'",
				"'pusher.cluster'", "'pusher.host' takes precedence over it", "'pusher.fail-fast' to false"));
	}

	@Test
	void namesAllServersThatWereTried() {
		withServer((server) -> assertAnalysis(
				this.failFast.withPropertyValues("pusher.key=wrong-key", "pusher.port=" + server.getPort(),
						"pusher.http.host=127.0.0.1", "pusher.http.port=" + server.getPort()),
				"Failed to connect to 'localhost:" + server.getPort() + "' or '127.0.0.1:" + server.getPort()
						+ "': .*\\(4001\\)",
				"'pusher.key'"));
	}

	@ParameterizedTest
	@CsvSource({ "4003, Enable the app", "4004, raise its connection quota", "4009, 'pusher.user-auth.*'",
			"4007, Check the settings of the app" })
	void serverThatRefusesForGood(int code, String action) {
		withServer((server) -> {
			server.faults().refuseHandshakes(code, "Refused by the test");
			assertAnalysis(
					this.failFast.withPropertyValues("pusher.key=" + server.getKey(),
							"pusher.port=" + server.getPort()),
					"Failed to connect to '.*': Refused by the test \\(" + code + "\\)", action,
					"'pusher.fail-fast' to false");
		});
	}

	@Test
	void certificateThatIsNotTrusted() {
		withServer((server) -> {
			try (TcpProxy tls = new TcpProxy(server.getPort(),
					TestCertificates.get().sslContext(TestCertificates.SERVER), false)) {
				assertAnalysis(
						this.failFast.withPropertyValues("pusher.force-tls=true", "pusher.port=" + tls.getPort()),
						"Failed to connect to '.*' within 1000 ms: .*TLS: .*certification path.*",
						"'pusher.ssl.bundle'", "trust store", "'pusher.force-tls' to false");
			}
		});
	}

	@Test
	void serverWithoutTls() {
		withServer((server) -> assertAnalysis(
				this.failFast.withPropertyValues("pusher.force-tls=true", "pusher.port=" + server.getPort()),
				"Failed to connect to '.*' within 1000 ms: .*", "'pusher.fail-fast' to false"));
	}

	@Test
	void nameThatCannotBeResolved() {
		assertAnalysis(this.failFast.withPropertyValues("pusher.host=no-such-host.invalid", "pusher.port=6001"),
				"Failed to connect to 'no-such-host.invalid:6001' within 1000 ms: .*cannot be resolved.*",
				"Correct 'pusher.cluster' or 'pusher.host'", "'pusher.proxy.host'");
	}

	@Test
	void nobodyListening() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		assertAnalysis(this.failFast.withPropertyValues("pusher.port=" + port),
				"Failed to connect to 'localhost:" + port + "' within 1000 ms: .*refused.*", "'pusher.host'",
				"'pusher.port'", "reachable from this machine", "'pusher.fail-fast' to false");
	}

	@Test
	void serverThatSaysNothing() throws IOException {
		try (ServerSocket silent = new ServerSocket(0)) {
			assertAnalysis(
					this.failFast.withPropertyValues("pusher.port=" + silent.getLocalPort(),
							"pusher.startup-timeout=300ms"),
					"Failed to connect to '.*' within 300 ms", "increase 'pusher.startup-timeout'", "'pusher.proxy.*'");
		}
	}

	@Test
	void twoListenersOfOneId() {
		this.contextRunner.withPropertyValues("pusher.auto-startup=false")
			.withBean(TwoListeners.class)
			.run((context) -> {
				FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
				assertThat(analysis.getDescription()).contains("'orders'", "first", "second");
				assertThat(analysis.getAction()).contains("Give them different ids");
			});
	}

	private static void withServer(Consumer<EmbeddedPusherServer> test) {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			test.accept(server);
		}
	}

	private static void assertAnalysis(ApplicationContextRunner runner, String description, String... actions) {
		runner.run((context) -> {
			FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
			assertThat(analysis.getDescription()).matches(description);
			assertThat(analysis.getAction()).contains(actions);
		});
	}

	static class TwoListeners {

		@PusherListener(id = "orders", channels = "orders")
		void first(String order) {
		}

		@PusherListener(id = "orders", channels = "orders")
		void second(String order) {
		}

	}

}
