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

package dev.pusherspring.client.internal.link.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.http.HttpTransport.HttpSettings;

/**
 * The requests of one HTTP session. The client chooses the id of the session. The server
 * may name the host of the session, to which all further requests are sent.
 */
final class HttpSession {

	private static final String ID_CHARACTERS = "0123456789abcdefghijklmnopqrstuv";

	private static final int ID_LENGTH = 8;

	// the JDK sets these headers itself and rejects attempts to set them
	private static final Set<String> RESTRICTED_HEADERS = Set.of("connection", "content-length", "expect", "host",
			"upgrade", "content-type");

	// its clusters name another host than the one in the request
	private static final String PUSHER = "pusher.com";

	private final HttpSettings settings;

	private final String path;

	private ServerAddress address;

	private int requests;

	HttpSession(HttpSettings settings) {
		this.settings = settings;
		this.address = settings.address();
		SecureRandom random = new SecureRandom();
		StringBuilder path = new StringBuilder("/").append(random.nextInt(1000)).append('/');
		for (int i = 0; i < ID_LENGTH; i++) {
			path.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
		}
		this.path = path.toString();
	}

	/**
	 * Send all further requests to another host, unless it is a foreign one: the requests
	 * contain the key, the configured headers and signatures.
	 * @param host the host named by the server
	 * @return {@code true} if the host is the configured one, a subdomain of it, or
	 * belongs to Pusher like the configured one
	 */
	boolean moveTo(String host) {
		String configured = this.settings.address().host();
		boolean trusted = host.equalsIgnoreCase(configured) || isBelow(host, configured)
				|| (isBelow(host, PUSHER) && isBelow(configured, PUSHER));
		if (trusted) {
			this.address = this.address.withHost(host);
		}
		return trusted;
	}

	private static boolean isBelow(String host, String domain) {
		return host.toLowerCase(Locale.ROOT).endsWith("." + domain.toLowerCase(Locale.ROOT));
	}

	HttpRequest receive(Instant now) {
		String kind = this.settings.streaming() ? "/xhr_streaming?" : "/xhr?";
		return request(kind + ServerAddress.QUERY + "&" + unique(now)).POST(HttpRequest.BodyPublishers.noBody())
			.build();
	}

	HttpRequest send(String body, Instant now) {
		return request("/xhr_send?" + unique(now)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
	}

	URI baseUri() {
		return this.address.httpUri(this.settings.tls());
	}

	private HttpRequest.Builder request(String pathAndQuery) {
		HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(baseUri() + this.path + pathAndQuery))
			.header("Content-Type", "application/json");
		this.settings.headers().get().forEach((name, values) -> {
			if (!RESTRICTED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
				values.forEach((value) -> builder.header(name, value));
			}
		});
		return builder;
	}

	// prevents answers from caches
	private String unique(Instant now) {
		this.requests++;
		return "t=" + now.toEpochMilli() + "&n=" + this.requests;
	}

}
