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

package dev.pusherspring.sample.page;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.sample.Recovery;
import dev.pusherspring.sample.page.LogEntry.Level;

/**
 * Shows the connection, its channels and their members, and a log of their changes.
 */
@Component
class ConnectionView {

	private final PusherClient client;

	private final LiveFeed live;

	ConnectionView(PusherClient client, LiveFeed live) {
		this.client = client;
		this.live = live;
	}

	@EventListener({ ApplicationReadyEvent.class, PusherConnectionStateEvent.class,
			PusherSubscriptionSucceededEvent.class, PusherSubscriptionErrorEvent.class, PusherMemberAddedEvent.class,
			PusherMemberRemovedEvent.class, PusherSignInSucceededEvent.class, PusherSignInErrorEvent.class })
	void onChange() {
		this.live.replace("status", () -> ClientStatus.of(this.client));
	}

	@EventListener
	void onState(PusherConnectionStateEvent change) {
		boolean connected = change.getCurrent() == ConnectionState.CONNECTED;
		log(connected ? Level.GOOD : Level.WARNING, change.getCurrent().name(),
				"The connection was " + change.getPrevious());
	}

	@EventListener
	void onReconnecting(PusherReconnectingEvent reconnecting) {
		log(Level.WARNING, "Reconnecting",
				"Attempt %d in %d ms".formatted(reconnecting.getAttempt(), reconnecting.getDelay().toMillis()));
	}

	@EventListener
	void onRecovery(Recovery.Planned recovery) {
		log(Level.WARNING, "Recovery",
				"The application %s again in %.1f s".formatted(recovery.what(), seconds(recovery.delay())));
	}

	@EventListener
	void onOutage(PusherOutageEvent outage) {
		log(Level.WARNING, "Outage", "%.1f s of '%s' may be missing"
			.formatted(seconds(Duration.between(outage.getFrom(), outage.getTo())), outage.getChannel()));
	}

	@EventListener
	void onError(PusherErrorEvent error) {
		log(Level.ERROR, title("Error", error.getCode()),
				"%s; %s".formatted(error.getMessage(), error.isFatal() ? "giving up" : "continuing"));
	}

	@EventListener
	void onSubscribed(PusherSubscriptionSucceededEvent subscribed) {
		log(Level.GOOD, "Subscribed", "to '%s'".formatted(subscribed.getChannel()));
	}

	@EventListener
	void onSubscriptionError(PusherSubscriptionErrorEvent error) {
		String channel = error.getChannel();
		String message = error.getMessage();
		refused("Subscription error", error.getStatus(),
				message.contains(channel) ? message : "'%s': %s".formatted(channel, message), error.isRetrying());
	}

	@EventListener
	void onSignIn(PusherSignInSucceededEvent signIn) {
		log(Level.GOOD, "Signed in", "as '%s'".formatted(signIn.getUser().id()));
	}

	@EventListener
	void onSignInError(PusherSignInErrorEvent error) {
		refused("Sign-in error", error.getStatus(), error.getMessage(), error.isRetrying());
	}

	private void refused(String what, @Nullable Integer status, String message, boolean retrying) {
		log(Level.ERROR, title(what, status), "%s; %s".formatted(message, retrying ? "retrying" : "giving up"));
	}

	private void log(Level level, String title, String detail) {
		this.live.add("log", new LogEntry(Instant.now(), level, title, detail));
	}

	private static String title(String what, @Nullable Integer code) {
		return (code != null) ? what + " " + code : what;
	}

	private static double seconds(Duration duration) {
		return duration.toMillis() / 1000.0;
	}

}
