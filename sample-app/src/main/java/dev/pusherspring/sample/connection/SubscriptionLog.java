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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.sample.live.Level;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Says what becomes of subscriptions and of signing in, which both need a permission.
 */
@Component
class SubscriptionLog {

	private static final Log logger = LogFactory.getLog(SubscriptionLog.class);

	private final LiveFeed live;

	SubscriptionLog(LiveFeed live) {
		this.live = live;
	}

	@EventListener
	void onSubscribed(PusherSubscriptionSucceededEvent subscribed) {
		logger.info(LogMessage.format("Subscribed to '%s'", subscribed.getChannel()));
		this.live.log(Level.GOOD, "Subscribed", "to '%s'".formatted(subscribed.getChannel()));
	}

	@EventListener
	void onSubscriptionError(PusherSubscriptionErrorEvent error) {
		logger.warn(LogMessage.format("No subscription to '%s': %s (status %s), %s", error.getChannel(),
				error.getMessage(), error.getStatus(), consequence(error.isRetrying())));
		this.live.log(Level.ERROR, title("Subscription error", error.getStatus()),
				"%s; %s".formatted(about(error.getChannel(), error.getMessage()), consequence(error.isRetrying())));
	}

	@EventListener
	void onSignin(PusherSignInSucceededEvent signin) {
		logger.info(LogMessage.format("Signed in as '%s'", signin.getUser().id()));
		this.live.log(Level.GOOD, "Signed in", "as '%s'".formatted(signin.getUser().id()));
	}

	@EventListener
	void onSigninError(PusherSignInErrorEvent error) {
		logger.warn(LogMessage.format("Not signed in: %s (status %s), %s", error.getMessage(), error.getStatus(),
				consequence(error.isRetrying())));
		this.live.log(Level.ERROR, title("Sign-in error", error.getStatus()),
				"%s; %s".formatted(error.getMessage(), consequence(error.isRetrying())));
	}

	private static String about(String channel, String message) {
		return message.contains(channel) ? message : "'%s': %s".formatted(channel, message);
	}

	private static String title(String what, @Nullable Integer status) {
		return (status != null) ? what + " " + status : what;
	}

	private static String consequence(boolean retrying) {
		return retrying ? "trying again" : "giving up";
	}

}
