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
 * The delivery of a published event to the clients that were subscribed at that time.
 * Safe for use by multiple threads.
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
	 * Return the number of connections that the event is sent to.
	 * @return the number of subscribers when it was published
	 */
	public int getRecipientCount() {
		return this.recipients.size();
	}

	/**
	 * Wait until the event has reached all of them. A client on a WebSocket must have
	 * confirmed that it has read the event; for a client on HTTP, the event must have
	 * been written; a client that has disconnected is ignored. The application behind a
	 * client may not have handled the event yet.
	 * @param timeout the maximum time to wait
	 * @return {@code true} if it has, {@code false} if the timeout elapsed
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
