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

package dev.pusherspring.smoke.plain;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.util.ClassUtils;

import dev.pusherspring.smoke.support.LaunchedApplication;
import dev.pusherspring.smoke.support.WebTypeReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link PlainApplication} in a JVM of its own.
 */
class PlainApplicationIntegrationTests {

	private static final int TERMINATED = 128 + 15;

	@Test
	void staysUpAfterMainReturnedAndIsGoneSoonAfterSigterm() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(PlainApplication.class)) {
			application.awaitLine("main returned");
			application.awaitLine("event greetings hello");
			application.awaitLine("event private-greetings hello");
			Awaitility.await()
				.atMost(Duration.ofSeconds(10))
				.during(Duration.ofSeconds(3))
				.untilAsserted(() -> assertThat(application.isRunning()).isTrue());
			application.terminate();
			assertThat(application.awaitExit(Duration.ofSeconds(20))).isEqualTo(TERMINATED);
		}
	}

	@Test
	void sigtermEndsAStartThatWaitsForTheConnection() throws Exception {
		try (ServerSocket silent = new ServerSocket(0);
				LaunchedApplication application = LaunchedApplication.launch(Impatient.class,
						"--pusher.embedded.enabled=false", "--pusher.key=my-key", "--pusher.host=127.0.0.1",
						"--pusher.port=" + silent.getLocalPort(), "--pusher.force-tls=false", "--pusher.fail-fast=true",
						"--pusher.startup-timeout=1m", "--pusher.connect-timeout=1m", "--pusher.channels=greetings")) {
			// the client connects, and startup waits from then on
			silent.setSoTimeout(20_000);
			silent.accept();
			application.terminate();
			assertThat(application.awaitExit(Duration.ofSeconds(20))).isEqualTo(TERMINATED);
		}
	}

	// what is only optional must be left out here, or starting without it would prove
	// nothing
	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate.endpoint.annotation.Endpoint",
			"org.springframework.boot.health.contributor.Health", "io.micrometer.core.instrument.MeterRegistry",
			"org.springframework.messaging.Message", "org.springframework.integration.leader.Candidate",
			"org.springframework.boot.testcontainers.service.connection.ServiceConnection",
			"org.testcontainers.containers.Container", "org.springframework.boot.docker.compose.core.RunningService",
			"org.bouncycastle.crypto.engines.XSalsa20Engine", "jakarta.websocket.ContainerProvider",
			"jakarta.servlet.Servlet", "reactor.core.publisher.Mono" })
	void starterBringsNothingOptional(String className) {
		assertThat(ClassUtils.isPresent(className, getClass().getClassLoader())).isFalse();
	}

	@Test
	void startsWithoutAnythingOptional() {
		try (LaunchedApplication application = LaunchedApplication.launch(PlainApplication.class)) {
			application.awaitLine("event private-greetings hello");
			assertThat(application.toString()).doesNotContain("Exception", "NoClassDefFoundError", " WARN ", " ERROR ");
		}
	}

	@Test
	void saysWhichLibraryEncryptedChannelsLack() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(PlainApplication.class,
				"--pusher.channels=private-encrypted-vault")) {
			application
				.awaitLine("Channel 'private-encrypted-vault' in 'pusher.channels' is encrypted, but the library");
			application.awaitLine("Add 'org.bouncycastle:bcprov-jdk18on' to the classpath.");
			assertThat(application.awaitExit(Duration.ofSeconds(10))).isOne();
		}
	}

	@Test
	void listensOnThePortOfTheEmbeddedServerOnly() {
		try (LaunchedApplication application = LaunchedApplication.launch(PlainApplication.class)) {
			application.awaitLine("event greetings hello");
			Set<Integer> ports = application.getListeningPorts();
			assertThat(ports).hasSize(1);
		}
	}

	@Test
	void endsSoonAfterListenerClosedTheContext() throws Exception {
		assertEndsAfterClosing("listener");
	}

	@Test
	void endsSoonAfterMainClosedTheContext() throws Exception {
		assertEndsAfterClosing("main");
	}

	private static void assertEndsAfterClosing(String by) throws InterruptedException {
		try (LaunchedApplication application = LaunchedApplication.launch(PlainApplication.class, "--close=" + by)) {
			application.awaitLine("closing");
			assertThat(application.awaitExit(Duration.ofSeconds(20))).isZero();
		}
	}

	@Test
	void starterDoesNotChangeTheTypeOfTheApplication() {
		try (LaunchedApplication with = LaunchedApplication.launch(WebTypeReport.class);
				LaunchedApplication without = LaunchedApplication.launchWithoutStarter(WebTypeReport.class)) {
			assertThat(with.awaitLine("type ")).isEqualTo("NONE");
			assertThat(without.awaitLine("type ")).isEqualTo("NONE");
		}
	}

	/**
	 * Starts with a connection only.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	public static class Impatient {

		public static void main(String[] args) {
			SpringApplication.run(Impatient.class, args);
		}

	}

}
