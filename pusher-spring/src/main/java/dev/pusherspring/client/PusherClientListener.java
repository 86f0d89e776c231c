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

package dev.pusherspring.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Listener for everything that happens on a client. All methods are called in order on
 * the client's event loop and must return quickly, since pings and subscriptions wait for
 * them.
 *
 * @since 1.0.0
 */
public interface PusherClientListener {

	/**
	 * Called once, before all other methods, when the client has been built or the
	 * listener has been added to it. Called on the thread that built the client or added
	 * the listener.
	 * @param client the client
	 */
	default void initialized(PusherClient client) {
	}

	/**
	 * Called when the state of the connection has changed.
	 * @param previous the state before
	 * @param current the state now
	 */
	default void stateChanged(ConnectionState previous, ConnectionState current) {
	}

	/**
	 * Called when the client has been {@linkplain PusherClient#disconnect()
	 * disconnected}, whether or not it was connected.
	 */
	default void disconnected() {
	}

	/**
	 * Called when another attempt to connect has been scheduled.
	 * @param attempt number of the attempt since the last stable connection, from 1
	 * @param delay time until the attempt
	 */
	default void reconnecting(int attempt, Duration delay) {
	}

	/**
	 * Called when a message of any kind has arrived, before the method for its content.
	 * @param bytes size of the message in bytes
	 */
	default void messageRead(int bytes) {
	}

	/**
	 * Called when the server has answered a ping.
	 * @param roundTripTime time since the ping
	 */
	default void pongReceived(Duration roundTripTime) {
	}

	/**
	 * Called when a call of the channel authorizer or the user authenticator has ended.
	 * @param call the call and its outcome
	 */
	default void authorizationEnded(AuthorizationCall call) {
	}

	/**
	 * Called when an event of the application has arrived on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data the data as text, or {@code null}
	 * @param userId id of the user who sent it, or {@code null}
	 */
	default void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
	}

	/**
	 * Called when an error has occurred.
	 * @param error the error
	 */
	default void errorOccurred(PusherError error) {
	}

	/**
	 * Called when the server has confirmed a subscription.
	 * @param channel the channel
	 */
	default void subscriptionSucceeded(Channel channel) {
	}

	/**
	 * Called when a subscription has failed.
	 * @param error the reason
	 */
	default void subscriptionFailed(SubscriptionError error) {
	}

	/**
	 * Called when a member has joined a presence channel.
	 * @param channel name of the channel
	 * @param member the member that joined
	 */
	default void memberAdded(String channel, Member member) {
	}

	/**
	 * Called when a member has left a presence channel.
	 * @param channel name of the channel
	 * @param member the member that left
	 */
	default void memberRemoved(String channel, Member member) {
	}

	/**
	 * Called when the number of subscriptions to a channel has changed.
	 * @param channel name of the channel
	 * @param count the number
	 */
	default void subscriptionCountChanged(String channel, int count) {
	}

	/**
	 * Called when a cache channel had no cached event at the time of the subscription.
	 * @param channel name of the channel
	 */
	default void cacheMissed(String channel) {
	}

	/**
	 * Called when the server has signed in the user.
	 * @param user the user
	 */
	default void signInSucceeded(User user) {
	}

	/**
	 * Called when a sign-in has failed.
	 * @param error the reason
	 */
	default void signInFailed(SignInError error) {
	}

	/**
	 * Called when users on the watchlist have come online or gone offline.
	 * @param name {@code online} or {@code offline}
	 * @param userIds ids of the users
	 */
	default void watchlistChanged(String name, List<String> userIds) {
	}

	/**
	 * Called when a subscription has been restored after an outage. Events published in
	 * between may be lost.
	 * @param channel name of the channel
	 * @param from when the subscription was lost
	 * @param to when the subscription was confirmed again
	 * @param cause why the connection with the previous subscription ended
	 */
	default void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
	}

}
