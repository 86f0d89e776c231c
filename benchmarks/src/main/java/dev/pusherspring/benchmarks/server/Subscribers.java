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

package dev.pusherspring.benchmarks.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Clients that only count received events.
 */
final class Subscribers implements AutoCloseable {

	private final ExecutorService executor = Executors.newSingleThreadExecutor();

	private final HttpClient http = HttpClient.newBuilder().executor(this.executor).build();

	private final List<WebSocket> sockets = new ArrayList<>();

	private final LongAdder received = new LongAdder();

	private final URI uri;

	Subscribers(EmbeddedPusherServer server) {
		this.uri = URI.create("ws://" + server.getHost() + ":" + server.getPort() + "/app/" + server.getKey()
				+ "?protocol=7&client=benchmark&version=1.0");
	}

	void add(String... channels) {
		WebSocket socket = this.http.newWebSocketBuilder().buildAsync(this.uri, new Counter()).join();
		this.sockets.add(socket);
		for (String channel : channels) {
			socket.sendText("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}", true).join();
		}
	}

	/**
	 * Return the number of events that all clients have received.
	 * @return the number, not including internal messages of the server
	 */
	long received() {
		return this.received.sum();
	}

	@Override
	public void close() {
		this.sockets.forEach(WebSocket::abort);
		this.executor.shutdownNow();
	}

	private final class Counter implements WebSocket.Listener {

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			if (last && data.toString().contains("\"tick\"")) {
				Subscribers.this.received.increment();
			}
			socket.request(1);
			return null;
		}

	}

}
