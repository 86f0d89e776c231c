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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Messages on their way to the server, sent one at a time as the JDK demands. Lives on
 * the event loop.
 */
final class SendQueue {

	/**
	 * Number of characters that may wait.
	 */
	private static final int MAX_LENGTH = 16 * 1024 * 1024;

	private final EventLoop loop;

	private final Function<String, CompletableFuture<?>> sender;

	private final Consumer<Throwable> onFailure;

	private final Queue<String> waiting = new ArrayDeque<>();

	private int length;

	private boolean sending;

	private boolean closed;

	SendQueue(EventLoop loop, Function<String, CompletableFuture<?>> sender, Consumer<Throwable> onFailure) {
		this.loop = loop;
		this.sender = sender;
		this.onFailure = onFailure;
	}

	void add(String message) {
		if (this.length + message.length() > MAX_LENGTH) {
			this.onFailure.accept(new IOException("The server does not read what is sent to it"));
			return;
		}
		this.waiting.add(message);
		this.length += message.length();
		sendNext();
	}

	private void sendNext() {
		if (this.sending || this.closed) {
			return;
		}
		String message = this.waiting.poll();
		if (message == null) {
			return;
		}
		this.sending = true;
		this.length -= message.length();
		this.sender.apply(message).whenComplete((ignored, ex) -> this.loop.execute(() -> {
			this.sending = false;
			if (ex != null) {
				this.onFailure.accept(ex);
			}
			else {
				sendNext();
			}
		}));
	}

	/**
	 * Send nothing any more.
	 */
	void close() {
		this.closed = true;
		this.waiting.clear();
	}

}
