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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;

/**
 * Logs what goes wrong in a client. Of an outage there is one line at {@code WARN}, not
 * one for each attempt.
 */
final class ClientLog implements PusherClientListener {

	private static final Log logger = LogFactory.getLog(PusherClient.class);

	private final String name;

	private boolean connected;

	private boolean outage;

	ClientLog(String name) {
		this.name = name;
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.connected = (current == ConnectionState.CONNECTED);
		if (this.connected) {
			this.outage = false;
		}
	}

	@Override
	public void errorOccurred(PusherError error) {
		String code = code(error.code());
		if (error.channel() != null) {
			logger.warn(LogMessage.format("Channel '%s': %s%s", error.channel(), error.message(), code));
		}
		else if (error.fatal()) {
			logger.error(LogMessage.format("%s has stopped: %s%s", this.name, error.message(), code));
		}
		else if (this.connected) {
			logger.warn(LogMessage.format("%s: %s%s", this.name, error.message(), code));
		}
		else if (!this.outage) {
			this.outage = true;
			logger.warn(LogMessage.format("%s has no connection and goes on trying: %s%s", this.name, error.message(),
					code));
		}
		else {
			logger.debug(LogMessage.format("%s: %s%s", this.name, error.message(), code));
		}
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		logger.debug(LogMessage.format("%s: attempt %d follows in %d ms", this.name, attempt, delay.toMillis()));
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		logger.warn(LogMessage.format("Failed to subscribe to '%s'%s: %s", error.channel(), code(error.status()),
				error.message()));
	}

	@Override
	public void signInFailed(SignInError error) {
		logger.warn(LogMessage.format("Failed to sign in%s: %s", code(error.status()), error.message()));
	}

	private static String code(@Nullable Integer code) {
		return (code != null) ? " (" + code + ")" : "";
	}

}
