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

package dev.pusherspring.embedded.http;

import java.net.URI;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Headers that allow scripts of other origins to read an answer.
 */
final class Cors {

	private Cors() {
	}

	/**
	 * Allow pages served by this machine only. Otherwise any page that the developer
	 * visits could obtain an authorization.
	 * @param request the headers of the request
	 * @return the headers of the answer
	 */
	static Map<String, String> forLoopbackOrigin(HttpHeaders request) {
		String origin = request.get(HttpHeaderNames.ORIGIN);
		return (origin != null && isLoopback(origin)) ? allow(origin, request) : Map.of();
	}

	/**
	 * Allow every page. Suitable for the HTTP transports, which reveal nothing that a
	 * WebSocket would not.
	 * @param request the headers of the request
	 * @return the headers of the answer
	 */
	static Map<String, String> forAnyOrigin(HttpHeaders request) {
		String origin = request.get(HttpHeaderNames.ORIGIN);
		return (origin != null) ? allow(origin, request) : Map.of();
	}

	private static Map<String, String> allow(String origin, HttpHeaders request) {
		String headers = request.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS, "content-type");
		return Map.of("access-control-allow-origin", origin, "access-control-allow-headers", headers,
				"access-control-allow-methods", "GET, POST, OPTIONS", "vary", "Origin");
	}

	private static boolean isLoopback(String origin) {
		try {
			String host = URI.create(origin).getHost();
			return host != null && HostNames.isLoopback(host);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
