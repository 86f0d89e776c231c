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

package dev.pusherspring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * {@link Endpoint @Endpoint} to expose clients, their channels and the listeners, and to
 * reconnect a client, subscribe and unsubscribe. It exposes neither options nor
 * credentials.
 *
 * @since 1.0.0
 */
@Endpoint(id = "pusher")
public class PusherEndpoint {

	private final Map<String, PusherClient> clients;

	private final Map<String, EventDelivery> deliveries;

	private final Listeners listeners;

	private final @Nullable Supplier<List<Integer>> leads;

	/**
	 * Create a new {@link PusherEndpoint} instance.
	 * @param clients the clients by name of the app
	 * @param deliveries the delivery of events by name of the app
	 * @param listeners supplies the listener methods
	 */
	public PusherEndpoint(Map<String, PusherClient> clients, Map<String, EventDelivery> deliveries,
			Listeners listeners) {
		this(clients, deliveries, listeners, null);
	}

	/**
	 * Create a new {@link PusherEndpoint} instance.
	 * @param clients the clients by name of the app
	 * @param deliveries the delivery of events by name of the app
	 * @param listeners supplies the listener methods
	 * @param leads supplies the numbers of the partitions that this instance leads, or
	 * {@code null} if channels are not divided among instances
	 */
	public PusherEndpoint(Map<String, PusherClient> clients, Map<String, EventDelivery> deliveries, Listeners listeners,
			@Nullable Supplier<List<Integer>> leads) {
		this.clients = new LinkedHashMap<>(clients);
		this.deliveries = Map.copyOf(deliveries);
		this.listeners = listeners;
		this.leads = leads;
	}

	/**
	 * Describe all apps and listeners.
	 * @return the description
	 */
	@ReadOperation
	public PusherDescriptor pusher() {
		Map<String, AppDescriptor> apps = new LinkedHashMap<>();
		this.clients.forEach((name, client) -> apps.put(name, describe(name, client)));
		return new PusherDescriptor(apps, this.listeners.get().stream().map(ListenerDescriptor::of).toList(),
				(this.leads != null) ? this.leads.get() : null);
	}

	/**
	 * Describe one app.
	 * @param app name of the app
	 * @return the description, or {@code null} if there is no such app
	 */
	@ReadOperation
	public @Nullable AppDescriptor app(@Selector String app) {
		PusherClient client = this.clients.get(app);
		return (client != null) ? describe(app, client) : null;
	}

	/**
	 * Describe one channel.
	 * @param app name of the app
	 * @param channel name of the channel
	 * @return the description, or {@code null} if there is no such app or channel
	 */
	@ReadOperation
	public @Nullable ChannelDescriptor channel(@Selector String app, @Selector String channel) {
		PusherClient client = this.clients.get(app);
		Channel wanted = (client != null) ? client.getChannel(channel) : null;
		return (wanted != null) ? ChannelDescriptor.of(wanted) : null;
	}

	/**
	 * Close the connection of an app and connect again. Connect if there is no
	 * connection.
	 * @param app name of the app
	 */
	@WriteOperation
	public void reconnect(@Selector String app) {
		client(app).reconnect();
	}

	/**
	 * Subscribe to a channel, or retry a failed subscription.
	 * @param app name of the app
	 * @param channel name of the channel
	 */
	@WriteOperation
	public void subscribe(@Selector String app, @Selector String channel) {
		try {
			client(app).subscribe(channel);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()),
					"Cannot subscribe to this channel");
		}
	}

	/**
	 * Unsubscribe from a channel, even if a listener needs it.
	 * @param app name of the app
	 * @param channel name of the channel
	 */
	@DeleteOperation
	public void unsubscribe(@Selector String app, @Selector String channel) {
		client(app).unsubscribe(channel);
	}

	private PusherClient client(String app) {
		PusherClient client = this.clients.get(app);
		if (client == null) {
			throw new InvalidEndpointRequestException(
					"There is no app '%s'. The apps are %s".formatted(app, this.clients.keySet()),
					"There is no such app");
		}
		return client;
	}

	private AppDescriptor describe(String name, PusherClient client) {
		return AppDescriptor.of(client, this.deliveries.get(name));
	}

	/**
	 * Supplies the listener methods.
	 */
	@FunctionalInterface
	public interface Listeners {

		/**
		 * Return the listener methods.
		 * @return a snapshot
		 */
		List<PusherListenerEndpoint> get();

	}

}
