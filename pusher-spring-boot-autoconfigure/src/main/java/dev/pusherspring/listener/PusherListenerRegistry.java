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

package dev.pusherspring.listener;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.pusherspring.client.PusherClient;

/**
 * All {@link PusherListener} methods of the application. Subscribes to the channels that
 * they name while they run.
 * <p>
 * Safe for use by several threads.
 *
 * @since 1.0.0
 */
public final class PusherListenerRegistry {

	private final Map<String, PusherListenerEndpoint> endpoints = new LinkedHashMap<>();

	private final ListenerIndex index = new ListenerIndex();

	// channels wanted by listeners, and by how many
	private final Map<String, Integer> wanted = new HashMap<>();

	// channels that were subscribed for listeners, and not for somebody else before
	private final Set<String> subscribed = new HashSet<>();

	private @Nullable PusherClient client;

	synchronized void register(PusherListenerEndpoint endpoint) {
		PusherListenerEndpoint other = this.endpoints.putIfAbsent(endpoint.getId(), endpoint);
		if (other != null) {
			throw new InvalidPusherListenerException(
					"There are two @PusherListener methods with the id '%s': %s and %s".formatted(endpoint.getId(),
							other.describe(), endpoint.describe()),
					"Give them different ids, or none: ids are then made from bean and method. "
							+ "A bean of which there are several instances cannot have an id.");
		}
		this.index.add(endpoint);
		if (this.client != null && endpoint.isAutoStartup()) {
			start(endpoint);
		}
	}

	/**
	 * Stop and forget the listeners of a bean that is no more.
	 * @param target the bean itself, not its proxy
	 */
	synchronized void unregister(Object target) {
		List<PusherListenerEndpoint> gone = this.endpoints.values()
			.stream()
			.filter((endpoint) -> endpoint.isOf(target))
			.toList();
		for (PusherListenerEndpoint endpoint : gone) {
			stop(endpoint.getId());
			this.endpoints.remove(endpoint.getId());
			this.index.remove(endpoint);
		}
	}

	/**
	 * Start all listeners that start with the client.
	 * @param client the client
	 */
	public synchronized void startAll(PusherClient client) {
		this.client = client;
		this.endpoints.values().stream().filter(PusherListenerEndpoint::isAutoStartup).forEach(this::start);
	}

	/**
	 * Return all listeners.
	 * @return a snapshot
	 */
	public synchronized Collection<PusherListenerEndpoint> getListeners() {
		return List.copyOf(this.endpoints.values());
	}

	/**
	 * Return a listener.
	 * @param id id of the listener
	 * @return the listener, or {@code null} if there is none of that id
	 */
	public synchronized @Nullable PusherListenerEndpoint getListener(String id) {
		return this.endpoints.get(id);
	}

	/**
	 * Start a listener: subscribe to its channels and call it. Does nothing if it runs.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public synchronized void start(String id) {
		start(require(id));
	}

	private void start(PusherListenerEndpoint endpoint) {
		PusherClient client = this.client;
		Assert.state(client != null, "The client has not been started");
		if (endpoint.isRunning()) {
			return;
		}
		endpoint.setRunning(true);
		for (String channel : endpoint.channelsToSubscribe()) {
			this.wanted.merge(channel, 1, Integer::sum);
			if (client.getChannel(channel) == null) {
				client.subscribe(channel);
				this.subscribed.add(channel);
			}
		}
	}

	/**
	 * Stop a listener: call it no more, and unsubscribe from channels that only it
	 * wanted. Does nothing if it does not run.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public synchronized void stop(String id) {
		PusherListenerEndpoint endpoint = require(id);
		PusherClient client = this.client;
		if (!endpoint.isRunning() || client == null) {
			return;
		}
		endpoint.setRunning(false);
		for (String channel : endpoint.channelsToSubscribe()) {
			if (this.wanted.merge(channel, -1, (count, one) -> (count + one > 0) ? count + one : null) == null
					&& this.subscribed.remove(channel)) {
				client.unsubscribe(channel);
			}
		}
	}

	/**
	 * Call a listener no more, but keep its channels.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public synchronized void pause(String id) {
		require(id).setPaused(true);
	}

	/**
	 * Call a listener again after {@link #pause(String)}.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public synchronized void resume(String id) {
		require(id).setPaused(false);
	}

	private PusherListenerEndpoint require(String id) {
		PusherListenerEndpoint endpoint = this.endpoints.get(id);
		Assert.isTrue(endpoint != null,
				() -> "There is no listener with the id '%s'; there are %s".formatted(id, this.endpoints.keySet()));
		return endpoint;
	}

	List<PusherListenerEndpoint> find(ListenerEvent event) {
		return this.index.find(event.channel(), event.name());
	}

	boolean isEmpty() {
		return this.index.isEmpty();
	}

}
