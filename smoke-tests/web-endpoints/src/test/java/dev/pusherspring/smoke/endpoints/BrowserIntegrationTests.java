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

package dev.pusherspring.smoke.endpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.smoke.support.HeadlessBrowser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests with pusher-js in Chromium, which gets its authorizations through
 * Spring Security with its protection against forged requests.
 */
class BrowserIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final Path PAGE = Path.of("src", "test", "page");

	private static final Path LIBRARY = Path.of("..", "..", "sample-app", "src", "main", "resources", "static",
			"vendor");

	private static final Path PLUGIN = Path.of("target", "js");

	private static HeadlessBrowser browser;

	private EmbeddedPusherServer server;

	@BeforeAll
	static void startBrowser() throws IOException {
		browser = HeadlessBrowser.start();
	}

	@AfterAll
	static void closeBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void startServer() {
		this.server = EmbeddedPusherServer.builder().encryptionMasterKeyBase64(EndpointsApplication.MASTER_KEY).build();
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void secondUserIsDeniedWhatTheFirstMaySee(WebApplicationType type) {
		try (RunningApplication application = start(type)) {
			open(application, "ann", true);
			awaitOutcome("private-diary-of-ann: subscribed", "private-encrypted-diary-of-ann: subscribed",
					"presence-desk: subscribed as ann ANN", "private-diary-of-bob: denied with 403",
					"signed in as ann");
			this.server.trigger("private-encrypted-diary-of-ann", "entry", "secret words");
			awaitOutcome("private-encrypted-diary-of-ann: secret words");
			open(application, "bob", true);
			awaitOutcome("private-diary-of-bob: subscribed", "presence-desk: subscribed as bob BOB",
					"private-diary-of-ann: denied with 403", "private-encrypted-diary-of-ann: denied with 403");
			assertThat(this.server.getSubscriptionCount("private-diary-of-ann")).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void pageThatSendsNoTokenIsDenied(WebApplicationType type) {
		try (RunningApplication application = start(type)) {
			open(application, "ann", false);
			awaitOutcome("private-diary-of-ann: denied with 403", "presence-desk: denied with 403");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void pluginForBatchesAsksForAllChannelsAtOnce(WebApplicationType type) throws Exception {
		installPlugin();
		try (RunningApplication application = start(type)) {
			open(application, "ann", "batch.html");
			awaitOutcome("private-diary-of-ann: subscribed", "private-encrypted-diary-of-ann: subscribed",
					"presence-desk: subscribed as ann ANN", "private-diary-of-bob: denied");
			assertThat(browser.evaluate("return performance.getEntriesByName(location.origin + '/pusher/auth').length"))
				.isEqualTo(1L);
			this.server.trigger("private-encrypted-diary-of-ann", "entry", "secret words");
			awaitOutcome("private-encrypted-diary-of-ann: secret words");
		}
	}

	private static void installPlugin() throws Exception {
		Files.createDirectories(PLUGIN);
		for (String name : List.of("package.json", "package-lock.json")) {
			Files.copy(Path.of("src", "test", "js", name), PLUGIN.resolve(name), StandardCopyOption.REPLACE_EXISTING);
		}
		Path log = PLUGIN.resolve("npm.log");
		Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
			.directory(PLUGIN.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		assertThat(npm.waitFor(5, TimeUnit.MINUTES)).isTrue();
		assertThat(npm.exitValue()).as(() -> log + " says why").isZero();
	}

	private static RunningApplication start(WebApplicationType type) {
		String locations = String.join(",", PAGE.toUri().toString(), LIBRARY.toUri().toString(),
				PLUGIN.resolve("node_modules/pusher-js-auth/lib/").toUri().toString());
		return RunningApplication.start(type, "spring.web.resources.static-locations=" + locations);
	}

	private void open(RunningApplication application, String user, boolean token) {
		open(application, user, "page.html?token=" + token);
	}

	private void open(RunningApplication application, String user, String page) {
		String address = "http://127.0.0.1:" + application.port();
		browser.open(address + "/login", 800, 600);
		browser.forget();
		browser.open(address + "/login", 800, 600);
		browser.type("[name=username]", user);
		browser.type("[name=password]", user);
		browser.click("button[type=submit]");
		// or the answer to the login would replace the page that is opened next
		await().atMost(TIMEOUT)
			.ignoreExceptions()
			.until(() -> !"/login".equals(browser.evaluate("return location.pathname")));
		browser.open("%s/%s%sport=%d".formatted(address, page, page.contains("?") ? "&" : "?", this.server.getPort()),
				800, 600);
	}

	private static void awaitOutcome(String... lines) {
		await().atMost(TIMEOUT).untilAsserted(() -> assertThat(browser.texts("li")).containsAll(List.of(lines)));
	}

}
