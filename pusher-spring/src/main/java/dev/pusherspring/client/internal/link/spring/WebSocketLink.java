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
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.SendBacklog;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link Link} over a {@link WebSocketSession}. Transfers the engine's callbacks from any
 * thread to the event loop.
 * <p>
 * The thread of the engine takes a turn on the event loop with each message. While the
 * link is paused, the thread waits, which extends back-pressure to the engine's socket.
 */
final class WebSocketLink implements Link, WebSocketHandler {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	// modified on the event loop only
	private LinkListener listener;

	private final EventLoop loop;

	private final Executor sender;

	private final String pingMessage;

	private final SendBacklog backlog = new SendBacklog();

	private volatile boolean closed;

	// if set, the thread of the engine waits for it
	private volatile @Nullable CountDownLatch resumption;

	// the following fields are used on the loop only

	private @Nullable WebSocketSession session;

	WebSocketLink(LinkListener listener, EventLoop loop, Executor sender, String pingMessage) {
		this.listener = listener;
		this.loop = loop;
		this.sender = sender;
		this.pingMessage = pingMessage;
	}

	void open(WebSocketClient client, Supplier<WebSocketHttpHeaders> headers, URI uri) {
		try {
			client.execute(this, headers.get(), uri).whenComplete((session, ex) -> {
				if (ex != null) {
					this.loop.execute(() -> end(LinkEnd.failed(unwrap(ex))));
				}
			});
		}
		catch (RuntimeException | Error ex) {
			this.loop.execute(() -> end(LinkEnd.failed(ex)));
		}
	}

	private static Throwable unwrap(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

	@Override
	public void handOver(LinkListener listener) {
		this.listener = listener;
	}

	@Override
	public void send(String text) {
		WebSocketSession session = this.session;
		if (session == null || this.closed) {
			return;
		}
		if (!this.backlog.add(text.length())) {
			// never while the caller is changing its own state
			this.loop.execute(() -> end(SendBacklog.full()));
			return;
		}
		this.sender.execute(() -> send(session, text));
	}

	private void send(WebSocketSession session, String text) {
		try {
			session.sendMessage(new TextMessage(text));
		}
		catch (IOException | RuntimeException | Error ex) {
			this.loop.execute(() -> end(LinkEnd.failed(ex)));
		}
		finally {
			this.backlog.remove(text.length());
		}
	}

	@Override
	public void ping() {
		send(this.pingMessage);
	}

	@Override
	public void close(int code, String reason) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		resume();
		if (this.session != null) {
			close(this.session, new CloseStatus(code, reason));
		}
	}

	private void close(WebSocketSession session, CloseStatus status) {
		this.sender.execute(() -> {
			try {
				session.close(status);
			}
			catch (IOException | RuntimeException | Error ex) {
				logger.debug("Failed to close " + session, ex);
			}
		});
	}

	@Override
	public void pause() {
		if (this.resumption == null) {
			this.resumption = new CountDownLatch(1);
		}
	}

	@Override
	public void resume() {
		CountDownLatch resumption = this.resumption;
		if (resumption != null) {
			this.resumption = null;
			resumption.countDown();
		}
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		this.loop.runHere(() -> {
			if (this.closed) {
				close(session, CloseStatus.NORMAL);
				return;
			}
			this.session = session;
			this.listener.opened();
		});
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws InterruptedException {
		this.loop.runHere(() -> receive(message));
		CountDownLatch resumption = this.resumption;
		if (resumption != null) {
			resumption.await();
		}
	}

	private void receive(WebSocketMessage<?> message) {
		if (this.closed) {
			return;
		}
		if (message instanceof TextMessage textMessage) {
			byte[] bytes = textMessage.asBytes();
			this.listener.received(bytes, 0, bytes.length);
		}
		else {
			this.listener.discarded("A message was not text but " + message.getClass().getSimpleName());
		}
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		this.loop.runHere(() -> end(LinkEnd.failed(exception)));
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		this.loop.runHere(() -> end(new LinkEnd(status.getCode(), status.getReason(), null)));
	}

	private void end(LinkEnd end) {
		if (this.closed) {
			return;
		}
		this.closed = true;
		resume();
		if (this.session != null && end.cause() != null) {
			close(this.session, CloseStatus.NORMAL);
		}
		this.listener.ended(end);
	}

	@Override
	public boolean supportsPartialMessages() {
		return false;
	}

}
