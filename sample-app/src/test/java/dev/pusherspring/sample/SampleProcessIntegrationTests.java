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

package dev.pusherspring.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link SampleApplication} in a JVM of its own.
 */
class SampleProcessIntegrationTests {

	@Test
	void listensOnTwoPortsAndEndsPromptlyThoughAPageIsOpen() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(SampleApplication.class, "--server.port=0",
				"--logging.pattern.console=%m%n", "--spring.main.banner-mode=off")) {
			application.awaitLine("Connection: CONNECTING -> CONNECTED");
			int webPort = port(application.awaitLine("Tomcat started on port "));
			HttpClient http = HttpClient.newHttpClient();
			assertThat(application.getListeningPorts()).containsExactlyInAnyOrder(webPort, embeddedPort(http, webPort));
			HttpResponse<Stream<String>> page = http.send(request(webPort, "/api/live"), BodyHandlers.ofLines());
			Iterator<String> lines = page.body().iterator();
			assertThat(lines.next()).startsWith("event:");
			application.terminate();
			assertThat(application.awaitExit(Duration.ofSeconds(20))).isEqualTo(143);
		}
	}

	private static int embeddedPort(HttpClient http, int webPort) throws Exception {
		String settings = http.send(request(webPort, "/api/settings"), BodyHandlers.ofString()).body();
		Matcher matcher = Pattern.compile("\"port\":(\\d+)").matcher(settings);
		assertThat(matcher.find()).isTrue();
		return Integer.parseInt(matcher.group(1));
	}

	private static HttpRequest request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
	}

	private static int port(String text) {
		return Integer.parseInt(text.substring(0, text.indexOf(' ')));
	}

}
