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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the HTTP transports that does only what a test tells it to.
 */
final class HttpTransportClient {

	private static final AtomicInteger sessions = new AtomicInteger();

	private static final JsonMapper json = new JsonMapper();

	private static final HttpClient http = HttpClient.newHttpClient();

	private final String base;

	private @Nullable BufferedReader stream;

	HttpTransportClient(EmbeddedPusherServer server, String key) {
		this.base = "http://127.0.0.1:" + server.getPort() + "/pusher/app/" + key + "/17/sess"
				+ sessions.incrementAndGet();
	}

	HttpResponse<InputStream> startStream() {
		HttpResponse<InputStream> response = send(post("/xhr_streaming?protocol=7&client=js&version=8.6.0&t=1&n=1", ""),
				BodyHandlers.ofInputStream());
		this.stream = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
		return response;
	}

	@Nullable String line() {
		BufferedReader stream = this.stream;
		try {
			return (stream != null) ? stream.readLine() : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void abortStream() {
		try {
			if (this.stream != null) {
				this.stream.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String poll() {
		HttpResponse<String> response = send(post("/xhr?protocol=7&client=js&version=8.6.0&t=1&n=1", ""),
				BodyHandlers.ofString());
		return response.statusCode() + " " + response.body();
	}

	int send(String body) {
		return send(post("/xhr_send?t=1&n=2", body), BodyHandlers.ofString()).statusCode();
	}

	int sendEvent(String event) {
		return send(json.writeValueAsString(new String[] { event }));
	}

	/**
	 * Read the messages of a line.
	 * @param line such as {@code a["..."]}
	 * @return the messages
	 */
	static JsonNode messages(String line) {
		return json.readTree(line.substring(line.indexOf('a') + 1));
	}

	private HttpRequest post(String resource, String body) {
		return HttpRequest.newBuilder(URI.create(this.base + resource))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
		try {
			return http.send(request, handler);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
