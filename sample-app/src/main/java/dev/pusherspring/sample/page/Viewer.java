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

package dev.pusherspring.sample.page;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One open page. Messages are sent in order on a thread of the executor. If too many
 * wait, the oldest ones are dropped, because a page that cannot keep up must not fill the
 * memory.
 */
final class Viewer {

	static final int CAPACITY = 1000;

	private final SseEmitter emitter;

	private final Executor executor;

	private final Consumer<Viewer> gone;

	private final Deque<LiveMessage> waiting = new ArrayDeque<>();

	private boolean sending;

	Viewer(SseEmitter emitter, Executor executor, Consumer<Viewer> gone) {
		this.emitter = emitter;
		this.executor = executor;
		this.gone = gone;
		emitter.onCompletion(() -> gone.accept(this));
		emitter.onError((ex) -> gone.accept(this));
	}

	void send(LiveMessage message) {
		synchronized (this.waiting) {
			if (this.waiting.size() == CAPACITY) {
				this.waiting.removeFirst();
			}
			this.waiting.addLast(message);
			if (this.sending) {
				return;
			}
			this.sending = true;
		}
		this.executor.execute(this::sendAll);
	}

	private void sendAll() {
		try {
			for (LiveMessage message = next(); message != null; message = next()) {
				this.emitter
					.send(SseEmitter.event().name(message.type()).data(message.data(), MediaType.APPLICATION_JSON));
			}
		}
		catch (IOException | IllegalStateException ex) {
			// the page was closed; the emitter's callbacks report that
			end(() -> this.emitter.completeWithError(ex));
		}
	}

	private @Nullable LiveMessage next() {
		synchronized (this.waiting) {
			LiveMessage next = this.waiting.pollFirst();
			this.sending = next != null;
			return next;
		}
	}

	void end() {
		end(this.emitter::complete);
	}

	// after an error, the web server has ended the response and rejects any call
	private void end(Runnable completion) {
		try {
			completion.run();
		}
		catch (IllegalStateException ex) {
			this.gone.accept(this);
		}
	}

}
