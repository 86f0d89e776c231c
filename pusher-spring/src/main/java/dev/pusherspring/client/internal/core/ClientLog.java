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

package dev.pusherspring.client.internal.core;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionState;

/**
 * Logs the errors of a client. An outage is logged once at level WARN, rather than with
 * each attempt.
 */
final class ClientLog implements PusherClientListener {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private static final Log channelLogger = LogFactory.getLog("dev.pusherspring.client.channel");

	private final String name;

	private final Supplier<Collection<Channel>> channels;

	private boolean connected;

	private boolean outage;

	// number of pending subscriptions, whose outcome is logged once for all of them
	private int awaited;

	/**
	 * Create a new {@link ClientLog} instance.
	 * @param name name of the client
	 * @param channels the channels of the client
	 */
	ClientLog(String name, Supplier<Collection<Channel>> channels) {
		this.name = name;
		this.channels = channels;
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.connected = (current == ConnectionState.CONNECTED);
		if (this.connected) {
			this.outage = false;
			this.awaited = this.channels.get().size();
		}
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		settled();
	}

	// once per connection, so that not every outcome iterates over all channels
	private void settled() {
		if (this.awaited == 0 || --this.awaited > 0) {
			return;
		}
		Collection<Channel> channels = this.channels.get();
		if (channels.stream().anyMatch((channel) -> channel.getState() == SubscriptionState.PENDING)) {
			this.awaited = 1;
			return;
		}
		long subscribed = channels.stream().filter(Channel::isSubscribed).count();
		long failed = channels.size() - subscribed;
		channelLogger.info(LogMessage.format("%s: Subscribed to %d channel%s%s", this.name, subscribed,
				(subscribed != 1) ? "s" : "", (failed > 0) ? ", failed to subscribe to " + failed : ""));
	}

	@Override
	public void errorOccurred(PusherError error) {
		String message = PrintableText.of(error.message()) + code(error.code());
		if (error.channel() != null) {
			channelLogger.warn(LogMessage.format("Channel '%s': %s", PrintableText.of(error.channel()), message));
		}
		else if (error.fatal()) {
			logger.error(LogMessage.format("%s has stopped: %s", this.name, message));
		}
		else if (this.connected) {
			logger.warn(LogMessage.format("%s: %s", this.name, message));
		}
		else if (!this.outage) {
			this.outage = true;
			logger.warn(LogMessage.format("%s has no connection and keeps trying: %s", this.name, message));
		}
		else {
			logger.debug(LogMessage.format("%s: %s", this.name, message));
		}
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		logger.debug(LogMessage.format("%s: attempt %d follows in %d ms", this.name, attempt, delay.toMillis()));
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		channelLogger.warn(LogMessage.format("Failed to subscribe to '%s'%s: %s", error.channel(), code(error.status()),
				PrintableText.of(error.message())));
		settled();
	}

	@Override
	public void signInFailed(SignInError error) {
		channelLogger.warn(
				LogMessage.format("Failed to sign in%s: %s", code(error.status()), PrintableText.of(error.message())));
	}

	private static String code(@Nullable Integer code) {
		return (code != null) ? " (" + code + ")" : "";
	}

}
