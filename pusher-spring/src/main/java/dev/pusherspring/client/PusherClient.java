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
 * A client of one Channels app, with one connection and any number of channels.
 * <p>
 * Safe for use by multiple threads. No method waits for the network. Calls made by one
 * thread take effect in order. Clients do not share any state.
 *
 * @since 1.0.0
 */
public interface PusherClient {

	/**
	 * Default name of a client: {@value}.
	 */
	String DEFAULT_NAME = "pusher";

	/**
	 * Return the name of the client, which identifies it if an application has several
	 * clients.
	 * @return the name, {@value #DEFAULT_NAME} by default
	 */
	String getName();

	/**
	 * Connect to the server. Does nothing if the client is connected or connecting. The
	 * client keeps trying to connect until {@link #disconnect()} is called, unless the
	 * server permanently refuses the connection or the maximum number of attempts is used
	 * up. A thread keeps the JVM alive until {@link #disconnect()} is called, unless the
	 * client has been built with {@code keepAlive(false)}.
	 * @return a future that completes when the client is connected, or completes
	 * exceptionally with a {@link PusherConnectException} when it has stopped trying
	 */
	CompletableFuture<Void> connect();

	/**
	 * Disconnect from the server, or stop trying to connect. The client keeps its
	 * channels and subscribes to them again with the next {@link #connect()}.
	 * @return a future that completes when the client is disconnected
	 */
	CompletableFuture<Void> disconnect();

	/**
	 * Replace the current connection with a new one, or try to connect immediately if
	 * there is none. Everything that the server has already sent on the current
	 * connection still arrives. The client subscribes to its channels and signs its user
	 * in again. The same as {@link #connect()} for a client that is disconnected.
	 * @return a future that completes when the client is connected again, or completes
	 * exceptionally with a {@link PusherConnectException} when it has stopped trying
	 */
	CompletableFuture<Void> reconnect();

	/**
	 * Replace the current connection as with {@link #reconnect()}, using another key or
	 * another server from the new connection on. All channels are authorized and
	 * subscribed to again; authorizations in progress are discarded. The change applies
	 * for the rest of the client's lifetime.
	 * @param change the function that applies the changes; called before this method
	 * returns
	 * @return a future that completes when the client is connected again, or completes
	 * exceptionally with a {@link PusherConnectException} when it has stopped trying
	 * @throws IllegalArgumentException if a value is not valid; nothing is changed in
	 * this case
	 */
	CompletableFuture<Void> reconnect(Consumer<ClientChange> change);

	/**
	 * Return the state of the connection.
	 * @return the state
	 */
	ConnectionState getState();

	/**
	 * Return the socket id that the server has assigned to the connection. It changes
	 * with each connection.
	 * @return the id, or {@code null} if not connected
	 */
	@Nullable String getSocketId();

	/**
	 * Subscribe to a channel, now and after each reconnection. A further call has no
	 * effect, unless the subscription has failed: it is then retried.
	 * @param name name of the channel
	 * @return the channel
	 * @throws IllegalArgumentException if the name is not valid
	 * @throws IllegalStateException if the channel is encrypted and Bouncy Castle is not
	 * on the classpath
	 */
	Channel subscribe(String name);

	/**
	 * Subscribe to a channel on behalf of an owner. The channel stays subscribed until
	 * every owner has unsubscribed from it.
	 * @param name name of the channel
	 * @param owner the owner, compared by identity
	 * @return the channel
	 * @throws IllegalArgumentException if the name is not valid
	 * @throws IllegalStateException if the channel is encrypted and Bouncy Castle is not
	 * on the classpath
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
	 * Return a channel that the client has subscribed to.
	 * @param name name of the channel
	 * @return the channel, or {@code null} if the client has not subscribed to it
	 */
	@Nullable Channel getChannel(String name);

	/**
	 * Return all channels that the client has subscribed to.
	 * @return a snapshot
	 */
	Collection<Channel> getChannels();

	/**
	 * Send a client event to the other subscribers of a private or presence channel.
	 * Client events must be enabled for the app. Events that exceed the configured rate
	 * wait, as do events on a channel whose subscription has not been confirmed yet. If
	 * too many events are waiting, further events are rejected.
	 * @param channel name of a channel that the client has subscribed to
	 * @param event name of the event, starting with {@code client-}
	 * @param data the data, which is written as JSON
	 * @return a future that completes when the event has been sent, or completes
	 * exceptionally with an {@link IllegalStateException} if it cannot be sent because
	 * the channel is not subscribed, the connection is lost or too many events are
	 * waiting. A rejection by the server (4301) is reported as an error
	 * @throws IllegalArgumentException if the name of the event is not valid, or the
	 * channel does not support client events
	 */
	CompletableFuture<Void> trigger(String channel, String event, @Nullable Object data);

	/**
	 * Sign in the user of the connection, now and after each reconnection. A failed
	 * sign-in is retried. Does nothing if the user is signed in.
	 */
	void signin();

	/**
	 * Return the user who is signed in on the current connection.
	 * @return the user, or {@code null} if none is signed in
	 */
	@Nullable User getUser();

	/**
	 * Stop reading from the socket, which exerts back-pressure on the server. The
	 * heartbeat does not treat the resulting silence as a lost connection. A further call
	 * has no effect.
	 */
	default void pause() {
		pause(this);
	}

	/**
	 * Resume reading after {@link #pause()}. Reading stays paused if another owner has
	 * paused it, for example because the queue of listeners is full.
	 */
	default void resume() {
		resume(this);
	}

	/**
	 * Stop reading from the socket on behalf of an owner. Reading continues once every
	 * owner that has paused it has resumed it.
	 * @param owner the owner of the pause, compared by identity
	 */
	void pause(Object owner);

	/**
	 * Resume reading on behalf of an owner. Does nothing if the owner has not paused it.
	 * @param owner the object that {@link #pause(Object)} was called with
	 */
	void resume(Object owner);

	/**
	 * Return information about the connection.
	 * @return a snapshot
	 */
	ConnectionInfo getConnectionInfo();

	/**
	 * Add a listener, which is notified from now on.
	 * @param listener the listener
	 * @return a registration that can be used to remove the listener
	 */
	Registration addListener(PusherClientListener listener);

}
