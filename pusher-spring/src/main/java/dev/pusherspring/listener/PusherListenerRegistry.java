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
 * Registry of all {@link PusherListener} methods, for all apps. While a listener runs,
 * the client is subscribed to the channels that it names.
 * <p>
 * Safe for use by multiple threads.
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
	 * @param defaultApp name of the app for listeners that name none, or {@code null} if
	 * listeners have to name one
	 */
	public PusherListenerRegistry(Collection<String> apps, @Nullable String defaultApp) {
		Assert.isTrue(defaultApp == null || apps.contains(defaultApp),
				() -> "'defaultApp' must be one of %s but is '%s'".formatted(apps, defaultApp));
		apps.forEach((app) -> this.apps.put(app, new AppListeners(app)));
		this.defaultApp = defaultApp;
	}

	/**
	 * Register a listener. It starts immediately if it is to start with its client and
	 * the client has been started.
	 * @param endpoint the listener
	 * @return a registration that stops and removes the listener
	 * @throws InvalidPusherListenerException if there is already a listener with the same
	 * id, or no app with the name that the listener specifies
	 */
	public synchronized Registration register(PusherListenerEndpoint endpoint) {
		Collection<AppListeners> apps = appsOf(endpoint);
		PusherListenerEndpoint other = this.endpoints.putIfAbsent(endpoint.getId(), endpoint);
		if (other != null) {
			throw new InvalidPusherListenerException(
					"Two @PusherListener methods have the id '%s': %s and %s".formatted(endpoint.getId(),
							other.describe(), endpoint.describe()),
					"Give them different ids, or remove the ids so that they are derived from the names of the bean "
							+ "and the method. The listener of a bean with several instances cannot have an id.");
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
					"@PusherListener method %s does not name an app, and there is no default app. The apps are %s"
						.formatted(endpoint.describe(), this.apps.keySet()),
					"Set 'app' of the annotation to one of them, or to '*' for all of them.");
		}
		throw new InvalidPusherListenerException(
				"@PusherListener method %s names app '%s', which does not exist. The apps are %s"
					.formatted(endpoint.describe(), name, this.apps.keySet()),
				"Correct 'app' of the annotation, or configure an app with that name.");
	}

	private synchronized void unregister(PusherListenerEndpoint endpoint) {
		if (this.endpoints.remove(endpoint.getId(), endpoint)) {
			appsOf(endpoint).forEach((app) -> app.remove(endpoint));
		}
	}

	/**
	 * Start the listeners of the default app that start with the client.
	 * @param client the client
	 */
	public void startAll(PusherClient client) {
		startAll(PusherClient.DEFAULT_NAME, client);
	}

	/**
	 * Start the listeners of an app that start with its client.
	 * @param app name of the app
	 * @param client the client
	 * @throws IllegalArgumentException if the app does not exist
	 */
	public void startAll(String app, PusherClient client) {
		of(app).startAll(client);
	}

	/**
	 * Limit the subscriptions to some of the channels of listeners, because other
	 * instances of the application subscribe to the others. The caller is responsible for
	 * calling {@link #refresh(String)} when the result of the predicate changes.
	 * @param app name of the app
	 * @param channels tests whether to subscribe to a channel that a listener names;
	 * called on the thread that starts a listener or calls {@link #refresh(String)}
	 * @throws IllegalArgumentException if the app does not exist
	 */
	public void divide(String app, Predicate<String> channels) {
		of(app).divide(channels);
	}

	/**
	 * Test the channels of all running listeners again, and subscribe and unsubscribe
	 * accordingly. Does nothing if the client has not been started.
	 * @param app name of the app
	 * @throws IllegalArgumentException if the app does not exist
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
	 * Return the listeners of an app.
	 * @param app name of the app
	 * @return a snapshot
	 * @throws IllegalArgumentException if the app does not exist
	 */
	public Collection<PusherListenerEndpoint> getListeners(String app) {
		return of(app).getAll();
	}

	/**
	 * Return the listeners that match an event, whether they run or not.
	 * @param app name of the app that received the event
	 * @param event the event
	 * @return the listeners, in the order in which they are called
	 * @throws IllegalArgumentException if the app does not exist
	 */
	public List<PusherListenerEndpoint> getListeners(String app, PusherChannelEvent event) {
		return of(app).find(event);
	}

	/**
	 * Return the source of missed events that a listener names for a channel.
	 * @param app name of the app
	 * @param channel name of the channel
	 * @return the source, or {@code null} if no listener names one
	 * @throws IllegalArgumentException if the app does not exist
	 */
	public @Nullable MissedEventsSource getMissedEvents(String app, String channel) {
		return of(app).findMissedEvents(channel);
	}

	/**
	 * Return a listener.
	 * @param id id of the listener
	 * @return the listener, or {@code null} if there is no listener with that id
	 */
	public synchronized @Nullable PusherListenerEndpoint getListener(String id) {
		return this.endpoints.get(id);
	}

	/**
	 * Start a listener: subscribe to its channels and deliver events to it. Does nothing
	 * if the listener runs. A listener for all apps starts for the clients that have been
	 * started, and for each other client when that starts.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is no listener with that id
	 * @throws IllegalStateException if no client of the listener has been started
	 */
	public synchronized void start(String id) {
		PusherListenerEndpoint endpoint = require(id);
		List<AppListeners> started = appsOf(endpoint).stream().filter(AppListeners::isStarted).toList();
		Assert.state(!started.isEmpty(), "Cannot start the listener: its client has not been started");
		endpoint.setWanted(true);
		started.forEach((app) -> app.start(endpoint));
	}

	/**
	 * Stop a listener: deliver no further events to it, and unsubscribe from the channels
	 * that nothing else needs. The listener remains stopped until it is started again,
	 * even if the client restarts. Does nothing if the listener does not run.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is no listener with that id
	 */
	public synchronized void stop(String id) {
		PusherListenerEndpoint endpoint = require(id);
		endpoint.setWanted(false);
		appsOf(endpoint).forEach((app) -> app.stop(endpoint));
	}

	/**
	 * Pause a listener: deliver no further events to it, but stay subscribed to its
	 * channels.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is no listener with that id
	 */
	public synchronized void pause(String id) {
		require(id).setPaused(true);
	}

	/**
	 * Resume a listener after {@link #pause(String)}.
	 * @param id id of the listener
	 * @throws IllegalArgumentException if there is no listener with that id
	 */
	public synchronized void resume(String id) {
		require(id).setPaused(false);
	}

	private PusherListenerEndpoint require(String id) {
		PusherListenerEndpoint endpoint = this.endpoints.get(id);
		Assert.isTrue(endpoint != null,
				() -> "There is no listener with the id '%s'. The ids are %s".formatted(id, this.endpoints.keySet()));
		return endpoint;
	}

	private AppListeners of(String app) {
		AppListeners listeners = this.apps.get(app);
		Assert.isTrue(listeners != null,
				() -> "There is no app '%s'. The apps are %s".formatted(app, this.apps.keySet()));
		return listeners;
	}

}
