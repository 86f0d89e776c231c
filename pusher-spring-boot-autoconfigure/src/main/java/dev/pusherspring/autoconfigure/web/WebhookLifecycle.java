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

package dev.pusherspring.autoconfigure.web;

import java.time.Duration;
import java.util.List;

import org.springframework.context.SmartLifecycle;

import dev.pusherspring.webhook.WebhookDelivery;

/**
 * Starts the delivery of webhooks before the web server accepts requests, and stops it
 * once active requests have completed.
 */
class WebhookLifecycle implements SmartLifecycle {

	// the web server stops accepting requests before, and stops completely after
	private static final int AFTER_REQUESTS = DEFAULT_PHASE - 1024 - 512;

	private final List<WebhookDelivery> deliveries;

	private final Duration timeout;

	private volatile boolean running;

	WebhookLifecycle(List<WebhookDelivery> deliveries, Duration timeout) {
		this.deliveries = deliveries;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.deliveries.forEach(WebhookDelivery::start);
		this.running = true;
	}

	// on a thread of its own, so that the client, which is in the same phase, can stop
	// meanwhile
	@Override
	public void stop(Runnable callback) {
		if (this.deliveries.stream().anyMatch(WebhookDelivery::isDelivering)) {
			stop();
			callback.run();
			return;
		}
		new Thread(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		}, "pusher-webhooks-stop").start();
	}

	@Override
	public void stop() {
		this.running = false;
		long deadline = System.nanoTime() + this.timeout.toNanos();
		this.deliveries
			.forEach((delivery) -> delivery.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return AFTER_REQUESTS;
	}

}
