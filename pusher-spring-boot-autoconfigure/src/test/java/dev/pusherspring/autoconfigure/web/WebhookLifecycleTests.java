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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.webhook.ChannelOccupiedWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent;
import dev.pusherspring.webhook.PusherWebhookEvent.Origin;
import dev.pusherspring.webhook.WebhookDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebhookLifecycle}.
 */
class WebhookLifecycleTests {

	private final CountDownLatch begun = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final StaticApplicationContext context = new StaticApplicationContext();

	private final WebhookDelivery delivery = new WebhookDelivery(null, new ApplicationEventListeners(this.context), 2,
			new CustomizableThreadFactory("webhook-test-"));

	private final WebhookLifecycle lifecycle = new WebhookLifecycle(List.of(this.delivery), Duration.ofMinutes(1));

	private void start(Runnable listener) {
		this.context.addApplicationListener((ApplicationListener<PusherWebhookEvent>) (event) -> {
			this.begun.countDown();
			listener.run();
		});
		this.context.refresh();
		this.lifecycle.start();
		this.delivery.test(List.of(new ChannelOccupiedWebhookEvent(new Origin("pusher", Instant.EPOCH), "orders")));
	}

	@AfterEach
	void close() {
		this.gate.countDown();
		this.context.close();
	}

	@Test
	void othersOfThePhaseCanStopWhileAListenerIsActive() throws Exception {
		start(this::awaitGate);
		assertThat(this.begun.await(20, TimeUnit.SECONDS)).isTrue();
		this.lifecycle.stop(this.stopped::countDown);
		assertThat(this.stopped.getCount()).isOne();
		this.gate.countDown();
		assertThat(this.stopped.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.lifecycle.isRunning()).isFalse();
	}

	private void awaitGate() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void listenerThatClosesTheContextDoesNotWaitForItself() throws Exception {
		start(() -> this.lifecycle.stop(this.stopped::countDown));
		assertThat(this.stopped.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.lifecycle.isRunning()).isFalse();
	}

}
