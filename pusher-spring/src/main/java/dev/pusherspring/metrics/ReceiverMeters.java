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

package dev.pusherspring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;

/**
 * Counts the messages that a client receives. Called for each message, always on the
 * client's event loop, so that there is only one writer.
 */
final class ReceiverMeters implements PusherClientListener {

	private static final String RECEIVED = "pusher.messages.received";

	/**
	 * Maximum number of channels with a meter of their own, as names come from the
	 * server.
	 */
	static final int MAX_CHANNELS = 1000;

	private static final String OTHER = "other";

	private static final String RECEIVED_DESCRIPTION = "Received events of the application";

	private final MeterRegistry registry;

	private final PusherClient client;

	private final Tags app;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong messages = new AtomicLong();

	private final @Nullable Map<String, Counter> messagesByChannel;

	ReceiverMeters(MeterRegistry registry, String name, PusherClient client, boolean channelTag) {
		this.registry = registry;
		this.client = client;
		this.app = Tags.of("app", name);
		this.messagesByChannel = channelTag ? new ConcurrentHashMap<>() : null;
		FunctionCounter.builder("pusher.data.received", this.bytes, AtomicLong::get)
			.description("Size of received messages of all kinds")
			.baseUnit(BaseUnits.BYTES)
			.tags(this.app)
			.register(registry);
		if (!channelTag) {
			FunctionCounter.builder(RECEIVED, this.messages, AtomicLong::get)
				.description(RECEIVED_DESCRIPTION)
				.tags(this.app)
				.register(registry);
		}
	}

	void start() {
		this.client.addListener(this);
	}

	@Override
	public void messageRead(int bytes) {
		add(this.bytes, bytes);
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		if (this.messagesByChannel != null) {
			Counter counter = this.messagesByChannel.get(channel);
			((counter != null) ? counter : counter(this.messagesByChannel, channel)).increment();
		}
		else {
			add(this.messages, 1);
		}
	}

	// cheaper than an atomic addition, and sufficient for a single writer
	private static void add(AtomicLong number, long value) {
		number.setRelease(number.getPlain() + value);
	}

	private Counter counter(Map<String, Counter> counters, String channel) {
		return counters.computeIfAbsent((counters.size() < MAX_CHANNELS) ? channel : OTHER, this::counter);
	}

	private Counter counter(String channel) {
		return Counter.builder(RECEIVED)
			.description(RECEIVED_DESCRIPTION)
			.tags(this.app.and("channel", channel))
			.register(this.registry);
	}

}
