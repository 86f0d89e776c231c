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

package dev.pusherspring.listener.deduplicate;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * Recognizes events that have been delivered before. Two events are considered equal if
 * they have the same channel, name and sender, and the same value in the configured field
 * of their data, or the same data if no field is configured. An event without that field
 * is not considered equal to any other event.
 * <p>
 * This class is thread-safe.
 *
 * @since 1.0.0
 */
public final class Deduplicator {

	private static final Log logger = LogFactory.getLog("pusher.deduplicate");

	private final List<NamePattern> channels;

	private final EventKeys keys;

	private final RecentKeys recent;

	private final AtomicLong count = new AtomicLong();

	/**
	 * Create a new {@link Deduplicator} instance.
	 * @param settings the settings
	 */
	public Deduplicator(DeduplicationSettings settings) {
		this(settings, System::nanoTime);
	}

	Deduplicator(DeduplicationSettings settings, LongSupplier nanoTime) {
		this.channels = settings.channels().stream().map(NamePattern::of).toList();
		this.keys = new EventKeys(settings.field());
		this.recent = new RecentKeys(settings, nanoTime);
	}

	/**
	 * Return whether an event has been delivered before, and remember it.
	 * @param event the event
	 * @return whether it is a duplicate
	 */
	public boolean isDuplicate(PusherMessageEvent event) {
		EventKeys.Key key = matches(event.getChannel()) ? this.keys.of(event) : null;
		if (key == null || this.recent.add(event.getChannel(), key)) {
			return false;
		}
		this.count.incrementAndGet();
		logger.debug(LogMessage.format("%s is dropped: it has been delivered before", event));
		return true;
	}

	private boolean matches(String channel) {
		for (NamePattern pattern : this.channels) {
			if (pattern.matches(channel)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the number of duplicates so far.
	 * @return the number
	 */
	public long getCount() {
		return this.count.get();
	}

}
