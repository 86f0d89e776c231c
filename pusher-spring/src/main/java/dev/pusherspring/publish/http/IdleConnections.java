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

package dev.pusherspring.publish.http;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the next request. The most recently used one is taken first,
 * so that connections that are no longer needed become old and are closed.
 */
final class IdleConnections {

	private static final int MAX = 32;

	private static final long MAX_AGE = Duration.ofSeconds(30).toNanos();

	private final Deque<HttpConnection> connections = new ConcurrentLinkedDeque<>();

	private volatile boolean closed;

	@Nullable HttpConnection take(Origin origin, @Nullable SSLContext context) {
		HttpConnection connection = this.connections.pollFirst();
		while (connection != null) {
			if (connection.nanosIdle() < MAX_AGE && connection.isTo(origin, context) && connection.isOpen()) {
				return connection;
			}
			connection.close();
			connection = this.connections.pollFirst();
		}
		return null;
	}

	void add(HttpConnection connection) {
		connection.rest();
		this.connections.addFirst(connection);
		HttpConnection oldest = this.connections.peekLast();
		if (this.closed) {
			close();
		}
		else if (oldest != null && oldest.nanosIdle() > MAX_AGE || this.connections.size() > MAX) {
			HttpConnection last = this.connections.pollLast();
			if (last != null) {
				last.close();
			}
		}
	}

	void close() {
		this.closed = true;
		for (HttpConnection connection = this.connections.pollFirst(); connection != null; connection = this.connections
			.pollFirst()) {
			connection.close();
		}
	}

}
