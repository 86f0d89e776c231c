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

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Reads a response line by line and passes the lines to the event loop. Further bytes are
 * requested once the lines have been processed, so that back-pressure extends to the
 * server. A line that is too long is skipped.
 */
final class HttpLines implements BodySubscriber<Void> {

	private final EventLoop loop;

	private final int maxLineLength;

	private final Consumer<@Nullable String> lines;

	private final CompletableFuture<Void> body = new CompletableFuture<>();

	private final ByteArrayOutputStream line = new ByteArrayOutputStream();

	private boolean skipping;

	private volatile Flow.@Nullable Subscription subscription;

	// the following fields are used on the loop only

	private boolean paused;

	private boolean requestWithheld;

	/**
	 * Create a new {@link HttpLines} instance.
	 * @param loop the event loop
	 * @param maxLineLength maximum length of a line in bytes
	 * @param lines receives each line on the event loop, {@code null} for a line that was
	 * skipped
	 */
	HttpLines(EventLoop loop, int maxLineLength, Consumer<@Nullable String> lines) {
		this.loop = loop;
		this.maxLineLength = maxLineLength;
		this.lines = lines;
	}

	@Override
	public CompletionStage<Void> getBody() {
		return this.body;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		subscription.request(1);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		List<@Nullable String> complete = new ArrayList<>();
		for (ByteBuffer buffer : buffers) {
			while (buffer.hasRemaining()) {
				take(buffer.get(), complete);
			}
		}
		this.loop.execute(() -> {
			complete.forEach(this.lines);
			requestNext();
		});
	}

	private void take(byte next, List<@Nullable String> complete) {
		if (next == '\n') {
			complete.add(this.skipping ? null : this.line.toString(StandardCharsets.UTF_8));
			this.line.reset();
			this.skipping = false;
		}
		else if (this.line.size() < this.maxLineLength) {
			this.line.write(next);
		}
		else {
			this.skipping = true;
		}
	}

	private void requestNext() {
		if (this.paused) {
			this.requestWithheld = true;
		}
		else if (this.subscription != null) {
			this.subscription.request(1);
		}
	}

	void pause() {
		this.paused = true;
	}

	void resume() {
		this.paused = false;
		if (this.requestWithheld) {
			this.requestWithheld = false;
			requestNext();
		}
	}

	void cancel() {
		Flow.Subscription subscription = this.subscription;
		if (subscription != null) {
			subscription.cancel();
		}
	}

	@Override
	public void onError(Throwable ex) {
		this.loop.execute(() -> this.body.completeExceptionally(ex));
	}

	@Override
	public void onComplete() {
		// after the lines that have been queued
		this.loop.execute(() -> this.body.complete(null));
	}

}
