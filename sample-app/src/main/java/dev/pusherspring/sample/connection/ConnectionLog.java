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

package dev.pusherspring.sample.connection;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;
import dev.pusherspring.sample.live.Level;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Says what happens to the connection. An application would act: raise an alarm, say.
 * What was missed is fetched by a source of missed events.
 */
@Component
class ConnectionLog {

	private static final Log logger = LogFactory.getLog(ConnectionLog.class);

	private final LiveFeed live;

	ConnectionLog(LiveFeed live) {
		this.live = live;
	}

	@EventListener
	void onState(PusherConnectionStateEvent change) {
		logger.info(LogMessage.format("Connection: %s -> %s", change.getPrevious(), change.getCurrent()));
		boolean connected = change.getCurrent() == ConnectionState.CONNECTED;
		this.live.log(connected ? Level.GOOD : Level.WARNING, change.getCurrent().name(),
				"The connection was " + change.getPrevious());
	}

	@EventListener
	void onReconnecting(PusherReconnectingEvent reconnecting) {
		this.live.log(Level.WARNING, "Reconnecting",
				"Attempt %d in %d ms".formatted(reconnecting.getAttempt(), reconnecting.getDelay().toMillis()));
	}

	@EventListener
	void onOutage(PusherOutageEvent outage) {
		logger.warn(LogMessage.format("Events on '%s' may have been missed between %s and %s", outage.getChannel(),
				outage.getFrom(), outage.getTo()));
		double seconds = Duration.between(outage.getFrom(), outage.getTo()).toMillis() / 1000.0;
		this.live.log(Level.WARNING, "Outage", "%.1f s of '%s' may be missing".formatted(seconds, outage.getChannel()));
	}

	@EventListener
	void onError(PusherErrorEvent error) {
		String consequence = error.isFatal() ? "giving up" : "going on";
		logger.warn(LogMessage.format("Error: %s (code %s), %s", error.getMessage(), error.getCode(), consequence));
		String title = (error.getCode() != null) ? "Error " + error.getCode() : "Error";
		this.live.log(Level.ERROR, title, "%s; %s".formatted(error.getMessage(), consequence));
	}

}
