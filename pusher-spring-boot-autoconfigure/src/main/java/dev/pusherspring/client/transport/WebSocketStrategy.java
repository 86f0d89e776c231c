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

package dev.pusherspring.client.transport;

import java.util.function.Supplier;

import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.loop.EventLoop;

/**
 * {@link TransportStrategy} that tries a WebSocket each time.
 *
 * @since 1.0.0
 */
public final class WebSocketStrategy implements TransportStrategy {

	private final WebSocketClient client;

	private final ServerAddress address;

	private final Supplier<WebSocketHttpHeaders> headers;

	private final EventLoop loop;

	private boolean tls;

	private Transport transport;

	/**
	 * Create a new {@link WebSocketStrategy} instance.
	 * @param client the engine
	 * @param address where the server is reached
	 * @param tls whether to use TLS from the start
	 * @param headers headers of the handshake, asked for at each attempt
	 * @param loop the event loop
	 */
	public WebSocketStrategy(WebSocketClient client, ServerAddress address, boolean tls,
			Supplier<WebSocketHttpHeaders> headers, EventLoop loop) {
		this.client = client;
		this.address = address;
		this.headers = headers;
		this.loop = loop;
		this.tls = tls;
		this.transport = createTransport();
	}

	private Transport createTransport() {
		return new WebSocketTransport(this.client, this.address.webSocketUri(this.tls), this.headers, this.loop);
	}

	@Override
	public Transport next() {
		return this.transport;
	}

	@Override
	public boolean requireTls() {
		if (this.tls) {
			return false;
		}
		this.tls = true;
		this.transport.release();
		this.transport = createTransport();
		return true;
	}

	@Override
	public void release() {
		this.transport.release();
	}

}
