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
 * The part of a server that tells what it sees: who is connected, who is subscribed, what
 * has arrived. What is returned is a copy that no later change touches. Safe for use by
 * many threads; every method throws {@link IllegalStateException} when the server is not
 * running.
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
	 * @param timeout how long to wait at most
	 * @return whether it has
	 */
	public boolean awaitSubscribed(String channel, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().channels().isOccupied(channel), timeout);
	}

	/**
	 * Wait until there are as many connections.
	 * @param count the number of connections, exactly
	 * @param timeout how long to wait at most
	 * @return whether there are
	 */
	public boolean awaitConnections(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().connections().size() == count, timeout);
	}

	/**
	 * Wait until as many client events have been received.
	 * @param count the number of events, at least
	 * @param timeout how long to wait at most
	 * @return whether they have
	 */
	public boolean awaitClientEvents(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.hub().clientEvents().total() >= count, timeout);
	}

	/**
	 * Wait until as many authorization requests have been received, answered or not.
	 * @param count the number of requests, at least
	 * @param timeout how long to wait at most
	 * @return whether they have
	 */
	public boolean awaitAuthorizationRequests(int count, Duration timeout) {
		RunningServer running = running();
		return running.await(() -> running.socket().authorizationRequests().total() >= count, timeout);
	}

	/**
	 * Wait until everything sent so far has reached its clients. A client on a WebSocket
	 * has confirmed that it has read it; for one on HTTP it is on its way.
	 * @param timeout how long to wait at most
	 * @return whether it has
	 */
	public boolean awaitDelivered(Duration timeout) {
		RunningServer running = running();
		return running.awaitDelivered(() -> running.hub().links(), timeout);
	}

	/**
	 * Return the connections there are.
	 * @return the connections, oldest first
	 */
	public List<ConnectedClient> getConnections() {
		RunningServer running = running();
		return running.call(() -> running.hub().clients());
	}

	/**
	 * Return how many clients have asked to connect since the start or the last reset, on
	 * any transport, whether taken in or turned away.
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
	 * Return how many connections are subscribed to a channel.
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
	 * @return what is known of each as JSON text ({@code null} if nothing), by user id
	 */
	public Map<String, @Nullable String> getMembers(String channel) {
		RunningServer running = running();
		return running.call(() -> running.hub().channels().members(channel));
	}

	/**
	 * Return the client events that have been accepted since the start or the last reset.
	 * @return the latest 10,000 events, or fewer if they are large, oldest first
	 */
	public List<ClientEvent> getClientEvents() {
		RunningServer running = running();
		return running.call(() -> running.hub().clientEvents().entries());
	}

	/**
	 * Return the requests to both authorization endpoints since the start or the last
	 * reset.
	 * @return the latest 10,000 requests, or fewer if they are large, oldest first,
	 * however they were answered
	 */
	public List<AuthorizationRequest> getAuthorizationRequests() {
		RunningServer running = running();
		return running.call(() -> running.socket().authorizationRequests().entries());
	}

}
