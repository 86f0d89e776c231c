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

package dev.pusherspring.embedded.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.pusherspring.embedded.protocol.Signer;

/**
 * Checks that a call is signed with the app's secret and that it is recent.
 */
final class RequestSignature {

	private static final long TOLERANCE_SECONDS = 600;

	private final String key;

	private final Signer signer;

	private final InstantSource clock;

	RequestSignature(String key, Signer signer, InstantSource clock) {
		this.key = key;
		this.signer = signer;
		this.clock = clock;
	}

	void check(RestRequest request) {
		if (!this.key.equals(required(request, "auth_key"))) {
			throw refused("Unknown auth_key");
		}
		if (!"1.0".equals(required(request, "auth_version"))) {
			throw refused("Unsupported auth_version: should be '1.0'");
		}
		checkTimestamp(required(request, "auth_timestamp"));
		checkBody(request);
		String signature = required(request, "auth_signature");
		// a proxy or library may sign the path before or after it escapes it
		if (!this.signer.verify(toSign(request, request.rawPath()), signature)
				&& !this.signer.verify(toSign(request, request.path()), signature)) {
			throw refused("Invalid signature: you should have sent HmacSHA256Hex(\""
					+ toSign(request, request.rawPath()).replace("\n", "\\n") + "\", your_secret_key), but you sent \""
					+ signature + "\"");
		}
	}

	private void checkTimestamp(String timestamp) {
		long seconds;
		try {
			seconds = Long.parseLong(timestamp);
		}
		catch (NumberFormatException ex) {
			throw refused("auth_timestamp must be a number of seconds");
		}
		long now = this.clock.instant().getEpochSecond();
		if (seconds < now - TOLERANCE_SECONDS || seconds > now + TOLERANCE_SECONDS) {
			throw refused("Timestamp expired: Given timestamp (" + seconds + ") not within " + TOLERANCE_SECONDS
					+ "s of server time (" + now + ")");
		}
	}

	private static void checkBody(RestRequest request) {
		String expected = request.parameter("body_md5");
		if (request.body().length == 0 && expected == null) {
			return;
		}
		if (expected == null) {
			throw refused("body_md5 is required when the request has a body");
		}
		if (!md5(request.body()).equals(expected)) {
			throw refused("Invalid body_md5: it does not match the body");
		}
	}

	private static String toSign(RestRequest request, String path) {
		Map<String, List<String>> sorted = new TreeMap<>();
		request.query().forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), values));
		sorted.remove("auth_signature");
		return request.method() + "\n" + path + "\n"
				+ sorted.entrySet()
					.stream()
					.flatMap((entry) -> entry.getValue().stream().map((value) -> entry.getKey() + "=" + value))
					.collect(Collectors.joining("&"));
	}

	private static String required(RestRequest request, String name) {
		String value = request.parameter(name);
		if (value == null || value.isEmpty()) {
			throw refused("Missing query parameter '" + name + "'");
		}
		return value;
	}

	private static String md5(byte[] body) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("MD5 is not available", ex);
		}
	}

	private static RestException refused(String message) {
		return new RestException(401, message);
	}

}
