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

package dev.pusherspring.smoke.bridges;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;

import static org.awaitility.Awaitility.await;

/**
 * Publishes at a steady rate: on each channel the numbers from 1, with text that makes
 * them a kilobyte.
 */
final class Publisher implements AutoCloseable {

	private static final int BATCH = 10;

	private static final String TEXT = "x".repeat(1000);

	private final PusherOperations operations;

	private final List<String> channels;

	private final AtomicInteger published = new AtomicInteger();

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "publisher"));

	private Publisher(PusherOperations operations, List<String> channels) {
		this.operations = operations;
		this.channels = channels;
	}

	static Publisher start(PusherOperations operations, List<String> channels, int eventsPerSecond) {
		Publisher publisher = new Publisher(operations, channels);
		long pause = TimeUnit.SECONDS.toNanos(1) * BATCH * channels.size() / eventsPerSecond;
		publisher.thread.scheduleAtFixedRate(publisher::publish, 0, pause, TimeUnit.NANOSECONDS);
		return publisher;
	}

	private void publish() {
		int first = this.published.get() + 1;
		for (String channel : this.channels) {
			List<PusherMessage> messages = new ArrayList<>();
			for (int number = first; number < first + BATCH; number++) {
				messages.add(PusherMessage.of(channel, "numbered", event(number)));
			}
			this.operations.triggerBatch(messages);
		}
		this.published.addAndGet(BATCH);
	}

	static String event(int number) {
		return "{\"number\":%d,\"text\":\"%s\"}".formatted(number, TEXT);
	}

	static int number(String event) {
		return Integer.parseInt(event.substring(event.indexOf(':') + 1, event.indexOf(',')));
	}

	/**
	 * Return how many events have been published.
	 * @return the number on each channel
	 */
	int published() {
		return this.published.get();
	}

	@Override
	public void close() {
		this.thread.shutdown();
		await().atMost(Duration.ofSeconds(20)).until(this.thread::isTerminated);
	}

}
