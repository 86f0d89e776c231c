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

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A client of one Channels app: one connection, any number of channels.
 * <p>
 * Safe for use by several threads. No method waits for the network; calls of one thread
 * are carried out in order. Clients share nothing with each other.
 *
 * @since 1.0.0
 */
public interface PusherClient {

	/**
	 * Name of a client that has not been given any: {@value}.
	 */
	String DEFAULT_NAME = "pusher";

	/**
	 * Return the name of the client, which tells several in one application apart.
	 * @return the name, {@value #DEFAULT_NAME} by default
	 */
	String getName();

	/**
	 * Start to connect, unless that is under way or done. The client goes on trying until
	 * {@link #disconnect()}, unless the server refuses for good or the permitted number
	 * of attempts is used up. A thread keeps the JVM alive until {@link #disconnect()},
	 * unless the client has been built otherwise.
	 * @return completes when the client is connected; completes exceptionally with a
	 * {@link PusherConnectException} when it has stopped trying
	 */
	CompletableFuture<Void> connect();

	/**
	 * End the connection and all attempts to get one. Channels stay wanted: the next
	 * {@link #connect()} subscribes to them again.
	 * @return completes when the client is disconnected
	 */
	CompletableFuture<Void> disconnect();

	/**
	 * Get another connection in place of the present one, or try at once if there is
	 * none. What the server has sent on the present one by then still arrives. Channels
	 * and the user stay wanted. The same as {@link #connect()} for a client that is not
	 * connected and does not try to be.
	 * @return completes when the client is connected again; completes exceptionally with
	 * a {@link PusherConnectException} when it has stopped trying
	 */
	CompletableFuture<Void> reconnect();

	/**
	 * Do the same as {@link #reconnect()}, with another key or another server from the
	 * new connection on. All channels are authorized anew and subscribed to there; an
	 * authorization that is under way is discarded. The client goes on with the change
	 * until it is built anew.
	 * @param change says what is different; called at once
	 * @return completes when the client is connected again; completes exceptionally with
	 * a {@link PusherConnectException} when it has stopped trying
	 * @throws IllegalArgumentException if a value cannot be used; nothing is changed then
	 */
	CompletableFuture<Void> reconnect(Consumer<ClientChange> change);

	/**
	 * Return the state of the connection.
	 * @return the state
	 */
	ConnectionState getState();

	/**
	 * Return the id that the server gave to the connection. It changes with each
	 * connection.
	 * @return the id, or {@code null} when not connected
	 */
	@Nullable String getSocketId();

	/**
	 * Subscribe to a channel, now and after each reconnection. A further call has no
	 * effect, unless the subscription has failed: it is then retried.
	 * @param name name of the channel
	 * @return the channel
	 * @throws IllegalArgumentException if servers would not take the name
	 * @throws IllegalStateException if the channel is encrypted and the library that
	 * decrypts is missing
	 */
	Channel subscribe(String name);

	/**
	 * Subscribe to a channel on behalf of an owner. The channel stays subscribed until
	 * every owner has unsubscribed from it.
	 * @param name name of the channel
	 * @param owner the owner, compared by identity
	 * @return the channel
	 * @throws IllegalArgumentException if servers would not take the name
	 * @throws IllegalStateException if the channel is encrypted and the library that
	 * decrypts is missing
	 * @see #subscribe(String)
	 */
	Channel subscribe(String name, Object owner);

	/**
	 * Unsubscribe from a channel, for all of its owners. Does nothing if the channel is
	 * not subscribed.
	 * @param name name of the channel
	 */
	void unsubscribe(String name);

	/**
	 * Unsubscribe an owner from a channel. The channel stays subscribed if it has other
	 * owners. Does nothing if the owner has not subscribed to it.
	 * @param name name of the channel
	 * @param owner the object that {@link #subscribe(String, Object)} was called with
	 */
	void unsubscribe(String name, Object owner);

	/**
	 * Return a channel that is wanted.
	 * @param name name of the channel
	 * @return the channel, or {@code null} if it is not wanted
	 */
	@Nullable Channel getChannel(String name);

	/**
	 * Return all channels that are wanted.
	 * @return a snapshot
	 */
	Collection<Channel> getChannels();

	/**
	 * Send a client event to the other subscribers of a private or presence channel. The
	 * app must permit client events. Events above the rate that the server takes wait,
	 * and so do those on a channel whose subscription is under way; when too many wait
	 * the event is rejected.
	 * @param channel name of a channel that is subscribed, or is being subscribed
	 * @param event name of the event, starting with {@code client-}
	 * @param data the data, turned into JSON
	 * @return completes when the event has been sent; completes exceptionally with an
	 * {@link IllegalStateException} if it cannot be: the channel is not subscribed or its
	 * subscription is refused, the connection is lost, too many wait. A refusal by the
	 * server (4301) arrives as error
	 * @throws IllegalArgumentException if servers would not take the event's name or
	 * client events on the channel
	 */
	CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data);

	/**
	 * Want the connection's user signed in, now and after each reconnection. Tries again
	 * after a failure; does nothing if the user is signed in.
	 */
	void signin();

	/**
	 * Return the user who is signed in on the present connection.
	 * @return the user, or {@code null}
	 */
	@Nullable User getUser();

	/**
	 * Stop reading from the socket, so that the server feels the back-pressure. The
	 * heartbeat knows and does not take the silence for a dead link. Doing so again
	 * changes nothing.
	 */
	default void pause() {
		pause(this);
	}

	/**
	 * Take back what {@link #pause()} has asked for. Reading goes on unless somebody else
	 * has paused it, such as delivery whose queue is full.
	 */
	default void resume() {
		resume(this);
	}

	/**
	 * Stop reading from the socket on behalf of an owner. Reading goes on once every
	 * owner that has paused it has resumed it.
	 * @param owner the owner of the pause, compared by identity
	 */
	void pause(Object owner);

	/**
	 * Take back the pause of an owner. Does nothing if that owner has not paused reading.
	 * @param owner the object that {@link #pause(Object)} was called with
	 */
	void resume(Object owner);

	/**
	 * Return what is known of the connection.
	 * @return a snapshot
	 */
	ConnectionInfo getConnectionInfo();

	/**
	 * Add a listener, which hears what happens from now on.
	 * @param listener the listener
	 * @return removes the listener
	 */
	Registration addListener(PusherClientListener listener);

}
