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

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.listener.delivery.DeliveryStatistics;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Description of an app: connection, delivery and channels.
 *
 * @param state state of the connection
 * @param since time of the last change of the state, or {@code null} if unknown
 * @param socketId socket id of the connection, or {@code null}
 * @param server scheme, host and port of the server, or {@code null} when not connected
 * @param transport name of the transport, or {@code null} when not connected
 * @param connectTime duration of the attempt to connect, or {@code null} when not
 * connected
 * @param roundTripTime time from the last ping to its answer, or {@code null}
 * @param lostAt time at which the connection was lost, or {@code null} unless the client
 * is reconnecting
 * @param nextAttempt the next attempt to connect after a failure, or {@code null}
 * @param lastError the latest error of the connection, or {@code null}
 * @param lastEventAt time of the latest event of the application, or {@code null}
 * @param delivery statistics of the delivery of events, or {@code null} if unknown
 * @param channels the channels by name
 * @since 1.0.0
 */
public record AppDescriptor(ConnectionState state, @Nullable Instant since, @Nullable String socketId,
		@Nullable String server, @Nullable String transport, @Nullable Duration connectTime,
		@Nullable Duration roundTripTime, @Nullable Instant lostAt, @Nullable NextAttempt nextAttempt,
		@Nullable ErrorDescriptor lastError, @Nullable Instant lastEventAt, @Nullable DeliveryStatistics delivery,
		Map<String, ChannelDescriptor> channels) implements OperationResponseBody {

	static AppDescriptor of(PusherClient client, @Nullable EventDelivery delivery) {
		DeliveryStatistics statistics = (delivery != null) ? delivery.getStatistics() : null;
		ConnectionInfo connection = client.getConnectionInfo();
		if (connection == null) {
			// a mock
			return new AppDescriptor(ConnectionState.INITIALIZED, null, null, null, null, null, null, null, null, null,
					null, statistics, channels(client));
		}
		LinkInfo link = connection.link();
		PusherError error = connection.lastError();
		return new AppDescriptor(connection.state(), connection.since(), connection.socketId(),
				(link != null) ? link.server() : null, (link != null) ? link.transport() : null,
				(link != null) ? link.connectTime() : null, connection.roundTripTime(), connection.lostAt(),
				connection.nextAttempt(),
				(error != null) ? new ErrorDescriptor(error.code(), error.message(), connection.lastErrorAt()) : null,
				connection.lastEventAt(), statistics, channels(client));
	}

	private static Map<String, ChannelDescriptor> channels(PusherClient client) {
		Map<String, ChannelDescriptor> channels = new LinkedHashMap<>();
		Objects.requireNonNullElse(client.getChannels(), List.<Channel>of())
			.stream()
			.sorted(Comparator.comparing(Channel::getName))
			.forEach((channel) -> channels.put(channel.getName(), ChannelDescriptor.of(channel)));
		return channels;
	}

}
