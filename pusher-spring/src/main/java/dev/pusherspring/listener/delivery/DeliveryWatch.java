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

package dev.pusherspring.listener.delivery;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Counts delivered events and notifies observers. Without observers, an event costs no
 * more than the counting.
 */
final class DeliveryWatch {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.delivery");

	private final LongSupplier currentMillis;

	private final LongAdder delivered = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private volatile DeliveryObserver[] observers = {};

	DeliveryWatch() {
		this(System::currentTimeMillis);
	}

	DeliveryWatch(LongSupplier currentMillis) {
		this.currentMillis = currentMillis;
	}

	synchronized void add(DeliveryObserver observer) {
		DeliveryObserver[] observers = Arrays.copyOf(this.observers, this.observers.length + 1);
		observers[observers.length - 1] = observer;
		this.observers = observers;
	}

	synchronized void remove(DeliveryObserver observer) {
		this.observers = Arrays.stream(this.observers)
			.filter((candidate) -> candidate != observer)
			.toArray(DeliveryObserver[]::new);
	}

	void taken(PusherApplicationEvent event) {
		DeliveryObserver[] observers = this.observers;
		if (observers.length == 0) {
			return;
		}
		// the clock may have been set back
		long millis = Math.max(0, this.currentMillis.getAsLong() - event.getTimestamp());
		for (DeliveryObserver observer : observers) {
			try {
				observer.taken(event, millis);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
	}

	void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos, boolean failed) {
		for (DeliveryObserver observer : this.observers) {
			try {
				observer.called(listener, event, nanos, failed);
			}
			catch (Throwable ex) {
				log(observer, ex);
			}
		}
	}

	private static void log(DeliveryObserver observer, Throwable ex) {
		logger.error(LogMessage.format("Delivery observer %s failed; delivery continues", observer), ex);
	}

	/**
	 * Called when all listeners of a message have been called.
	 * @param event the event
	 */
	void delivered(PusherApplicationEvent event) {
		if (event instanceof PusherMessageEvent) {
			this.delivered.increment();
		}
	}

	/**
	 * Called when listeners have failed and are not called again with the event.
	 * @param count number of listeners
	 */
	void failed(int count) {
		if (count > 0) {
			this.failed.add(count);
		}
	}

	long getDelivered() {
		return this.delivered.sum();
	}

	long getFailed() {
		return this.failed.sum();
	}

}
