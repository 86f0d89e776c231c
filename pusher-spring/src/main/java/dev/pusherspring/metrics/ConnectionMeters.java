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

package dev.pusherspring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import dev.pusherspring.client.AuthorizationCall;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;

/**
 * Meters of a client's connection and subscriptions. They are not updated for each event.
 */
final class ConnectionMeters implements PusherClientListener {

	private final MeterRegistry registry;

	private final PusherClient client;

	private final Tags app;

	private final Map<ReconnectCause, Counter> reconnects = new EnumMap<>(ReconnectCause.class);

	private final Counter outages;

	private final Timer ping;

	ConnectionMeters(MeterRegistry registry, String name, PusherClient client) {
		this.registry = registry;
		this.client = client;
		this.app = Tags.of("app", name);
		for (ReconnectCause cause : ReconnectCause.values()) {
			this.reconnects.put(cause,
					Counter.builder("pusher.reconnects")
						.description("Attempts to reconnect")
						.tags(this.app.and("cause", lowerCase(cause)))
						.register(registry));
		}
		this.outages = Counter.builder("pusher.outages")
			.description("Subscriptions that were restored after an outage in which events may have been lost")
			.tags(this.app)
			.register(registry);
		this.ping = Timer.builder("pusher.ping")
			.description("Time from a ping to its answer; the client sends a ping only when the server is silent")
			.tags(this.app)
			.register(registry);
		registerGauges();
	}

	private void registerGauges() {
		for (ConnectionState state : ConnectionState.values()) {
			Gauge.builder("pusher.connection.state", this.client, (client) -> (client.getState() == state) ? 1 : 0)
				.description("1 for the current state of the connection, 0 for all others")
				.tags(this.app.and("state", lowerCase(state)))
				.register(this.registry);
		}
		for (SubscriptionState state : SubscriptionState.values()) {
			if (state != SubscriptionState.UNSUBSCRIBED) {
				Gauge.builder("pusher.channels", this.client, (client) -> count(client, state))
					.description("Channels by the state of their subscription")
					.tags(this.app.and("state", lowerCase(state)))
					.register(this.registry);
			}
		}
		Gauge.builder("pusher.members", this.client, ConnectionMeters::countMembers)
			.description("Members of all subscribed presence channels")
			.tags(this.app)
			.register(this.registry);
	}

	private static String lowerCase(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	private static double count(PusherClient client, SubscriptionState state) {
		int count = 0;
		for (Channel channel : channels(client)) {
			count += (channel.getState() == state) ? 1 : 0;
		}
		return count;
	}

	private static double countMembers(PusherClient client) {
		int count = 0;
		for (Channel channel : channels(client)) {
			count += (channel instanceof PresenceChannel presence) ? presence.getMemberCount() : 0;
		}
		return count;
	}

	// a mock returns null
	private static Collection<Channel> channels(PusherClient client) {
		return Objects.requireNonNullElse(client.getChannels(), List.of());
	}

	void start() {
		this.client.addListener(this);
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		LinkInfo link = this.client.getConnectionInfo().link();
		if (current == ConnectionState.CONNECTED && link != null) {
			Timer.builder("pusher.connect")
				.description("Duration of attempts to connect, including the handshake")
				.tags(this.app.and("transport", link.transport()))
				.register(this.registry)
				.record(link.connectTime());
		}
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		NextAttempt next = this.client.getConnectionInfo().nextAttempt();
		if (next != null) {
			this.reconnects.get(next.cause()).increment();
		}
	}

	@Override
	public void pongReceived(Duration roundTripTime) {
		this.ping.record(roundTripTime);
	}

	@Override
	public void authorizationEnded(AuthorizationCall call) {
		Timer.builder("pusher.auth")
			.description("Duration of calls that authorize subscriptions or authenticate the user")
			.tags(this.app.and("kind", (call.channel() != null) ? "channel" : "user", "outcome", outcome(call)))
			.register(this.registry)
			.record(call.taken());
	}

	private static String outcome(AuthorizationCall call) {
		if (call.failure() == null) {
			return "success";
		}
		return (call.failure() instanceof AuthorizationException ex && !ex.isRetryable()) ? "refused" : "error";
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		this.outages.increment();
	}

}
