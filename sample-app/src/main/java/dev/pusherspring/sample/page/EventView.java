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

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.sample.Notes;
import dev.pusherspring.sample.Notes.Note;
import dev.pusherspring.sample.Order;
import dev.pusherspring.sample.Payment;

/**
 * Shows the events that arrive, and their number.
 */
@Component
class EventView {

	private static final Map<String, Class<?>> TYPES = Map.of(Order.PLACED, Order.class, Payment.RECEIVED,
			Payment.class, Notes.WRITTEN, Note.class);

	private final AtomicLong received = new AtomicLong();

	private final LiveFeed live;

	private long before;

	EventView(LiveFeed live) {
		this.live = live;
	}

	@EventListener
	void onMessage(PusherMessageEvent message) {
		this.received.incrementAndGet();
		Object data = message.getData(TYPES.getOrDefault(message.getEvent(), Object.class));
		if (data != null) {
			show(message.getChannel(), message.getEvent(), data, message.getUserId(), false);
		}
	}

	/**
	 * Show a note that this application has sent.
	 * @param note the note
	 */
	void sent(Note note) {
		show(Notes.CHANNEL, Notes.WRITTEN, note, null, true);
	}

	private void show(String channel, String event, Object data, @Nullable String userId, boolean sent) {
		this.live.add("event",
				new ShownEvent(Instant.now(), channel, event, data.getClass().getSimpleName(), data, userId, sent));
	}

	@Scheduled(fixedRate = 1000)
	void count() {
		long now = this.received.get();
		Throughput throughput = new Throughput(now, now - this.before);
		this.before = now;
		this.live.replace("throughput", () -> throughput);
	}

	/**
	 * An event on the list of the page.
	 *
	 * @param time time at which it was received or sent
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param type name of the class to which the data was converted
	 * @param data the data as an object of that class
	 * @param userId id of the user who sent it, if known
	 * @param sent whether this application sent it rather than received it
	 */
	record ShownEvent(Instant time, String channel, String event, String type, Object data, @Nullable String userId,
			boolean sent) {

	}

	/**
	 * Number of events that have arrived.
	 *
	 * @param received number since the start
	 * @param lastSecond number within the last second
	 */
	record Throughput(long received, long lastSecond) {

	}

}
