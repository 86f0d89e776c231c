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

package dev.pusherspring.client.internal.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Action of a client when the server ends the connection, as defined by the protocol's
 * ranges of codes. The code arrives as a WebSocket close code, or in a
 * {@code pusher:error} during the handshake.
 *
 * @since 1.0.0
 */
public enum CloseAction {

	/**
	 * Connect again after a growing delay: all other codes.
	 */
	RECONNECT,

	/**
	 * Connect again after a growing delay that jitter must not shorten: 4100 to 4199
	 * (over capacity), with which the server asks for a pause of a second or more.
	 */
	RECONNECT_AFTER_PAUSE,

	/**
	 * Connect again immediately: 4200 to 4299.
	 */
	RECONNECT_IMMEDIATELY,

	/**
	 * Connect again immediately, over TLS: 4000.
	 */
	RECONNECT_WITH_TLS,

	/**
	 * Do not connect again, unless the client is configured to wait for the end of the
	 * refusal: 4003 (app disabled) and 4004 (over quota).
	 */
	STOP_FOR_NOW,

	/**
	 * Do not connect again, since the server would refuse again: all other codes from
	 * 4001 to 4099.
	 */
	STOP;

	/**
	 * WebSocket close code for "no code was received".
	 */
	public static final int NO_CODE = 1005;

	/**
	 * WebSocket close code for "the connection broke without a close frame".
	 */
	public static final int ABNORMAL = 1006;

	private static final int APP_DISABLED = 4003;

	private static final int OVER_QUOTA = 4004;

	/**
	 * Return the action for a code.
	 * @param code the code, or {@code null} if there was none
	 * @return the action
	 */
	public static CloseAction forCode(@Nullable Integer code) {
		if (code == null || code < 4000 || code >= 4300) {
			return RECONNECT;
		}
		if (code == 4000) {
			return RECONNECT_WITH_TLS;
		}
		if (code == APP_DISABLED || code == OVER_QUOTA) {
			return STOP_FOR_NOW;
		}
		if (code < 4100) {
			return STOP;
		}
		return (code < 4200) ? RECONNECT_AFTER_PAUSE : RECONNECT_IMMEDIATELY;
	}

	/**
	 * Return whether the refusal is temporary.
	 * @return {@code true} if the server may accept the client later
	 */
	public boolean isPassing() {
		return this == STOP_FOR_NOW || this == RECONNECT_AFTER_PAUSE;
	}

	/**
	 * Return whether a close code means an orderly end rather than a failure.
	 * @param code the code
	 * @return {@code true} for 1000 (normal) and 1001 (going away)
	 */
	public static boolean isOrderly(int code) {
		return code == 1000 || code == 1001;
	}

}
