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
 * The queue that events go to, as far as recovery has to know it.
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
	 * Queue an event that has waited for a recovery, and has been counted since.
	 * @param event the event
	 */
	void addCounted(PusherApplicationEvent event);

	/**
	 * Forget an event that has been counted and is not queued.
	 * @param event the event
	 */
	void forget(PusherApplicationEvent event);

	/**
	 * Return whether an event counts and may be dropped.
	 * @param event the event
	 * @return whether it does
	 */
	boolean isLimited(PusherApplicationEvent event);

	/**
	 * Return whether there is room for another event.
	 * @param waiting number of counted events that are not queued
	 * @return whether there is
	 */
	boolean hasRoom(int waiting);

	/**
	 * Wait until what is queued now has been delivered.
	 * @param client the client
	 * @param deadline time of {@link System#nanoTime()} at which to give up
	 * @return whether it has been
	 * @throws InterruptedException if the current thread is interrupted
	 */
	boolean awaitDelivery(PusherClient client, long deadline) throws InterruptedException;

}
