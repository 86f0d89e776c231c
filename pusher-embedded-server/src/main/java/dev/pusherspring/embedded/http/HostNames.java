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

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The host names that are accepted by the authorization endpoints. If the name of a
 * foreign page resolves to this machine (DNS rebinding), the browser treats both as the
 * same origin and would let the page read the signatures.
 *
 * @param own a name that is accepted in addition to those of loopback addresses, or
 * {@code null} to accept every name
 */
record HostNames(@Nullable String own) {

	private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

	static boolean isLoopback(String name) {
		return LOOPBACK.contains(name);
	}

	/**
	 * Return whether a request is accepted.
	 * @param header the {@code Host} header, or {@code null} if absent, which no browser
	 * would send
	 * @return {@code true} if it is
	 */
	boolean accept(@Nullable String header) {
		if (this.own == null || header == null) {
			return true;
		}
		String name = withoutPort(header.toLowerCase(Locale.ROOT));
		return isLoopback(name) || name.endsWith(".localhost") || name.equalsIgnoreCase(this.own)
				|| name.equalsIgnoreCase("[" + this.own + "]");
	}

	private static String withoutPort(String host) {
		int colon = host.indexOf(':', Math.max(0, host.indexOf(']')));
		return (colon >= 0) ? host.substring(0, colon) : host;
	}

}
