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

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Names of the transports, the same as in pusher-js.
 *
 * @since 1.0.0
 */
public enum TransportName {

	/**
	 * WebSocket; over TLS when TLS is forced.
	 */
	WS,

	/**
	 * WebSocket over TLS.
	 */
	WSS,

	/**
	 * A single HTTP response without an end.
	 */
	XHR_STREAMING,

	/**
	 * One HTTP response after the other.
	 */
	XHR_POLLING;

	/**
	 * Return the transport with the given name.
	 * @param name the name, in any case
	 * @return the transport, or {@code null} if there is none
	 */
	public static @Nullable TransportName of(String name) {
		for (TransportName candidate : values()) {
			if (candidate.toString().equals(name.trim().toLowerCase(Locale.ROOT))) {
				return candidate;
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
