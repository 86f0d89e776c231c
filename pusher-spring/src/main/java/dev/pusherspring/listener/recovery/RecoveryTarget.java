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

package dev.pusherspring.listener.recovery;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;

/**
 * The delivery queue, as used by recovery.
 *
 * @since 1.0.0
 */
public interface RecoveryTarget {

	/**
	 * Queue an event that has not been counted yet.
	 * @param event the event
	 */
	void add(PusherApplicationEvent event);

	/**
	 * Queue an event that has waited for a recovery and has already been counted.
	 * @param event the event
	 */
	void addCounted(PusherApplicationEvent event);

	/**
	 * Discard an event that has been counted but is not queued.
	 * @param event the event
	 */
	void forget(PusherApplicationEvent event);

	/**
	 * Return whether an event may be dropped when the queue is full.
	 * @param event the event
	 * @return whether it may
	 */
	boolean isDroppable(PusherApplicationEvent event);

	/**
	 * Return whether there is room for another event.
	 * @param waiting number of counted events that are not queued
	 * @return whether there is room
	 */
	boolean hasRoom(int waiting);

	/**
	 * Wait until the events that are queued now have been delivered.
	 * @param client the client
	 * @param deadline value of {@link System#nanoTime()} at which to give up
	 * @return whether they have been delivered in time
	 * @throws InterruptedException if the current thread is interrupted
	 */
	boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException;

}
