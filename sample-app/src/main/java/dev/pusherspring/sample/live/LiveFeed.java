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

package dev.pusherspring.sample.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells the open pages what happens. Listeners call it on delivery threads, so no method
 * waits for a page.
 *
 * @since 1.0.0
 */
@Component
public class LiveFeed {

	private static final int HISTORY = 60;

	private final Object lock = new Object();

	private final List<Viewer> viewers = new ArrayList<>();

	private final Deque<LiveMessage> events = new ArrayDeque<>();

	private final Deque<LiveMessage> log = new ArrayDeque<>();

	private final ObjectProvider<LiveSource> sources;

	private final Executor executor;

	private boolean closed;

	LiveFeed(ObjectProvider<LiveSource> sources,
			@Qualifier(TaskExecutionAutoConfiguration.APPLICATION_TASK_EXECUTOR_BEAN_NAME) Executor executor) {
		this.sources = sources;
		this.executor = executor;
	}

	/**
	 * Show an event that has arrived.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param payload what its data became
	 * @param userId who sent it, if known
	 */
	public void received(String channel, String event, Object payload, @Nullable String userId) {
		remember(this.events, new LiveMessage("event", ReceivedEvent.of(channel, event, payload, userId, false)));
	}

	/**
	 * Show a client event that this application has sent.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param payload what becomes its data
	 */
	public void sent(String channel, String event, Object payload) {
		remember(this.events, new LiveMessage("event", ReceivedEvent.of(channel, event, payload, null, true)));
	}

	/**
	 * Show something that has happened to the connection or a subscription.
	 * @param level how it is to be taken
	 * @param title what, in a few words
	 * @param detail the details
	 */
	public void log(Level level, String title, String detail) {
		remember(this.log, new LiveMessage("log", new LogEntry(Instant.now(), level, title, detail)));
	}

	/**
	 * Show what a source says now.
	 * @param source the source
	 */
	public void refresh(LiveSource source) {
		LiveMessage message = new LiveMessage(source.type(), source.current());
		synchronized (this.lock) {
			send(message);
		}
	}

	private void remember(Deque<LiveMessage> history, LiveMessage message) {
		synchronized (this.lock) {
			if (history.size() == HISTORY) {
				history.removeFirst();
			}
			history.addLast(message);
			send(message);
		}
	}

	private void send(LiveMessage message) {
		if (!this.closed) {
			this.viewers.forEach((viewer) -> viewer.send(message));
		}
	}

	/**
	 * Start to tell one more page.
	 * @return the response, already fed with what a page needs at first
	 * @throws IllegalStateException if the application is ending
	 */
	SseEmitter open() {
		// without timeout: the page stays open for as long as somebody likes
		SseEmitter emitter = new SseEmitter(0L);
		Viewer viewer = new Viewer(emitter, this.executor, this::remove);
		synchronized (this.lock) {
			if (this.closed) {
				throw new IllegalStateException("The application is ending");
			}
			this.log.forEach(viewer::send);
			this.events.forEach(viewer::send);
			this.viewers.add(viewer);
		}
		this.sources.orderedStream().forEach((source) -> viewer.send(new LiveMessage(source.type(), source.current())));
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
