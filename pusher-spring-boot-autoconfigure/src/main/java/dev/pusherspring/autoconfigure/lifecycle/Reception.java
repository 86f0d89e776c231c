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

package dev.pusherspring.autoconfigure.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * A client and the delivery of its events, which start and stop together.
 */
final class Reception {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.lifecycle");

	private static final Duration DISCONNECT_TIMEOUT = Duration.ofSeconds(2);

	private final PusherClient client;

	private final EventDelivery delivery;

	private final InitialSubscriptions subscriptions;

	Reception(PusherClient client, EventDelivery delivery, InitialSubscriptions subscriptions) {
		this.client = client;
		this.delivery = delivery;
		this.subscriptions = subscriptions;
	}

	/**
	 * Prepare everything except the connection.
	 */
	void start() {
		this.delivery.start(this.client);
		this.subscriptions.begin(this.client);
	}

	void divide(Predicate<String> channels) {
		this.subscriptions.divide(channels);
	}

	/**
	 * Subscribe to the channels that this instance has gained, and unsubscribe from those
	 * that it has lost.
	 */
	void refresh() {
		this.subscriptions.refresh(this.client);
		this.delivery.forgetUnwanted();
	}

	CompletableFuture<Void> connect() {
		return this.client.connect();
	}

	void stop() {
		this.delivery.stop(this::disconnect);
	}

	private void disconnect() {
		CompletableFuture<Void> disconnected = this.client.disconnect();
		// a mock returns null
		if (disconnected == null) {
			return;
		}
		try {
			disconnected.get(DISCONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.warn("The client did not disconnect in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	boolean isDelivering() {
		return this.delivery.isDelivering();
	}

}
