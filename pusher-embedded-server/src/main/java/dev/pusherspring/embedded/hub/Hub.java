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

package dev.pusherspring.embedded.hub;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.fault.FaultPlan.HandshakeError;
import dev.pusherspring.embedded.observed.ClientEvent;
import dev.pusherspring.embedded.observed.ConnectedClient;
import dev.pusherspring.embedded.protocol.ChannelName;
import dev.pusherspring.embedded.protocol.ErrorCode;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.Refusal;
import dev.pusherspring.embedded.protocol.ServerFrame;
import dev.pusherspring.embedded.protocol.Signer;

/**
 * The core of the server: all connections, channels and users. All state is confined to
 * the thread of the given loop and needs no locks; every method must be called on that
 * thread.
 *
 * @since 1.0.0
 */
public final class Hub {

	private final ServerSettings settings;

	private final FaultPlan faults;

	private final Map<String, Connection> connections = new LinkedHashMap<>();

	private final ConnectionWatch watch;

	private final ChannelRegistry channels;

	private final ChannelDirectory directory;

	private final UserDirectory users;

	private final ClientEventRelay clientEvents;

	private final MessageDispatcher dispatcher;

	private final Conditions conditions = new Conditions();

	private long accepted;

	/**
	 * Create a hub without connections.
	 * @param settings the settings of the server
	 * @param signer signs with the app's secret
	 * @param loop the thread that owns the hub
	 * @param faults the faults that are switched on
	 * @param listener the listener to notify of events on channels
	 */
	public Hub(ServerSettings settings, Signer signer, ScheduledExecutorService loop, FaultPlan faults,
			HubListener listener) {
		this.settings = settings;
		this.watch = new ConnectionWatch(settings, loop);
		this.faults = faults;
		Credentials credentials = new Credentials(settings.key(), signer);
		this.channels = new ChannelRegistry(settings.maxMembers(),
				new EventCache(settings.cacheTtl(), settings.clock()),
				new SubscriptionCounts(settings.subscriptionCounts(), loop, listener), listener);
		this.directory = new ChannelDirectory(this.channels);
		this.users = new UserDirectory(settings.watchlists());
		this.clientEvents = new ClientEventRelay(settings.clientEvents(), settings.maxEventData(), listener);
		this.dispatcher = new MessageDispatcher(new SubscriptionDesk(this.channels, credentials),
				new SignInDesk(this.users, credentials), this.clientEvents, faults);
	}

	/**
	 * Accept a new client, or refuse it over the link.
	 * @param link the link to the client
	 * @param handshake the handshake of the client
	 * @return the connection, or {@code null} if the client has been refused
	 */
	public @Nullable Connection open(Link link, Handshake handshake) {
		this.accepted++;
		try {
			checkFaults();
			handshake.check(this.settings.key());
			if (this.connections.size() >= this.settings.maxConnections()) {
				throw Refusal.connection(ErrorCode.OVER_QUOTA.code(), "Over connection quota");
			}
		}
		catch (Refusal ex) {
			turnAway(link, ex);
			return null;
		}
		Connection connection = new Connection(newSocketId(), handshake, link,
				new ClientEventBudget(this.settings.clientEventsPerSecond(), this.settings.clock()));
		this.connections.put(connection.socketId(), connection);
		if (!this.faults.isMuteHandshakes()) {
			ObjectNode data = Json.object().put("socket_id", connection.socketId());
			if (handshake.protocolVersion() >= 7) {
				data.put("activity_timeout", Math.max(1, this.settings.activityTimeout().toSeconds()));
			}
			connection.send(ServerFrame.event("pusher:connection_established", null, Json.write(data)));
		}
		this.watch.start(connection);
		this.conditions.changed();
		return connection;
	}

	/**
	 * Refuse a client with an error event, and close the link with the same code.
	 * @param link the link to the client
	 * @param refusal the code and the message for the client
	 */
	public void turnAway(Link link, Refusal refusal) {
		link.send(ServerFrame.error(refusal.code(), refusal.message()));
		Integer code = refusal.code();
		link.close((code != null) ? code : ErrorCode.RECONNECT.code(), refusal.message());
	}

	private void checkFaults() {
		HandshakeError error = this.faults.getHandshakeError();
		if (error != null) {
			throw Refusal.connection(error.code(), error.message());
		}
	}

	private String newSocketId() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String id = random.nextInt(1, 1_000_000) + "." + random.nextInt(1, 1_000_000_000);
		return this.connections.containsKey(id) ? newSocketId() : id;
	}

	/**
	 * Handle a message of a client.
	 * @param connection the client's connection
	 * @param text the message
	 */
	public void receive(Connection connection, String text) {
		connection.heard();
		this.dispatcher.dispatch(connection, text);
		this.conditions.changed();
	}

	/**
	 * Record that a client is alive although it sent no message.
	 * @param connection the client's connection
	 */
	public void heard(Connection connection) {
		connection.heard();
	}

	/**
	 * Remove a connection whose link is closed.
	 * @param connection the connection
	 */
	public void closed(Connection connection) {
		if (this.connections.remove(connection.socketId(), connection)) {
			this.watch.stop(connection);
			this.channels.leaveAll(connection);
			this.users.left(connection);
			this.conditions.changed();
		}
	}

	/**
	 * Publish an event.
	 * @param channel the channel
	 * @param event the event's name
	 * @param data the event's data
	 * @param exceptSocketId the connection to skip, or {@code null}
	 * @return the links over which it was sent
	 */
	public List<Link> publish(ChannelName channel, String event, String data, @Nullable String exceptSocketId) {
		return this.channels.publish(channel, event, data, exceptSocketId);
	}

	/**
	 * Close all connections on which a user is signed in.
	 * @param userId the user's id
	 */
	public void terminate(String userId) {
		this.users.connections(userId)
			.forEach((connection) -> connection
				.refuse(Refusal.connection(ErrorCode.UNAUTHORIZED.code(), "Disconnected by the application")));
	}

	/**
	 * Close a connection, if it is still open.
	 * @param socketId the connection's id
	 * @param code the close code
	 * @param reason the reason
	 */
	public void close(String socketId, int code, String reason) {
		Link link = link(socketId);
		if (link != null) {
			link.close(code, reason);
		}
	}

	/**
	 * Return the channels.
	 * @return a view that reflects later changes
	 */
	public ChannelDirectory channels() {
		return this.directory;
	}

	/**
	 * Return all connections.
	 * @return the connections, oldest first
	 */
	public List<Connection> connections() {
		return List.copyOf(this.connections.values());
	}

	/**
	 * Describe all connections.
	 * @return the descriptions, oldest first
	 */
	public List<ConnectedClient> clients() {
		return this.connections.values().stream().map(Connection::observe).toList();
	}

	/**
	 * Return the link of a connection.
	 * @param socketId the connection's id
	 * @return the link, or {@code null} if there is no such connection
	 */
	public @Nullable Link link(String socketId) {
		Connection connection = this.connections.get(socketId);
		return (connection != null) ? connection.link() : null;
	}

	/**
	 * Return the links of all connections.
	 * @return the links, oldest first
	 */
	public List<Link> links() {
		return this.connections.values().stream().map(Connection::link).toList();
	}

	/**
	 * Run an action for the link of every connection.
	 * @param action the action, which receives the connection's id and its link
	 */
	public void eachLink(BiConsumer<String, Link> action) {
		connections().forEach((connection) -> action.accept(connection.socketId(), connection.link()));
	}

	/**
	 * Return the recorded client events.
	 * @return the events
	 */
	public Recent<ClientEvent> clientEvents() {
		return this.clientEvents.relayed();
	}

	/**
	 * Return how many clients have asked to connect, whether accepted or refused.
	 * @return the number
	 */
	public long accepted() {
		return this.accepted;
	}

	/**
	 * Clear the recorded client events, the number of accepted clients and the events of
	 * cache channels.
	 */
	public void forget() {
		this.accepted = 0;
		this.clientEvents.relayed().clear();
		this.channels.forgetCached();
	}

	/**
	 * Wait for a condition to become true.
	 * @param test the condition, checked after every change on the server's thread
	 * @return a future that completes once it is true
	 */
	public CompletableFuture<Void> await(BooleanSupplier test) {
		return this.conditions.await(test);
	}

	/**
	 * Check the conditions that are waited for, after a change outside the hub.
	 */
	public void changed() {
		this.conditions.changed();
	}

}
