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

package dev.pusherspring.client.internal.link.http;

import java.time.Duration;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.ServerAddress;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.FrameWriter;

/**
 * {@link Transport} over HTTP requests, for networks that block WebSockets. Messages are
 * received in a single response without an end, or in one response after the other, and
 * sent with separate requests.
 *
 * @since 1.0.0
 */
public final class HttpTransport implements Transport {

	private final HttpSettings settings;

	private final EventLoop loop;

	private final JdkHttpClients httpClients;

	/**
	 * Create a new {@link HttpTransport} instance.
	 * @param address address of the server
	 * @param tls whether to use TLS
	 * @param streaming whether to stream rather than poll
	 * @param timeout maximum time for sending a message, to the end of the response
	 * @param maxMessageLength maximum length of a line in bytes; a longer line is skipped
	 * and reported
	 * @param headers headers of each request
	 * @param httpClients supplies the client that performs the requests
	 * @param loop the event loop
	 */
	public HttpTransport(ServerAddress address, boolean tls, boolean streaming, Duration timeout, int maxMessageLength,
			Supplier<? extends HttpHeaders> headers, JdkHttpClients httpClients, EventLoop loop) {
		this.settings = new HttpSettings(address, tls, streaming, timeout, maxMessageLength, headers);
		this.loop = loop;
		this.httpClients = httpClients;
	}

	@Override
	public String getName() {
		return (this.settings.streaming() ? TransportName.XHR_STREAMING : TransportName.XHR_POLLING).toString();
	}

	@Override
	public String getServer() {
		return ConnectFailure.server(this.settings.address().httpUri(this.settings.tls()));
	}

	@Override
	public Link open(LinkListener listener) {
		HttpLink link = new HttpLink(this.settings, this.httpClients, this.loop, listener, FrameWriter.ping());
		link.open();
		return link;
	}

	@Override
	public void release() {
		this.httpClients.release();
	}

	/**
	 * Common settings of the links of a transport.
	 *
	 * @param address address of the server
	 * @param tls whether to use TLS
	 * @param streaming whether to stream rather than poll
	 * @param timeout maximum time for sending a message, to the end of the response
	 * @param maxLineLength maximum length of a line in bytes
	 * @param headers headers of each request
	 */
	record HttpSettings(ServerAddress address, boolean tls, boolean streaming, Duration timeout, int maxLineLength,
			Supplier<? extends HttpHeaders> headers) {

	}

}
