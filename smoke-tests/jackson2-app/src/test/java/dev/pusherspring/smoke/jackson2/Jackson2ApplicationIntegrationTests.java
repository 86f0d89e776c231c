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

package dev.pusherspring.smoke.jackson2;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;

import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link Jackson2Application} in a JVM of its own.
 */
class Jackson2ApplicationIntegrationTests {

	@Test
	void restStaysOnJackson2BesideEventsOnJackson3() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(Jackson2Application.class)) {
			assertThat(application.awaitLine("greeting ")).isEqualTo("hi");
			URI address = URI.create("http://localhost:" + application.awaitLine("web port ") + "/order");
			assertThat(send(HttpRequest.newBuilder(address))).isEqualTo("{\"order_id\":7}");
			assertThat(send(HttpRequest.newBuilder(address)
				.header("Content-Type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"order_id\":8}")))).isEqualTo("placed 8");
		}
	}

	private static String send(HttpRequest.Builder request) throws Exception {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
	}

}
