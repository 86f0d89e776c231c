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

import java.util.Set;

/**
 * Selection of the transports to use.
 *
 * @param enabled the only transports to use; all if empty
 * @param disabled the transports not to use, even if enabled
 * @since 1.0.0
 */
public record TransportSelection(Set<TransportName> enabled, Set<TransportName> disabled) {

	/**
	 * All transports.
	 */
	public static final TransportSelection ALL = new TransportSelection(Set.of(), Set.of());

	public boolean permits(TransportName name) {
		return (this.enabled.isEmpty() || this.enabled.contains(name)) && !this.disabled.contains(name);
	}

	/**
	 * Return whether a WebSocket may be used when TLS is forced. In that case {@code ws}
	 * stands for a WebSocket over TLS too, so that either name is sufficient.
	 * @return {@code true} if it is permitted
	 */
	public boolean permitsTlsWebSocket() {
		boolean enabled = this.enabled.isEmpty() || this.enabled.contains(TransportName.WS)
				|| this.enabled.contains(TransportName.WSS);
		return enabled && !this.disabled.contains(TransportName.WS) && !this.disabled.contains(TransportName.WSS);
	}

}
