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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;

/**
 * The events that wait in the gate of one channel, in order. Guarded by the gate.
 */
final class WaitingEvents {

	private final MissedEventsRecovery recovery;

	private final Deque<PusherApplicationEvent> held = new ArrayDeque<>();

	// events that arrive between the loss of the connection and the end of the outage
	private final List<PusherApplicationEvent> early = new ArrayList<>();

	WaitingEvents(MissedEventsRecovery recovery) {
		this.recovery = recovery;
	}

	void add(PusherApplicationEvent event) {
		this.held.add(event);
		this.recovery.counts().waits();
	}

	void addEarly(PusherApplicationEvent event) {
		this.early.add(event);
		this.recovery.counts().waits();
	}

	boolean hasEarly() {
		return !this.early.isEmpty();
	}

	/**
	 * Called when the outage has ended. Early events are moved behind all other events.
	 */
	void endEarly() {
		this.held.addAll(this.early);
		this.early.clear();
	}

	/**
	 * Remove the next event.
	 * @return the event, or {@code null} if there are only events that wait for the end
	 * of an outage
	 */
	@Nullable PusherApplicationEvent poll() {
		PusherApplicationEvent event = this.held.poll();
		if (event != null) {
			this.recovery.counts().waitsNoMore();
		}
		return event;
	}

	/**
	 * Remove the oldest event that may be dropped.
	 * @return the event, or {@code null} if none waits
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		for (Collection<PusherApplicationEvent> events : List.of(this.held, this.early)) {
			for (PusherApplicationEvent event : events) {
				if (this.recovery.target().isDroppable(event)) {
					events.remove(event);
					this.recovery.counts().waitsNoMore();
					return event;
				}
			}
		}
		return null;
	}

}
