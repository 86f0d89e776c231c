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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;

/**
 * Watches the delivery of events. All methods are called on delivery threads, several at
 * a time, for each event: they must return at once. What they throw is logged.
 *
 * @since 1.0.0
 * @see EventDelivery#addObserver(DeliveryObserver)
 */
public interface DeliveryObserver {

	/**
	 * An event has left the queue.
	 * @param event the event
	 * @param millis time that it has waited, in milliseconds
	 */
	default void taken(PusherApplicationEvent event, long millis) {
	}

	/**
	 * A listener has been called, successfully or not. A further call after a failure is
	 * reported too.
	 * @param listener the listener method, or {@code null} for the listeners of the
	 * application context together
	 * @param event the event
	 * @param nanos time that it has taken, the reading of the payload included, in
	 * nanoseconds
	 * @param failed whether it has thrown
	 */
	default void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
			boolean failed) {
	}

}
