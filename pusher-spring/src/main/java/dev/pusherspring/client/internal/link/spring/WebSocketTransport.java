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

package dev.pusherspring.client.internal.link.spring;

import java.net.URI;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.ShortLivedThreads;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.FrameWriter;

/**
 * {@link Transport} over a WebSocket, with the application's own engine behind Spring's
 * {@link WebSocketClient}.
 *
 * @since 1.0.0
 */
public final class WebSocketTransport implements Transport {

	private final WebSocketClient client;

	private final URI uri;

	private final Supplier<HttpHeaders> headers;

	private final EventLoop loop;

	// a send may block
	private final ShortLivedThreads senders;

	/**
	 * Create a new {@link WebSocketTransport} instance.
	 * @param client the engine
	 * @param uri address of the server, with path and query
	 * @param headers the supplier of the headers of the handshake, called for each
	 * attempt
	 * @param threadPrefix prefix of the names of threads
	 * @param loop the event loop
	 */
	public WebSocketTransport(WebSocketClient client, URI uri, Supplier<HttpHeaders> headers, String threadPrefix,
			EventLoop loop) {
		this.client = client;
		this.uri = uri;
		this.headers = headers;
		this.senders = ShortLivedThreads.unlimited(threadPrefix + "-send");
		this.loop = loop;
	}

	@Override
	public String getName() {
		return this.uri.getScheme();
	}

	@Override
	public String getServer() {
		return this.uri.getScheme() + "://" + this.uri.getRawAuthority();
	}

	@Override
	public Link open(LinkListener listener) {
		WebSocketLink link = new WebSocketLink(listener, this.loop, new SerialExecutor(this.senders),
				FrameWriter.ping());
		link.open(this.client, () -> new WebSocketHttpHeaders(this.headers.get()), this.uri);
		return link;
	}

	@Override
	public void release() {
		// the engine manages its own resources
	}

}
