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

package dev.pusherspring.client.internal.link.socket;

import java.net.URI;

/**
 * Host and port of a URI, including hosts with an underscore, which {@link URI} does not
 * recognize but which exist, for example in Docker.
 */
final class Authority {

	private Authority() {
	}

	static String host(URI uri) {
		String host = uri.getHost();
		if (host != null) {
			return host;
		}
		String authority = uri.getRawAuthority();
		int colon = authority.lastIndexOf(':');
		return (colon != -1) ? authority.substring(0, colon) : authority;
	}

	static int port(URI uri) {
		if (uri.getHost() != null) {
			return uri.getPort();
		}
		String authority = uri.getRawAuthority();
		int colon = authority.lastIndexOf(':');
		return (colon != -1) ? Integer.parseInt(authority.substring(colon + 1)) : -1;
	}

}
