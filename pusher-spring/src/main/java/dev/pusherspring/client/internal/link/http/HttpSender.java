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

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.internal.link.ConnectFailure;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.SendBacklog;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * Sends messages to the server with the requests of a session, one request at a time
 * since requests may overtake each other. Messages that arrive meanwhile are sent
 * together with the next request.
 * <p>
 * Confined to the event loop.
 */
final class HttpSender {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final HttpClient client;

	private final HttpSession session;

	private final Duration timeout;

	private final EventLoop loop;

	private final Consumer<LinkEnd> onFailure;

	private final List<String> unsent = new ArrayList<>();

	private final SendBacklog backlog = new SendBacklog();

	private @Nullable CompletableFuture<HttpResponse<Void>> sending;

	private EventLoop.@Nullable Timer timer;

	private boolean heartbeatDue;

	private boolean closed;

	HttpSender(HttpClient client, HttpSession session, Duration timeout, EventLoop loop, Consumer<LinkEnd> onFailure) {
		this.client = client;
		this.session = session;
		this.timeout = timeout;
		this.loop = loop;
		this.onFailure = onFailure;
	}

	void send(String text) {
		if (!this.backlog.add(text.length())) {
			// never while the caller is changing its own state
			this.loop.execute(() -> this.onFailure.accept(SendBacklog.full()));
			return;
		}
		this.unsent.add(text);
		sendNext();
	}

	/**
	 * Send a sign of life: a request without messages, unless messages are waiting.
	 */
	void heartbeat() {
		this.heartbeatDue = true;
		sendNext();
	}

	void close() {
		this.closed = true;
		clear();
		if (this.timer != null) {
			this.timer.cancel();
		}
		if (this.sending != null) {
			this.sending.cancel(true);
		}
	}

	private void sendNext() {
		if (this.sending != null || this.closed || (this.unsent.isEmpty() && !this.heartbeatDue)) {
			return;
		}
		this.heartbeatDue = false;
		String body = MAPPER.writeValueAsString(this.unsent);
		clear();
		this.sending = this.client.sendAsync(this.session.send(body, this.loop.now()),
				HttpResponse.BodyHandlers.discarding());
		// the timeout of the JDK's client only covers the head of the response
		this.timer = this.loop.schedule(this.timeout, this::timedOut);
		this.sending.whenComplete((response, ex) -> this.loop.execute(() -> sent(response, ex)));
	}

	private void clear() {
		this.unsent.forEach((text) -> this.backlog.remove(text.length()));
		this.unsent.clear();
	}

	private void timedOut() {
		fail(new TimeoutException());
	}

	private void sent(@Nullable HttpResponse<Void> response, @Nullable Throwable ex) {
		if (this.closed) {
			return;
		}
		this.sending = null;
		if (this.timer != null) {
			this.timer.cancel();
		}
		if (ex != null || response == null) {
			fail((ex != null) ? ex : new IllegalStateException("No response"));
		}
		else if (response.statusCode() >= 400) {
			this.onFailure.accept(new LinkEnd(CloseAction.ABNORMAL,
					"the server answered a message with HTTP status " + response.statusCode(), null));
		}
		else {
			sendNext();
		}
	}

	private void fail(Throwable cause) {
		this.onFailure.accept(LinkEnd.failed(ConnectFailure.explain(cause, this.session.baseUri())));
	}

}
