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

package dev.pusherspring.benchmarks.contender;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The JDK's WebSocket, which is the default engine, used in the plainest way.
 */
final class JdkContender implements Contender {

	private final boolean decoding;

	private @Nullable WebSocket webSocket;

	JdkContender(boolean decoding) {
		this.decoding = decoding;
	}

	@Override
	public void connect(Target target, Sink sink) throws InterruptedException {
		Subscribing subscribing = new Subscribing(sink, this.decoding);
		this.webSocket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create(target.webSocketUrl()), new Listener(subscribing))
			.join();
		subscribing.awaitConnected();
	}

	@Override
	public void subscribe(String channel) {
		if (this.webSocket != null) {
			this.webSocket.sendText(Subscribing.message(channel), true).join();
		}
	}

	/**
	 * Puts parts together and asks for the next message.
	 */
	private static final class Listener implements WebSocket.Listener {

		private final Subscribing subscribing;

		private final StringBuilder parts = new StringBuilder();

		private Listener(Subscribing subscribing) {
			this.subscribing = subscribing;
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			if (last && this.parts.isEmpty()) {
				this.subscribing.received(data.toString());
			}
			else {
				this.parts.append(data);
				if (last) {
					String text = this.parts.toString();
					this.parts.setLength(0);
					this.subscribing.received(text);
				}
			}
			webSocket.request(1);
			return null;
		}

	}

}
