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
import org.springframework.context.event.EventListener;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;

/**
 * Prints who comes to the desk and who leaves it.
 */
@Component
class PresenceLog {

	private static final Log logger = LogFactory.getLog(PresenceLog.class);

	@EventListener
	void onMemberAdded(PusherMemberAddedEvent event) {
		logger.info(LogMessage.format("'%s' has come to '%s'", event.getMember().getId(), event.getChannel()));
	}

	@EventListener
	void onMemberRemoved(PusherMemberRemovedEvent event) {
		logger.info(LogMessage.format("'%s' has left '%s'", event.getMember().getId(), event.getChannel()));
	}

}
