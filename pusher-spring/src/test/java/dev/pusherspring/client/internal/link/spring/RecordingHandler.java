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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link WebSocketHandler} that writes down what it hears and on which thread.
 */
final class RecordingHandler implements WebSocketHandler {

	private final EventLoop loop;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final List<String> heardElsewhere = new CopyOnWriteArrayList<>();

	private volatile Consumer<String> onEvent = (event) -> {
	};

	private volatile WebSocketSession session;

	RecordingHandler(EventLoop loop) {
		this.loop = loop;
	}

	/**
	 * Do something whenever the handler is called, such as throwing an exception.
	 */
	void onEvent(Consumer<String> onEvent) {
		this.onEvent = onEvent;
	}

	@Override
	public void afterConnectionEstablished(WebSocketSession session) {
		this.session = session;
		hear("established");
	}

	@Override
	public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
		hear(String.valueOf(message.getPayload()));
	}

	@Override
	public void handleTransportError(WebSocketSession session, Throwable exception) {
		hear((exception instanceof DiscardedMessageException) ? exception.getMessage()
				: "error " + exception.getClass().getSimpleName());
	}

	@Override
	public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
		hear("closed " + status.getCode()
				+ ((status.getReason() != null && !status.getReason().isEmpty()) ? " " + status.getReason() : ""));
	}

	@Override
	public boolean supportsPartialMessages() {
		return false;
	}

	private void hear(String event) {
		if (!this.loop.inEventLoop()) {
			this.heardElsewhere.add(event);
		}
		this.heard.add(event);
		this.onEvent.accept(event);
	}

	/**
	 * Wait for the next call.
	 * @return what was heard
	 */
	String next() throws InterruptedException {
		String event = this.heard.poll(10, TimeUnit.SECONDS);
		if (event == null) {
			throw new AssertionError("Nothing was heard");
		}
		return event;
	}

	/**
	 * Return the session that was established last.
	 */
	WebSocketSession getSession() {
		return this.session;
	}

	int size() {
		return this.heard.size();
	}

	List<String> getHeardElsewhere() {
		return this.heardElsewhere;
	}

}
