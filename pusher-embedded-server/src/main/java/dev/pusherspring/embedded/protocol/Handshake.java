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

package dev.pusherspring.embedded.protocol;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The handshake of a client: what it sends in the URL to which it connects.
 *
 * @param key the app's key
 * @param protocol the protocol version, or {@code null} if not given
 * @param client the name of the client library, or {@code null} if not given
 * @param version the version of the client library, or {@code null} if not given
 * @since 1.0.0
 */
public record Handshake(String key, @Nullable String protocol, @Nullable String client, @Nullable String version) {

	private static final int OLDEST = 4;

	private static final int NEWEST = 7;

	private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}([-+.][0-9A-Za-z.+-]*)?");

	/**
	 * Check the handshake against the app of this server.
	 * @param expectedKey the key of the app
	 * @throws Refusal if the client may not connect
	 */
	public void check(String expectedKey) {
		if (this.protocol == null) {
			throw refuse(ErrorCode.NO_PROTOCOL, "No protocol version supplied");
		}
		int number = protocolVersion();
		if (number < OLDEST || number > NEWEST) {
			throw refuse(ErrorCode.UNSUPPORTED_PROTOCOL, "Unsupported protocol version '" + this.protocol + "'");
		}
		if (this.version != null && !VERSION.matcher(this.version).matches()) {
			throw refuse(ErrorCode.INVALID_VERSION, "Invalid version string '" + this.version + "'");
		}
		if (!expectedKey.equals(this.key)) {
			throw refuse(ErrorCode.UNKNOWN_APP,
					"App key " + this.key + " not in this cluster. Did you forget to specify the cluster?");
		}
	}

	/**
	 * Return the protocol version as a number.
	 * @return the version, or -1 if it is absent or not a number
	 */
	public int protocolVersion() {
		try {
			return (this.protocol != null) ? Integer.parseInt(this.protocol) : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private static Refusal refuse(ErrorCode code, String message) {
		return Refusal.connection(code.code(), message);
	}

}
