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

package dev.pusherspring.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Prints what happens to the connection and the subscriptions. An application would act:
 * raise an alarm, or fetch from elsewhere what it has missed.
 */
@Component
class ConnectionMonitor {

	private static final Log logger = LogFactory.getLog(ConnectionMonitor.class);

	@EventListener
	void onState(PusherConnectionStateEvent change) {
		logger.info(LogMessage.format("Connection: %s -> %s", change.getPrevious(), change.getCurrent()));
	}

	@EventListener
	void onSubscribed(PusherSubscriptionSucceededEvent subscribed) {
		logger.info(LogMessage.format("Subscribed to '%s'", subscribed.getChannel()));
	}

	@EventListener
	void onSubscriptionError(PusherSubscriptionErrorEvent error) {
		logger.warn(LogMessage.format("No subscription to '%s': %s (status %s), %s", error.getChannel(),
				error.getMessage(), error.getStatus(), error.isRetrying() ? "trying again" : "giving up"));
	}

	@EventListener
	void onOutage(PusherOutageEvent outage) {
		logger.warn(LogMessage.format("Events on '%s' may have been missed between %s and %s", outage.getChannel(),
				outage.getFrom(), outage.getTo()));
	}

	@EventListener
	void onError(PusherErrorEvent error) {
		logger.warn(LogMessage.format("Error: %s (code %s), %s", error.getMessage(), error.getCode(),
				error.isFatal() ? "giving up" : "going on"));
	}

}
