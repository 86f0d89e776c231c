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

package dev.pusherspring.client.internal.link;

import org.jspecify.annotations.Nullable;

/**
 * Creates the transports that a strategy chooses from.
 *
 * @since 1.0.0
 */
public interface TransportFactory {

	/**
	 * Create a WebSocket transport.
	 * @param tls whether to use TLS
	 * @return the transport
	 */
	Transport webSocket(boolean tls);

	/**
	 * Create a WebSocket transport over TLS, to be tried in parallel to one without TLS.
	 * @return the transport, or {@code null} if its address is not known
	 */
	@Nullable Transport webSocketFallback();

	/**
	 * Create an HTTP transport.
	 * @param streaming whether to stream rather than poll
	 * @param tls whether to use TLS
	 * @return the transport, or {@code null} if its address is not known
	 */
	@Nullable Transport http(boolean streaming, boolean tls);

}
