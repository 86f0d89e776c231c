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

package dev.pusherspring.client.internal.core;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import dev.pusherspring.client.internal.channel.Subscriptions;
import dev.pusherspring.client.internal.connection.Connection;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Controls whether messages are read, which they are unless an owner has paused reading.
 * A separate object, so that a copy of the client's fields, such as a test's spy, shares
 * its state.
 */
final class Reading {

	private final EventLoop loop;

	private final Connection connection;

	private final Subscriptions subscriptions;

	// the owners of pauses
	private final Set<Object> pausedBy = Collections
		.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

	// used on the loop only
	private boolean applied = true;

	Reading(EventLoop loop, Connection connection, Subscriptions subscriptions) {
		this.loop = loop;
		this.connection = connection;
		this.subscriptions = subscriptions;
	}

	void pause(Object owner) {
		this.pausedBy.add(owner);
		this.loop.run(this::apply);
	}

	void resume(Object owner) {
		this.pausedBy.remove(owner);
		this.loop.run(this::apply);
	}

	// the current owners count, regardless of the order of calls
	private void apply() {
		boolean reading = this.pausedBy.isEmpty();
		if (reading == this.applied) {
			return;
		}
		this.applied = reading;
		if (reading) {
			this.connection.resume();
			this.subscriptions.readingResumed();
		}
		else {
			this.connection.pause();
			this.subscriptions.readingPaused();
		}
	}

}
