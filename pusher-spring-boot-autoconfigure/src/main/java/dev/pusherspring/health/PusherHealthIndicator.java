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

package dev.pusherspring.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.util.Assert;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;

/**
 * {@link HealthIndicator} for a {@link PusherClient}. The client is up while events can
 * arrive.
 * <ul>
 * <li>{@code UP}: connected, and no subscription has failed.</li>
 * <li>{@code DOWN}: the client is meant to be connected but is not, has given up, or a
 * subscription has failed. The client stays {@code UP} for the grace period after a loss
 * or failure, so that a successful reconnection does not affect the health.</li>
 * <li>{@code OUT_OF_SERVICE} or the configured status: the client is not meant to be
 * connected, because the application has not connected it or has disconnected it.</li>
 * </ul>
 * There is no grace period for a client that has never been connected. An instance that
 * leads none of the partitions of the channels is {@code UP}, because it is not meant to
 * be connected.
 *
 * @since 1.0.0
 */
public class PusherHealthIndicator extends AbstractHealthIndicator {

	private static final int LISTED_FAILURES = 20;

	private final PusherClient client;

	private final Duration gracePeriod;

	private final Status idleStatus;

	private final @Nullable Supplier<List<Integer>> leads;

	private final Clock clock;

	/**
	 * Create a new {@link PusherHealthIndicator} instance.
	 * @param client the client
	 * @param gracePeriod time for which a lost connection or a failed subscription does
	 * not affect the health, zero for none
	 */
	public PusherHealthIndicator(PusherClient client, Duration gracePeriod) {
		this(client, gracePeriod, Status.OUT_OF_SERVICE);
	}

	/**
	 * Create a new {@link PusherHealthIndicator} instance.
	 * @param client the client
	 * @param gracePeriod time for which a lost connection or a failed subscription does
	 * not affect the health, zero for none
	 * @param idleStatus the status while the client is not meant to be connected
	 */
	public PusherHealthIndicator(PusherClient client, Duration gracePeriod, Status idleStatus) {
		this(client, gracePeriod, idleStatus, null);
	}

	/**
	 * Create a new {@link PusherHealthIndicator} instance for an instance of an
	 * application that divides its channels into partitions. The client is up while the
	 * instance leads no partition.
	 * @param client the client
	 * @param gracePeriod time for which a lost connection or a failed subscription does
	 * not affect the health, zero for none
	 * @param idleStatus the status while the client is not meant to be connected although
	 * the instance leads a partition
	 * @param leads supplies the numbers of the partitions that the instance leads, or
	 * {@code null} if channels are not divided among instances
	 */
	public PusherHealthIndicator(PusherClient client, Duration gracePeriod, Status idleStatus,
			@Nullable Supplier<List<Integer>> leads) {
		this(client, gracePeriod, idleStatus, leads, Clock.systemUTC());
	}

	PusherHealthIndicator(PusherClient client, Duration gracePeriod, Status idleStatus,
			@Nullable Supplier<List<Integer>> leads, Clock clock) {
		super("The health of the Pusher Channels client could not be checked");
		Assert.isTrue(!gracePeriod.isNegative(), () -> "'gracePeriod' must not be negative but is " + gracePeriod);
		this.client = client;
		this.gracePeriod = gracePeriod;
		this.idleStatus = idleStatus;
		this.leads = leads;
		this.clock = clock;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Instant now = this.clock.instant();
		List<Integer> leads = (this.leads != null) ? this.leads.get() : null;
		if (leads != null) {
			builder.withDetail("leads", leads);
		}
		Status idleStatus = (leads != null && leads.isEmpty()) ? Status.UP : this.idleStatus;
		ConnectionInfo connection = this.client.getConnectionInfo();
		if (connection == null) {
			// a mock returns null
			builder.status(idleStatus);
			return;
		}
		Collection<Channel> channels = this.client.getChannels();
		Map<String, SubscriptionFailure> failures = failures(channels);
		builder.status(status(connection, failures.values(), now, idleStatus));
		describe(connection, now, builder);
		builder.withDetail("channels", count(channels));
		if (!failures.isEmpty()) {
			builder.withDetail("failedSubscriptions", describe(failures));
		}
	}

	private Status status(ConnectionInfo connection, Collection<SubscriptionFailure> failures, Instant now,
			Status idleStatus) {
		return switch (connection.state()) {
			case INITIALIZED -> idleStatus;
			case DISCONNECTED -> isRefused(connection) ? Status.DOWN : idleStatus;
			case FAILED -> Status.DOWN;
			case CONNECTING, UNAVAILABLE -> isGracious(connection.lostAt(), now) ? Status.UP : Status.DOWN;
			case CONNECTED ->
				failures.stream().allMatch((failure) -> isGracious(failure.since(), now)) ? Status.UP : Status.DOWN;
		};
	}

	// the connection was closed by the server, not by the application
	private static boolean isRefused(ConnectionInfo connection) {
		return connection.lastError() != null && connection.lastError().fatal() && connection.lastErrorAt() != null
				&& !connection.lastErrorAt().isBefore(connection.since());
	}

	private boolean isGracious(@Nullable Instant since, Instant now) {
		return since != null && now.isBefore(since.plus(this.gracePeriod));
	}

	private static Map<String, SubscriptionFailure> failures(Collection<Channel> channels) {
		Map<String, SubscriptionFailure> failures = new TreeMap<>();
		for (Channel channel : channels) {
			SubscriptionFailure failure = channel.getFailure();
			if (failure != null && !channel.isSubscribed()) {
				failures.put(channel.getName(), failure);
			}
		}
		return failures;
	}

	private static void describe(ConnectionInfo connection, Instant now, Health.Builder builder) {
		builder.withDetail("state", connection.state()).withDetail("since", connection.since());
		if (connection.link() != null) {
			builder.withDetail("server", connection.link().server())
				.withDetail("transport", connection.link().transport());
		}
		if (connection.lostAt() != null) {
			builder.withDetail("lostAt", connection.lostAt());
		}
		NextAttempt nextAttempt = connection.nextAttempt();
		if (nextAttempt != null) {
			builder.withDetail("attempt", nextAttempt.number())
				.withDetail("nextAttempt", nextAttempt.at())
				.withDetail("cause", nextAttempt.cause());
		}
		PusherError lastError = connection.lastError();
		if (lastError != null) {
			builder.withDetail("lastError", describe(lastError.code(), lastError.message(), connection.lastErrorAt()));
		}
		if (connection.lastEventAt() != null) {
			builder.withDetail("lastEventAge", Duration.between(connection.lastEventAt(), now));
		}
	}

	private static Map<String, Object> describe(@Nullable Integer code, String message, @Nullable Instant at) {
		Map<String, Object> description = new LinkedHashMap<>();
		if (code != null) {
			description.put("code", code);
		}
		description.put("message", message);
		if (at != null) {
			description.put("at", at);
		}
		return description;
	}

	private static Map<String, Object> describe(Map<String, SubscriptionFailure> failures) {
		Map<String, Object> description = new LinkedHashMap<>();
		failures.entrySet()
			.stream()
			.limit(LISTED_FAILURES)
			.forEach((entry) -> description.put(entry.getKey(), describe(entry.getValue())));
		if (failures.size() > LISTED_FAILURES) {
			description.put("more", failures.size() - LISTED_FAILURES);
		}
		return description;
	}

	private static Map<String, Object> describe(SubscriptionFailure failure) {
		return describe(failure.error().status(), failure.error().message(), failure.since());
	}

	private static Map<SubscriptionState, Long> count(Collection<Channel> channels) {
		List<SubscriptionState> states = channels.stream().map(Channel::getState).filter(Objects::nonNull).toList();
		Map<SubscriptionState, Long> count = new LinkedHashMap<>();
		for (SubscriptionState state : SubscriptionState.values()) {
			if (state != SubscriptionState.UNSUBSCRIBED) {
				count.put(state, states.stream().filter((candidate) -> candidate == state).count());
			}
		}
		return count;
	}

}
