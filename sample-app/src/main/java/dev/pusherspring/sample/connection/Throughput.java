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

package dev.pusherspring.sample.connection;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.sample.live.LiveFeed;
import dev.pusherspring.sample.live.LiveSource;

/**
 * Counts the events that arrive.
 */
@Component
class Throughput implements LiveSource {

	private final AtomicLong received = new AtomicLong();

	private final LiveFeed live;

	private long before;

	private volatile Count count = new Count(0, 0);

	Throughput(LiveFeed live) {
		this.live = live;
	}

	@EventListener(PusherMessageEvent.class)
	void onMessage() {
		this.received.incrementAndGet();
	}

	@Scheduled(fixedRate = 1000)
	void tick() {
		long now = this.received.get();
		this.count = new Count(now, now - this.before);
		this.before = now;
		this.live.refresh(this);
	}

	@Override
	public String type() {
		return "throughput";
	}

	@Override
	public Object current() {
		return this.count;
	}

	/**
	 * How many events have arrived.
	 *
	 * @param received since the start
	 * @param lastSecond within the last second
	 */
	record Count(long received, long lastSecond) {

	}

}
