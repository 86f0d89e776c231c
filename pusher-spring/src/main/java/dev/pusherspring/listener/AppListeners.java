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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherChannelEvent;

/**
 * The {@link PusherListener} methods of one app, and the subscriptions to their channels.
 */
final class AppListeners {

	private static final Log logger = LogFactory.getLog(AppListeners.class);

	private final String app;

	private final ListenerIndex index = new ListenerIndex();

	private final Set<PusherListenerEndpoint> endpoints = new LinkedHashSet<>();

	// running listeners, with the channels that are subscribed to for them
	private final Map<PusherListenerEndpoint, Set<String>> started = new HashMap<>();

	private Predicate<String> channels = (channel) -> true;

	// whether other instances of the application subscribe to some of the channels
	private boolean divided;

	// number of listeners that name a source of missed events
	private int missedEvents;

	private @Nullable PusherClient client;

	AppListeners(String app) {
		this.app = app;
	}

	synchronized void add(PusherListenerEndpoint endpoint) {
		this.endpoints.add(endpoint);
		this.index.add(endpoint);
		this.missedEvents += (endpoint.getMissedEvents() != null) ? 1 : 0;
		if (this.client != null && endpoint.isWanted()) {
			start(endpoint);
		}
	}

	synchronized void remove(PusherListenerEndpoint endpoint) {
		stop(endpoint);
		this.missedEvents -= (this.endpoints.remove(endpoint) && endpoint.getMissedEvents() != null) ? 1 : 0;
		this.index.remove(endpoint);
	}

	/**
	 * Start the listeners that start with the client and have not been stopped since, and
	 * those that have been started explicitly.
	 * @param client the client
	 */
	synchronized void startAll(PusherClient client) {
		this.client = client;
		this.endpoints.stream().filter(PusherListenerEndpoint::isWanted).forEach(this::start);
		if (this.divided) {
			refresh();
		}
		else {
			this.endpoints.stream()
				.filter(this.started::containsKey)
				.forEach((endpoint) -> warnIfUnheard(endpoint, client));
		}
	}

	synchronized void divide(Predicate<String> channels) {
		this.channels = channels;
		this.divided = true;
		refresh();
	}

	/**
	 * Subscribe to the channels that this instance has gained, and unsubscribe from those
	 * that it has lost.
	 */
	synchronized void refresh() {
		PusherClient client = this.client;
		if (client != null) {
			this.started.forEach((endpoint, subscribed) -> refresh(client, endpoint, subscribed));
		}
	}

	private void refresh(PusherClient client, PusherListenerEndpoint endpoint, Set<String> subscribed) {
		for (String channel : endpoint.getExactChannels()) {
			if (!this.channels.test(channel)) {
				if (subscribed.remove(channel)) {
					client.unsubscribe(channel, endpoint);
				}
			}
			else if (subscribed.add(channel)) {
				client.subscribe(channel, endpoint);
			}
		}
	}

	// a misspelled pattern would go unnoticed otherwise
	private static void warnIfUnheard(PusherListenerEndpoint endpoint, PusherClient client) {
		Collection<Channel> channels = client.getChannels();
		// a mock returns null
		if (channels != null && endpoint.getExactChannels().isEmpty()
				&& channels.stream().noneMatch((channel) -> endpoint.handlesChannel(channel.getName()))) {
			logger.warn(LogMessage.format(
					"Listener '%s' receives no events: no subscribed channel matches %s. A pattern does not "
							+ "subscribe to channels; subscribe to them by their exact names",
					endpoint.getId(), endpoint.getChannels()));
		}
	}

	synchronized boolean isStarted() {
		return this.client != null;
	}

	synchronized void start(PusherListenerEndpoint endpoint) {
		PusherClient client = this.client;
		Assert.state(client != null, () -> "The client of app '%s' has not been started".formatted(this.app));
		Set<String> subscribed = new HashSet<>();
		if (this.started.putIfAbsent(endpoint, subscribed) != null) {
			return;
		}
		endpoint.setRunning(true);
		refresh(client, endpoint, subscribed);
	}

	synchronized void stop(PusherListenerEndpoint endpoint) {
		PusherClient client = this.client;
		Set<String> subscribed = (client != null) ? this.started.remove(endpoint) : null;
		if (client == null || subscribed == null) {
			return;
		}
		endpoint.setRunning(false);
		subscribed.forEach((channel) -> client.unsubscribe(channel, endpoint));
	}

	synchronized List<PusherListenerEndpoint> getAll() {
		return List.copyOf(this.endpoints);
	}

	// called for each channel, but listeners rarely name a source
	synchronized @Nullable MissedEventsSource findMissedEvents(String channel) {
		if (this.missedEvents == 0) {
			return null;
		}
		List<MissedEventsSource> sources = this.endpoints.stream()
			.filter((endpoint) -> endpoint.getMissedEvents() != null && endpoint.handlesChannel(channel))
			.sorted(Comparator.comparingInt(PusherListenerEndpoint::getOrder))
			.map(PusherListenerEndpoint::getMissedEvents)
			.distinct()
			.toList();
		if (sources.size() > 1) {
			logger.warn(LogMessage
				.format("Listeners of channel '%s' name several sources of missed events: %s. Only the first one is "
						+ "used; name the same source on all of them", PrintableText.of(channel), sources));
		}
		return sources.isEmpty() ? null : sources.get(0);
	}

	List<PusherListenerEndpoint> find(PusherChannelEvent event) {
		return this.index.isEmpty() ? List.of() : this.index.find(event.getChannel(), event.getEvent());
	}

}
