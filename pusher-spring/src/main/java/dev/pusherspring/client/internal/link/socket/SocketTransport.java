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

package dev.pusherspring.client.internal.link.socket;

import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.ShortLivedThreads;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link Transport} over the client's own implementation of WebSocket. Each link has one
 * thread, which opens the connection and reads from it.
 *
 * @since 1.0.0
 */
public final class SocketTransport implements Transport {

	private final URI uri;

	private final SocketSettings settings;

	private final EventLoop loop;

	private final SecureRandom random = new SecureRandom();

	// shared by all links, each of which uses one thread at a time, so that a stuck one
	// does not hold up the next
	private final Executor senders;

	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	/**
	 * Create a new {@link SocketTransport} instance.
	 * @param uri address of the server, with path and query
	 * @param settings common settings of all links
	 * @param loop the event loop
	 */
	public SocketTransport(URI uri, SocketSettings settings, EventLoop loop) {
		this.uri = uri;
		this.settings = settings;
		this.loop = loop;
		this.senders = ShortLivedThreads.unlimited(settings.threadPrefix() + "-send");
	}

	@Override
	public String getName() {
		return this.uri.getScheme();
	}

	@Override
	public String getServer() {
		return ConnectFailure.server(this.uri);
	}

	@Override
	public Link open(LinkListener listener) {
		SocketLink link = new SocketLink(this.uri, this.settings, this.random, this.senders, this.loop, listener);
		Thread thread = new Thread(link::run, this.settings.threadPrefix() + "-reader");
		thread.setDaemon(true);
		thread.setContextClassLoader(this.contextClassLoader);
		thread.start();
		return link;
	}

	@Override
	public void release() {
		// nothing is kept between links
	}

}
