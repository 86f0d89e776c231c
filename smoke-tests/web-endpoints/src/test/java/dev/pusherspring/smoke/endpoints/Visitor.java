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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.web.util.UriUtils;

/**
 * Somebody who visits the application, and whose script sends back the token that
 * protects against forged requests.
 */
final class Visitor {

	private static final Pattern TOKEN = Pattern.compile("XSRF-TOKEN=([^;]+)");

	private static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final int port;

	private final String name;

	private final String token;

	Visitor(int port, String name) {
		this.port = port;
		this.name = name;
		this.token = token(send(request("/")));
	}

	private static String token(HttpResponse<String> response) {
		return response.headers()
			.allValues("Set-Cookie")
			.stream()
			.map(TOKEN::matcher)
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No token in " + response.headers()));
	}

	HttpResponse<String> form(String path, String... namesAndValues) {
		return post(path, "application/x-www-form-urlencoded", encode(namesAndValues));
	}

	HttpResponse<String> post(String path, String type, String body) {
		return send(request(path).header("Content-Type", type)
			.header("Cookie", "XSRF-TOKEN=" + this.token)
			.header("X-XSRF-TOKEN", this.token)
			.POST(BodyPublishers.ofString(body)));
	}

	HttpResponse<String> forged(String path, String... namesAndValues) {
		return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
			.header("Cookie", "XSRF-TOKEN=" + this.token)
			.POST(BodyPublishers.ofString(encode(namesAndValues))));
	}

	HttpResponse<String> get(String path) {
		return send(request(path));
	}

	static HttpResponse<String> webhook(int port, String key, String signature, byte[] body) {
		return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/pusher/webhook"))
			.header("Content-Type", "application/json")
			.header("X-Pusher-Key", key)
			.header("X-Pusher-Signature", signature)
			.POST(BodyPublishers.ofByteArray(body)));
	}

	private static String encode(String... namesAndValues) {
		StringJoiner form = new StringJoiner("&");
		for (int i = 0; i < namesAndValues.length; i += 2) {
			form.add(namesAndValues[i] + "=" + UriUtils.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
		}
		return form.toString().replace("[", "%5B").replace("]", "%5D");
	}

	private HttpRequest.Builder request(String path) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
		if (!this.name.isEmpty()) {
			String credentials = this.name + ":" + this.name;
			request.header("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
		}
		return request;
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
