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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.pusherspring.embedded.protocol.Json;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * Announces the number of connections subscribed to a channel: with each change, but at
 * most every few seconds on large channels.
 */
final class SubscriptionCounts {

	private static final int LARGE = 100;

	private static final long INTERVAL_SECONDS = 5;

	private final boolean enabled;

	private final ScheduledExecutorService loop;

	private final HubListener listener;

	private final Map<Channel, ScheduledFuture<?>> pending = new HashMap<>();

	SubscriptionCounts(boolean enabled, ScheduledExecutorService loop, HubListener listener) {
		this.enabled = enabled;
		this.loop = loop;
		this.listener = listener;
	}

	void changed(Channel channel) {
		if (channel.name().isPresence() || channel.name().isServerToUser()) {
			return;
		}
		this.listener.subscriptionCountChanged(channel.name().value(), channel.subscribers().size());
		if (!this.enabled) {
			return;
		}
		if (channel.subscribers().size() <= LARGE) {
			ScheduledFuture<?> later = this.pending.remove(channel);
			if (later != null) {
				later.cancel(false);
			}
			announce(channel);
		}
		else {
			this.pending.computeIfAbsent(channel, this::announceLater);
		}
	}

	private ScheduledFuture<?> announceLater(Channel channel) {
		return this.loop.schedule(() -> {
			this.pending.remove(channel);
			announce(channel);
		}, INTERVAL_SECONDS, TimeUnit.SECONDS);
	}

	private void announce(Channel channel) {
		String data = Json.write(Json.object().put("subscription_count", channel.subscribers().size()));
		channel.broadcast(ServerFrame.event("pusher_internal:subscription_count", channel.name().value(), data), null);
	}

}
