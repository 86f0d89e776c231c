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
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pusherspring.embedded.protocol.Signer;

/**
 * Signs REST calls as libraries do, and wrongly where a test says so.
 */
final class RestCaller {

	private static final HttpClient http = HttpClient.newHttpClient();

	private final EmbeddedPusherServer server;

	private final Map<String, String> parameters = new TreeMap<>();

	private final Map<String, String> overrides = new TreeMap<>();

	private String secret;

	RestCaller(EmbeddedPusherServer server) {
		this.server = server;
		this.secret = server.getSecret();
	}

	RestCaller secret(String secret) {
		this.secret = secret;
		return this;
	}

	/**
	 * Add a parameter before the call is signed.
	 * @param name the name
	 * @param value the value
	 * @return this caller
	 */
	RestCaller with(String name, String value) {
		this.parameters.put(name, value);
		return this;
	}

	/**
	 * Change a parameter after the call was signed.
	 * @param name the name
	 * @param value the value, empty to leave the parameter out
	 * @return this caller
	 */
	RestCaller tampered(String name, String value) {
		this.overrides.put(name, value);
		return this;
	}

	HttpResponse<String> get(String resource) {
		return call("GET", "/apps/" + this.server.getAppId() + resource, "");
	}

	HttpResponse<String> post(String resource, String body) {
		return call("POST", "/apps/" + this.server.getAppId() + resource, body);
	}

	HttpResponse<String> call(String method, String path, String body) {
		Map<String, String> query = new TreeMap<>(Map.of("auth_key", this.server.getKey(), "auth_version", "1.0",
				"auth_timestamp", Long.toString(Instant.now().getEpochSecond())));
		if (!body.isEmpty()) {
			query.put("body_md5", md5(body));
		}
		query.putAll(this.parameters);
		String signed = method + "\n" + path + "\n"
				+ query.entrySet().stream().map(Object::toString).collect(Collectors.joining("&"));
		query.put("auth_signature", new Signer(this.secret).sign(signed));
		query.putAll(this.overrides);
		query.values().removeIf(String::isEmpty);
		String encoded = query.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		URI uri = URI.create("http://127.0.0.1:" + this.server.getPort() + path + "?" + encoded);
		try {
			return http.send(HttpRequest.newBuilder(uri)
				.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String md5(String body) {
		try {
			byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
			return String.format("%032x", new BigInteger(1, digest));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
