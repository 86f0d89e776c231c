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

package dev.pusherspring.smoke.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.smoke.support.LaunchedApplication;
import dev.pusherspring.smoke.support.WebTypeReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link WebApplication} in a JVM of its own.
 */
class WebApplicationIntegrationTests {

	@Test
	void receivesEventsBesideOneWebServerOnOnePort() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(WebApplication.class)) {
			application.awaitLine("event greetings hello");
			application.awaitLine("event private-greetings hello");
			int webPort = Integer.parseInt(application.awaitLine("web port "));
			int embeddedPort = Integer.parseInt(application.awaitLine("embedded port "));
			assertThat(application.getListeningPorts()).containsExactlyInAnyOrder(webPort, embeddedPort);
			application.terminate();
			application.awaitExit(Duration.ofSeconds(20));
		}
	}

	@Test
	void operatorsSeeAndReconnectTheClientOverTheWeb() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(WebApplication.class,
				"--management.endpoints.web.exposure.include=health,metrics,pusher",
				"--management.endpoint.health.show-details=always")) {
			application.awaitLine("event private-greetings hello");
			String base = "http://localhost:" + application.awaitLine("web port ") + "/actuator/";
			assertThat(send("GET", base + "health")).contains("200", "\"pusher\"", "\"CONNECTED\"");
			assertThat(send("GET", base + "pusher")).contains("200", "\"socketId\"", "\"private-greetings\"",
					"\"SUBSCRIBED\"");
			assertThat(send("GET", base + "pusher/pusher/greetings")).contains("200", "\"SUBSCRIBED\"");
			assertThat(send("GET", base + "pusher/other")).startsWith("404");
			assertThat(send("GET", base + "metrics/pusher.messages.received")).contains("200", "\"app\"");
			assertThat(send("POST", base + "pusher/pusher/news")).startsWith("204");
			application.awaitLine("event news hello");
			assertThat(send("POST", base + "pusher/pusher")).startsWith("204");
			assertThat(send("POST", base + "pusher/other")).startsWith("400");
			assertThat(send("DELETE", base + "pusher/pusher/news")).startsWith("204");
			assertThat(send("GET", base + "pusher/pusher/news")).startsWith("404");
		}
	}

	private static String send(String method, String address) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
		request.method(method, HttpRequest.BodyPublishers.noBody());
		if (method.equals("POST")) {
			request.header("Content-Type", "application/json");
		}
		HttpResponse<String> response = HttpClient.newHttpClient()
			.send(request.build(), HttpResponse.BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	@Test
	void starterDoesNotChangeTheTypeOfTheApplication() throws Exception {
		try (LaunchedApplication with = LaunchedApplication.launch(WebTypeReport.class);
				LaunchedApplication without = LaunchedApplication.launchWithoutStarter(WebTypeReport.class)) {
			assertThat(with.awaitLine("type ")).isEqualTo("SERVLET");
			assertThat(without.awaitLine("type ")).isEqualTo("SERVLET");
		}
	}

}
