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
 * Receives what happens on a client. All methods are called in order on the client's
 * event loop: they must return at once, since pings and subscriptions wait for them.
 *
 * @since 1.0.0
 */
public interface PusherClientListener {

	/**
	 * The client has been built, or the listener was added to it. Called once, before
	 * everything else, on the thread that did so.
	 * @param client the client
	 */
	default void initialized(PusherClient client) {
	}

	/**
	 * The state of the connection has changed.
	 * @param previous the state before
	 * @param current the state now
	 */
	default void stateChanged(ConnectionState previous, ConnectionState current) {
	}

	/**
	 * Another attempt to connect will be made.
	 * @param attempt its number since the last stable connection, from 1
	 * @param delay time until then
	 */
	default void reconnecting(int attempt, Duration delay) {
	}

	/**
	 * A message has arrived, of whatever kind. What it is about is reported next.
	 * @param bytes size of the message in bytes
	 */
	default void messageRead(int bytes) {
	}

	/**
	 * The server has answered a ping.
	 * @param roundTripTime time since the ping
	 */
	default void pongReceived(Duration roundTripTime) {
	}

	/**
	 * Whoever authorizes subscriptions or authenticates the user has been asked.
	 * @param call what came of it
	 */
	default void authorizationEnded(AuthorizationCall call) {
	}

	/**
	 * An event of the application has arrived on a channel.
	 * @param channel name of the channel
	 * @param event name of the event
	 * @param data text of the data, or {@code null}
	 * @param userId id of the user who sent it, or {@code null}
	 */
	default void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
	}

	/**
	 * Something went wrong.
	 * @param error what went wrong
	 */
	default void errorOccurred(PusherError error) {
	}

	/**
	 * The server has confirmed a subscription.
	 * @param channel the channel
	 */
	default void subscriptionSucceeded(Channel channel) {
	}

	/**
	 * A subscription failed.
	 * @param error why
	 */
	default void subscriptionFailed(SubscriptionError error) {
	}

	/**
	 * Somebody has come to a presence channel.
	 * @param channel name of the channel
	 * @param member who has come
	 */
	default void memberAdded(String channel, Member member) {
	}

	/**
	 * Somebody has left a presence channel.
	 * @param channel name of the channel
	 * @param member who has left
	 */
	default void memberRemoved(String channel, Member member) {
	}

	/**
	 * The number of subscriptions to a channel has changed.
	 * @param channel name of the channel
	 * @param count the number
	 */
	default void subscriptionCountChanged(String channel, int count) {
	}

	/**
	 * A cache channel has no event in its cache.
	 * @param channel name of the channel
	 */
	default void cacheMissed(String channel) {
	}

	/**
	 * The server has signed the user in.
	 * @param user the user
	 */
	default void signInSucceeded(User user) {
	}

	/**
	 * A sign-in failed.
	 * @param error why
	 */
	default void signInFailed(SignInError error) {
	}

	/**
	 * Users of the watchlist have come or gone.
	 * @param name {@code online} or {@code offline}
	 * @param userIds ids of the users
	 */
	default void watchlistChanged(String name, List<String> userIds) {
	}

	/**
	 * A subscription is back after a time without one: what was published meanwhile may
	 * be lost.
	 * @param channel name of the channel
	 * @param from when the subscription was lost
	 * @param to when it was confirmed again
	 * @param cause why the connection ended on which there was a subscription
	 */
	default void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
	}

}
