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

package dev.pusherspring.embedded;

import java.time.Duration;
import java.util.List;

import dev.pusherspring.embedded.hub.Link;

/**
 * The way of a published event to the clients that were subscribed at that moment. Safe
 * for use by many threads.
 *
 * @since 1.0.0
 */
public final class Delivery {

	private final RunningServer server;

	private final String channel;

	private final String event;

	private final List<Link> recipients;

	Delivery(RunningServer server, String channel, String event, List<Link> recipients) {
		this.server = server;
		this.channel = channel;
		this.event = event;
		this.recipients = recipients;
	}

	/**
	 * Return how many connections the event is for.
	 * @return the number of subscribers when it was published
	 */
	public int getRecipientCount() {
		return this.recipients.size();
	}

	/**
	 * Wait until the event has reached all of them. A client on a WebSocket has confirmed
	 * that it has read it; for one on HTTP it is on its way; one that is gone is not
	 * waited for. That the application behind a client has handled the event is not said.
	 * @param timeout how long to wait at most
	 * @return whether it has
	 * @throws IllegalStateException if called on the server's own thread
	 */
	public boolean await(Duration timeout) {
		return this.server.awaitDelivered(() -> this.recipients, timeout);
	}

	@Override
	public String toString() {
		return "Delivery[channel=" + this.channel + ", event=" + this.event + ", recipients=" + this.recipients.size()
				+ "]";
	}

}
