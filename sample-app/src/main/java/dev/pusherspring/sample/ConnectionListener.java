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
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;

/**
 * Follows the connection, its subscriptions and the members of presence channels. All
 * changes are published as application events, so {@link EventListener @EventListener}
 * methods are sufficient. This class only logs them. Another application could raise an
 * alarm or update a view.
 */
@Component
class ConnectionListener {

	private static final Log logger = LogFactory.getLog(ConnectionListener.class);

	@EventListener
	void onState(PusherConnectionStateEvent change) {
		logger.info(LogMessage.format("Connection: %s -> %s", change.getPrevious(), change.getCurrent()));
	}

	// Unless an error is fatal, the client reconnects and subscribes again by itself.
	@EventListener
	void onError(PusherErrorEvent error) {
		logger.warn(LogMessage.format("Error: %s (code %s), %s", error.getMessage(), error.getCode(),
				error.isFatal() ? "giving up" : "continuing"));
	}

	// Published for each channel when it is subscribed again. Channels does not keep
	// the events that were published in the meantime, but OrderHistory provides them.
	@EventListener
	void onOutage(PusherOutageEvent outage) {
		logger.warn(LogMessage.format("Events on '%s' may have been missed between %s and %s", outage.getChannel(),
				outage.getFrom(), outage.getTo()));
	}

	@EventListener
	void onSubscribed(PusherSubscriptionSucceededEvent subscribed) {
		logger.info(LogMessage.format("Subscribed to '%s'", subscribed.getChannel()));
	}

	@EventListener
	void onSubscriptionError(PusherSubscriptionErrorEvent error) {
		logger.warn(LogMessage.format("No subscription to '%s': %s (status %s), %s", error.getChannel(),
				error.getMessage(), error.getStatus(), error.isRetrying() ? "retrying" : "giving up"));
	}

	@EventListener
	void onSignIn(PusherSignInSucceededEvent signIn) {
		logger.info(LogMessage.format("Signed in as '%s'", signIn.getUser().id()));
	}

	@EventListener
	void onSignInError(PusherSignInErrorEvent error) {
		logger.warn(LogMessage.format("Not signed in: %s (status %s), %s", error.getMessage(), error.getStatus(),
				error.isRetrying() ? "retrying" : "giving up"));
	}

	// PresenceChannel.getMembers() also returns the members who joined earlier.
	@EventListener
	void onMemberAdded(PusherMemberAddedEvent event) {
		logger.info(LogMessage.format("'%s' has joined '%s'", event.getMember().getId(), event.getChannel()));
	}

	@EventListener
	void onMemberRemoved(PusherMemberRemovedEvent event) {
		logger.info(LogMessage.format("'%s' has left '%s'", event.getMember().getId(), event.getChannel()));
	}

}
