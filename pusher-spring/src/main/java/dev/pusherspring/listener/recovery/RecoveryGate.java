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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;

/**
 * Holds back the live events of one channel while missed events are fetched.
 *
 * @since 1.0.0
 */
public interface RecoveryGate {

	/**
	 * Hold back an event that has been counted.
	 * @param event the event
	 * @return whether it waits, {@code false} if it is to be queued because the gate has
	 * been opened or because the event reports the outage itself
	 */
	boolean hold(PusherApplicationEvent event);

	/**
	 * Remove the oldest event that may be dropped.
	 * @return the event, or {@code null} if there is none
	 */
	@Nullable PusherApplicationEvent removeOldest();

}
