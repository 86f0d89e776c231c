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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.observed.AuthorizationRequest;
import dev.pusherspring.embedded.observed.ClientEvent;
import dev.pusherspring.embedded.observed.ConnectedClient;

/**
 * The part of a server that tests can observe: who is connected, who is subscribed, and
 * what has arrived. All results are copies that do not change later. Safe for use by
 * multiple threads. Every method throws an {@link IllegalStateException} if the server is
 * not running.
 *
 * @since 1.0.0
 */
public abstract sealed class ServerObservation permits EmbeddedPusherServer {

	ServerObservation() {
	}

	abstract RunningServer running();

	/**
	 * Wait until a channel has a subscriber.
	 * @param channel the channel's name
	 * @param timeout the maximum time to wait
	 * @return {@code true} if it has, {@code false} if the timeout elapsed
	 */
	public boolean awaitSubscribed(String channel, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().channels().isOccupied(channel), timeout);
	}

	/**
	 * Wait until there is exactly the given number of connections.
	 * @param count the number of connections
	 * @param timeout the maximum time to wait
	 * @return {@code true} if there are, {@code false} if the timeout elapsed
	 */
	public boolean awaitConnections(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().connections().size() == count, timeout);
	}

	/**
	 * Wait until at least the given number of client events has been received.
	 * @param count the number of events
	 * @param timeout the maximum time to wait
	 * @return {@code true} if they have, {@code false} if the timeout elapsed
	 */
	public boolean awaitClientEvents(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().clientEvents().total() >= count, timeout);
	}

	/**
	 * Wait until at least the given number of authorization requests has been received,
	 * answered or not.
	 * @param count the number of requests
	 * @param timeout the maximum time to wait
	 * @return {@code true} if they have, {@code false} if the timeout elapsed
	 */
	public boolean awaitAuthorizationRequests(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.socket().authorizationRequests().total() >= count, timeout);
	}

	/**
	 * Wait until everything sent so far has reached its clients. A client on a WebSocket
	 * must have confirmed that it has read everything; for a client on HTTP, everything
	 * must have been written.
	 * @param timeout the maximum time to wait
	 * @return {@code true} if it has, {@code false} if the timeout elapsed
	 */
	public boolean awaitDelivered(Duration timeout) {
		RunningServer running = running();
		return running.awaitDelivered(() -> running.hub().links(), timeout);
	}

	/**
	 * Return the open connections.
	 * @return the connections, oldest first
	 */
	public List<ConnectedClient> getConnections() {
		RunningServer running = running();
		return running.call(() -> running.hub().clients());
	}

	/**
	 * Return how many clients have asked to connect since the start or the last reset, on
	 * any transport, whether accepted or refused.
	 * @return the number
	 */
	public long getAcceptedConnections() {
		RunningServer running = running();
		return running.call(() -> running.hub().accepted());
	}

	/**
	 * Return the channels with subscribers.
	 * @return the names, in the order in which they became occupied
	 */
	public List<String> getChannels() {
		RunningServer running = running();
		return running.call(() -> running.hub().channels().names());
	}

	/**
	 * Return the number of connections subscribed to a channel.
	 * @param channel the channel's name
	 * @return the number
	 */
	public int getSubscriptionCount(String channel) {
		RunningServer running = running();
		return running.call(() -> running.hub().channels().subscriptionCount(channel));
	}

	/**
	 * Return the members of a presence channel.
	 * @param channel the channel's name
	 * @return the info of each member as JSON text, or {@code null} if it has none, by
	 * user id
	 */
	public Map<String, @Nullable String> getMembers(String channel) {
		RunningServer running = running();
		return running.call(() -> running.hub().channels().members(channel));
	}

	/**
	 * Return the client events that have been accepted since the start or the last reset.
	 * @return at most the latest 10,000 events, fewer if they are large, oldest first
	 */
	public List<ClientEvent> getClientEvents() {
		RunningServer running = running();
		return running.call(() -> running.hub().clientEvents().entries());
	}

	/**
	 * Return the requests to both authorization endpoints since the start or the last
	 * reset.
	 * @return at most the latest 10,000 requests, fewer if they are large, oldest first,
	 * regardless of how they were answered
	 */
	public List<AuthorizationRequest> getAuthorizationRequests() {
		RunningServer running = running();
		return running.call(() -> running.socket().authorizationRequests().entries());
	}

}
