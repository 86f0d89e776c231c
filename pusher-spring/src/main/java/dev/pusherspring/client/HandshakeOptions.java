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

package dev.pusherspring.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Headers of the request that opens a connection.
 *
 * @param headers additional headers
 * @param origin the {@code Origin} header, which some servers check, or {@code null} to
 * send none
 * @since 1.0.0
 */
public record HandshakeOptions(Map<String, String> headers, @Nullable String origin) {

	public HandshakeOptions {
		headers = Map.copyOf(headers);
		headers.forEach(OptionChecks::header);
		if (origin != null) {
			OptionChecks.header("Origin", origin);
		}
	}

	/**
	 * Return the defaults: no headers.
	 * @return the defaults
	 */
	public static HandshakeOptions defaults() {
		return new HandshakeOptions(Map.of(), null);
	}

	/**
	 * Return a copy with other headers.
	 * @param headers the headers
	 * @return the copy
	 */
	public HandshakeOptions withHeaders(Map<String, String> headers) {
		return new HandshakeOptions(headers, this.origin);
	}

	/**
	 * Return a copy with another origin.
	 * @param origin the origin, or {@code null} to send none
	 * @return the copy
	 */
	public HandshakeOptions withOrigin(@Nullable String origin) {
		return new HandshakeOptions(this.headers, origin);
	}

	/**
	 * Return a description without the values of headers, which may be secret.
	 */
	@Override
	public String toString() {
		return "HandshakeOptions[headers=" + this.headers.keySet() + ", origin=" + this.origin + "]";
	}

}
