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

package dev.pusherspring.docs.authorization;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherWatchlistEvent;
import dev.pusherspring.listener.PusherListener;

@Component
class UserEvents {

	private static final Log logger = LogFactory.getLog(UserEvents.class);

	@PusherListener(channels = "#server-to-user-*")
	void onEventForMe(PusherMessageEvent message) {
		logger.info(message.getEvent() + " for me: " + message.getData());
	}

	@EventListener
	void onWatchlist(PusherWatchlistEvent change) {
		logger.info(change.getUserIds() + (change.isOnline() ? " came" : " left"));
	}

	@EventListener
	void onRefusal(PusherSubscriptionErrorEvent error) {
		if (!error.isRetrying()) {
			logger.error("No events of '" + error.getChannel() + "': " + error.getMessage());
		}
	}

	@EventListener
	void onSigninError(PusherSignInErrorEvent error) {
		logger.error("Not signed in: " + error.getMessage());
	}

}
