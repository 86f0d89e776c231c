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
 * Observer of the delivery of events. Its methods are called concurrently on the delivery
 * threads, for each event, and must return quickly. Exceptions are logged.
 *
 * @since 1.0.0
 * @see EventDelivery#addObserver(DeliveryObserver)
 */
public interface DeliveryObserver {

	/**
	 * Called when an event has left the queue.
	 * @param event the event
	 * @param millis time that the event has spent in the queue, in milliseconds
	 */
	default void taken(PusherApplicationEvent event, long millis) {
	}

	/**
	 * Called when a listener has been called, successfully or not. Retries are reported,
	 * too.
	 * @param listener the listener method, or {@code null} for all listeners of the
	 * application context together
	 * @param event the event
	 * @param nanos duration of the call, including the conversion of the payload, in
	 * nanoseconds
	 * @param failed whether the listener has thrown an exception
	 */
	default void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
			boolean failed) {
	}

}
