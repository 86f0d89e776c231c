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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends what happens to all open pages, and recent messages to a page that is opened.
 * Called on delivery threads, so no method waits for a page.
 */
@RestController
class LiveFeed {

	private static final int HISTORY = 60;

	private final Object lock = new Object();

	private final List<Viewer> viewers = new ArrayList<>();

	// by type of the message
	private final Map<String, Deque<LiveMessage>> history = new HashMap<>();

	private final Executor executor;

	private boolean closed;

	LiveFeed(@Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) Executor executor) {
		this.executor = executor;
	}

	/**
	 * Add to a list on the page.
	 * @param type type of the message
	 * @param data the data, to be converted to JSON
	 */
	void add(String type, Object data) {
		send(type, () -> data, HISTORY);
	}

	/**
	 * Replace the data that the page shows.
	 * @param type type of the message
	 * @param current returns the data, to be converted to JSON; called by one thread at a
	 * time, so that the last message has the latest data
	 */
	void replace(String type, Supplier<?> current) {
		send(type, current, 1);
	}

	private void send(String type, Supplier<?> data, int limit) {
		synchronized (this.lock) {
			LiveMessage message = new LiveMessage(type, data.get());
			Deque<LiveMessage> messages = this.history.computeIfAbsent(type, (key) -> new ArrayDeque<>());
			if (messages.size() == limit) {
				messages.removeFirst();
			}
			messages.addLast(message);
			if (!this.closed) {
				this.viewers.forEach((viewer) -> viewer.send(message));
			}
		}
	}

	@GetMapping(path = "/api/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	SseEmitter open() {
		// no timeout, because a page can stay open for any time
		SseEmitter emitter = new SseEmitter(0L);
		Viewer viewer = new Viewer(emitter, this.executor, this::remove);
		synchronized (this.lock) {
			if (this.closed) {
				// the page retries by itself
				throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The application is shutting down");
			}
			this.history.values().forEach((messages) -> messages.forEach(viewer::send));
			this.viewers.add(viewer);
		}
		return emitter;
	}

	private void remove(Viewer viewer) {
		synchronized (this.lock) {
			this.viewers.remove(viewer);
		}
	}

	/**
	 * End all responses. The web server would otherwise wait for them when it stops.
	 */
	@EventListener(ContextClosedEvent.class)
	void close() {
		List<Viewer> leaving;
		synchronized (this.lock) {
			this.closed = true;
			leaving = List.copyOf(this.viewers);
		}
		leaving.forEach(Viewer::end);
	}

}
