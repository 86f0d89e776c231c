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

import java.util.concurrent.atomic.AtomicLong;

import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerInterceptor;

/**
 * Counts what listeners have handled, and has one that does nothing.
 */
class HandledEvents implements PusherListenerInterceptor {

	private final AtomicLong count = new AtomicLong();

	private volatile long lastAt;

	@PusherListener("plain")
	void on(String event) {
	}

	@Override
	public void intercept(PusherListenerEndpoint listener, PusherChannelEvent event, Call call) throws Throwable {
		call.proceed();
		this.lastAt = System.nanoTime();
		this.count.addAndGet((event instanceof PusherBatchEvent batch) ? batch.getEvents().size() : 1);
	}

	long count() {
		return this.count.get();
	}

	/**
	 * Return when the last call has ended.
	 * @return the time of {@link System#nanoTime()}
	 */
	long lastAt() {
		return this.lastAt;
	}

}
