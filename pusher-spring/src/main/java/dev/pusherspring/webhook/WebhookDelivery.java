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

package dev.pusherspring.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Delivers the events of an app's webhooks to the listeners of the application context,
 * on the delivery threads of the app's client while they run, and on a separate thread
 * otherwise. This class is thread-safe.
 *
 * @since 1.0.0
 */
public final class WebhookDelivery implements Predicate<List<PusherWebhookEvent>> {

	private static final Log logger = LogFactory.getLog(WebhookDelivery.class);

	private final @Nullable EventDelivery delivery;

	private final ApplicationEventListeners listeners;

	private final int queueCapacity;

	private final ThreadFactory threadFactory;

	// exists from start to stop
	private volatile @Nullable ThreadPoolExecutor own;

	// the separate thread, while it delivers
	private volatile @Nullable Thread delivering;

	/**
	 * Create a new {@link WebhookDelivery} instance.
	 * @param delivery the delivery of the app's client, or {@code null} if there is no
	 * client
	 * @param listeners the listeners of the application context
	 * @param queueCapacity maximum number of webhooks that wait for the separate thread
	 * @param threadFactory creates the separate thread, which exists only while there is
	 * work
	 */
	public WebhookDelivery(@Nullable EventDelivery delivery, ApplicationEventListeners listeners, int queueCapacity,
			ThreadFactory threadFactory) {
		this.delivery = delivery;
		this.listeners = listeners;
		this.queueCapacity = queueCapacity;
		this.threadFactory = threadFactory;
	}

	/**
	 * Start accepting events. No thread is started until there is work.
	 */
	public synchronized void start() {
		if (this.own == null) {
			ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS,
					new LinkedBlockingQueue<>(this.queueCapacity), this.threadFactory);
			executor.allowCoreThreadTimeOut(true);
			this.own = executor;
		}
	}

	@Override
	public boolean test(List<PusherWebhookEvent> events) {
		ThreadPoolExecutor own = this.own;
		if (own == null) {
			return false;
		}
		if (this.delivery != null && this.delivery.isRunning()) {
			return this.delivery.offer(events, PusherWebhookEvent::getChannel, this.listeners::publish);
		}
		try {
			own.execute(() -> deliver(events));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void deliver(List<PusherWebhookEvent> events) {
		this.delivering = Thread.currentThread();
		try {
			events.forEach(this.listeners::publish);
		}
		finally {
			this.delivering = null;
		}
	}

	/**
	 * Return whether the current thread is the separate thread, which calls a listener.
	 * @return whether it delivers
	 */
	public boolean isDelivering() {
		return Thread.currentThread() == this.delivering;
	}

	/**
	 * Stop accepting events, and deliver those that wait for the separate thread. A
	 * listener that calls this method does not wait for itself.
	 * @param timeout maximum time to deliver them, after which remaining events are lost
	 */
	public synchronized void stop(Duration timeout) {
		ThreadPoolExecutor own = this.own;
		this.own = null;
		if (own == null) {
			return;
		}
		own.shutdown();
		try {
			if (isDelivering() || own.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		int active = own.getActiveCount();
		logger
			.warn(LogMessage.format("Delivery of webhooks stopped, but %d webhooks could not be delivered within %d ms",
					own.shutdownNow().size() + active, timeout.toMillis()));
	}

}
