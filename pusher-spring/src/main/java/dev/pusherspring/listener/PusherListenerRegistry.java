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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherChannelEvent;

/**
 * All {@link PusherListener} methods of the application, whichever app they listen to.
 * Subscribes to the channels that they name while they run.
 * <p>
 * Safe for use by several threads.
 *
 * @since 1.0.0
 */
public final class PusherListenerRegistry {

	private static final String ALL_APPS = "*";

	private final Map<String, AppListeners> apps = new LinkedHashMap<>();

	private final @Nullable String defaultApp;

	private final Map<String, PusherListenerEndpoint> endpoints = new LinkedHashMap<>();

	/**
	 * Create a new {@link PusherListenerRegistry} instance for one app.
	 */
	public PusherListenerRegistry() {
		this(List.of(PusherClient.DEFAULT_NAME), PusherClient.DEFAULT_NAME);
	}

	/**
	 * Create a new {@link PusherListenerRegistry} instance for several apps.
	 * @param apps names of the apps
	 * @param defaultApp the one of them that listeners hear which name none, or
	 * {@code null} if they have to name one
	 */
	public PusherListenerRegistry(Collection<String> apps, @Nullable String defaultApp) {
		Assert.isTrue(defaultApp == null || apps.contains(defaultApp),
				() -> "'defaultApp' must be one of %s but is '%s'".formatted(apps, defaultApp));
		apps.forEach((app) -> this.apps.put(app, new AppListeners(app)));
		this.defaultApp = defaultApp;
	}

	/**
	 * Add a listener. It starts at once if it starts with its client and that has been
	 * started.
	 * @param endpoint the listener
	 * @return stops and removes the listener
	 * @throws InvalidPusherListenerException if there is one of that id already, or no
	 * app of the name that it listens to
	 */
	public synchronized Registration register(PusherListenerEndpoint endpoint) {
		Collection<AppListeners> apps = appsOf(endpoint);
		PusherListenerEndpoint other = this.endpoints.putIfAbsent(endpoint.getId(), endpoint);
		if (other != null) {
			throw new InvalidPusherListenerException(
					"There are two @PusherListener methods with the id '%s': %s and %s".formatted(endpoint.getId(),
							other.describe(), endpoint.describe()),
					"Give them different ids, or none: ids are then made from bean and method. "
							+ "A bean of which there are several instances cannot have an id.");
		}
		apps.forEach((app) -> app.add(endpoint));
		return () -> unregister(endpoint);
	}

	private Collection<AppListeners> appsOf(PusherListenerEndpoint endpoint) {
		String name = endpoint.getApp();
		if (name.equals(ALL_APPS)) {
			return this.apps.values();
		}
		AppListeners app = this.apps.get((name.isEmpty() && this.defaultApp != null) ? this.defaultApp : name);
		if (app != null) {
			return List.of(app);
		}
		if (name.isEmpty()) {
			throw new InvalidPusherListenerException(
					"@PusherListener method %s names no app, and there is no default one. There are %s"
						.formatted(endpoint.describe(), this.apps.keySet()),
					"Set 'app' of the annotation to one of them, or to '*' for all.");
		}
		throw new InvalidPusherListenerException(
				"@PusherListener method %s listens to app '%s', but there is no such app. There are %s"
					.formatted(endpoint.describe(), name, this.apps.keySet()),
				"Correct 'app' of the annotation, or configure an app of that name.");
	}

	private synchronized void unregister(PusherListenerEndpoint endpoint) {
		if (this.endpoints.remove(endpoint.getId(), endpoint)) {
			appsOf(endpoint).forEach((app) -> app.remove(endpoint));
		}
	}

	/**
	 * Start all listeners of the only app that start with its client.
	 * @param client the client
	 */
	public void startAll(PusherClient client) {
		startAll(PusherClient.DEFAULT_NAME, client);
	}

	/**
	 * Start all listeners of an app that start with its client.
	 * @param app name of the app
	 * @param client the client
	 * @throws IllegalArgumentException if there is no such app
	 */
	public void startAll(String app, PusherClient client) {
		of(app).startAll(client);
	}

	/**
	 * Subscribe to some channels of listeners only, as other instances of the application
	 * subscribe to the others. What changes the answer calls {@link #refresh(String)}.
	 * @param app name of the app
	 * @param channels tells whether to subscribe to a channel that a listener names;
	 * asked on the thread that starts listeners or refreshes
	 * @throws IllegalArgumentException if there is no such app
	 */
	public void divide(String app, Predicate<String> channels) {
		of(app).divide(channels);
	}

	/**
	 * Ask anew which channels of running listeners to subscribe to, and subscribe and
	 * unsubscribe accordingly. Does nothing if the client has not been started.
	 * @param app name of the app
	 * @throws IllegalArgumentException if there is no such app
	 * @see #divide(String, Predicate)
	 */
	public void refresh(String app) {
		of(app).refresh();
	}

	/**
	 * Return all listeners.
	 * @return a snapshot
	 */
	public synchronized Collection<PusherListenerEndpoint> getListeners() {
		return List.copyOf(this.endpoints.values());
	}

	/**
	 * Return the listeners that hear an app.
	 * @param app name of the app
	 * @return a snapshot
	 * @throws IllegalArgumentException if there is no such app
	 */
	public Collection<PusherListenerEndpoint> getListeners(String app) {
		return of(app).getAll();
	}

	/**
	 * Return the listeners that an event is for, whether they run or not.
	 * @param app name of the app that the event is from
	 * @param event the event
	 * @return the listeners, in the order in which they were registered
	 * @throws IllegalArgumentException if there is no such app
	 */
	public List<PusherListenerEndpoint> getListeners(String app, PusherChannelEvent event) {
		return of(app).find(event);
	}

	/**
	 * Return who knows what was missed on a channel, if a listener of it names a source.
	 * @param app name of the app
	 * @param channel name of the channel
	 * @return the source, or {@code null} if no listener names one
	 * @throws IllegalArgumentException if there is no such app
	 */
	public @Nullable MissedEventsSource getMissedEvents(String app, String channel) {
		return of(app).findMissedEvents(channel);
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
	 * One that listens to all apps starts on those whose clients have been started, and
	 * on the others as they start.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 * @throws IllegalStateException if no client that it listens to has been started
	 */
	public synchronized void start(String id) {
		PusherListenerEndpoint endpoint = require(id);
		List<AppListeners> started = appsOf(endpoint).stream().filter(AppListeners::isStarted).toList();
		Assert.state(!started.isEmpty(), "The client has not been started");
		endpoint.setWanted(true);
		started.forEach((app) -> app.start(endpoint));
	}

	/**
	 * Stop a listener: stop calling it, and unsubscribe from channels that only it
	 * wanted. It stays stopped, also when the client starts again, until it is started.
	 * Does nothing if it does not run.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is none of that id
	 */
	public synchronized void stop(String id) {
		PusherListenerEndpoint endpoint = require(id);
		endpoint.setWanted(false);
		appsOf(endpoint).forEach((app) -> app.stop(endpoint));
	}

	/**
	 * Stop calling a listener, but keep its channels.
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

	private AppListeners of(String app) {
		AppListeners listeners = this.apps.get(app);
		Assert.isTrue(listeners != null, () -> "There is no app '%s'; there are %s".formatted(app, this.apps.keySet()));
		return listeners;
	}

}
