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

package dev.pusherspring.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets pusher-js and the server library for Node judge the server. Takes {@code node} and
 * {@code npm}; skipped where they are not installed.
 */
class OfficialNodeLibrariesIntegrationTests {

	private static final List<String> TRANSPORTS = List.of("ws", "xhr_streaming", "xhr_polling");

	private static final List<String> SCENARIOS = List.of("public", "private", "exclusion", "presence", "encrypted",
			"cache", "clientEvents", "rateLimit", "signin", "watchlist", "count", "rest", "unknownKey");

	private static final Path SOURCES = Path.of("src", "test", "js");

	private static final Path HOME = Path.of("target", "judges");

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.subscriptionCounts(true)
		.watchlists(true)
		.httpSessionTimeout(Duration.ofSeconds(1))
		.build();

	@BeforeAll
	static void install() throws Exception {
		Assumptions.assumeTrue(isInstalled("node") && isInstalled("npm"), "node and npm are not installed");
		Files.createDirectories(HOME);
		for (String name : List.of("package.json", "package-lock.json", "judge.js")) {
			Files.copy(SOURCES.resolve(name), HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
		Process npm = start(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), Map.of(), "npm.log");
		assertThat(npm.waitFor(5, TimeUnit.MINUTES)).isTrue();
		assertThat(npm.exitValue()).as(log("npm.log")).isZero();
	}

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@ParameterizedTest
	@MethodSource("everyScenarioOnEveryTransport")
	void librariesCannotTellTheServerFromTheHostedOne(String transport, String scenario) throws Exception {
		assertSucceeds(judge(transport, scenario), transport + "-" + scenario);
	}

	@ParameterizedTest
	@ValueSource(ints = { 4200, 4100, 1006 })
	void clientComesBackAfterItsConnectionWasClosed(int code) throws Exception {
		Process judge = judge("ws", "reconnect");
		assertThat(this.server.awaitSubscribed("room", Duration.ofSeconds(15))).isTrue();
		if (code == 1006) {
			this.server.faults().dropAll();
		}
		else {
			this.server.faults().closeAll(code, "again");
		}
		assertSucceeds(judge, "ws-reconnect");
		assertThat(this.server.getAcceptedConnections()).isEqualTo(2);
	}

	@Test
	void serverPublishesToEncryptedChannelsAsTheLibraryDoes() throws Exception {
		Process judge = judge("ws", "encryptedByServer");
		assertThat(this.server.awaitSubscribed("private-encrypted-room", Duration.ofSeconds(15))).isTrue();
		this.server.trigger("private-encrypted-room", "news", Map.of("secret", "ü"));
		assertSucceeds(judge, "ws-encryptedByServer");
	}

	static List<Arguments> everyScenarioOnEveryTransport() {
		List<Arguments> arguments = new ArrayList<>();
		TRANSPORTS
			.forEach((transport) -> SCENARIOS.forEach((scenario) -> arguments.add(Arguments.of(transport, scenario))));
		return arguments;
	}

	private Process judge(String transport, String scenario) throws IOException {
		return start(List.of("node", "judge.js", transport, scenario),
				Map.of("PORT", Integer.toString(this.server.getPort()), "APP_ID", this.server.getAppId(), "APP_KEY",
						this.server.getKey(), "APP_SECRET", this.server.getSecret(), "MASTER_KEY",
						this.server.getEncryptionMasterKeyBase64()),
				transport + "-" + scenario + ".log");
	}

	private static void assertSucceeds(Process judge, String name) throws Exception {
		boolean ended = judge.waitFor(40, TimeUnit.SECONDS);
		judge.destroyForcibly();
		assertThat(ended).as("the judge ended").isTrue();
		assertThat(judge.exitValue()).as(log(name + ".log")).isZero();
	}

	private static Process start(List<String> command, Map<String, String> environment, String log) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile())
			.redirectErrorStream(true)
			.redirectOutput(HOME.resolve(log).toFile());
		builder.environment().putAll(environment);
		return builder.start();
	}

	private static String log(String name) throws IOException {
		return Files.readString(HOME.resolve(name));
	}

	private static boolean isInstalled(String command) {
		try {
			return new ProcessBuilder(command, "--version").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
