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

package dev.pusherspring.smoke.endpoints;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.springframework.context.event.EventListener;

import dev.pusherspring.webhook.CacheMissWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent;

/**
 * Records the events of webhooks, and the threads that bring them. Is held up by one that
 * is about a certain channel, for as long as a test wants.
 */
class RecordedWebhooks {

	private final List<PusherWebhookEvent> events = new CopyOnWriteArrayList<>();

	private final List<String> threads = new CopyOnWriteArrayList<>();

	private volatile CountDownLatch gate = new CountDownLatch(0);

	@EventListener
	void fail(CacheMissWebhookEvent event) {
		throw new IllegalStateException("A listener hurts nobody else");
	}

	@EventListener
	void record(PusherWebhookEvent event) throws InterruptedException {
		this.gate.await();
		this.threads.add(Thread.currentThread().getName());
		this.events.add(event);
	}

	void hold() {
		this.gate = new CountDownLatch(1);
	}

	void release() {
		this.gate.countDown();
	}

	List<PusherWebhookEvent> events() {
		return this.events;
	}

	List<String> threads() {
		return this.threads;
	}

	void clear() {
		this.events.clear();
		this.threads.clear();
	}

}
