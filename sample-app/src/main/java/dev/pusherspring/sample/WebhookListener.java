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

import dev.pusherspring.webhook.ChannelOccupiedWebhookEvent;

/**
 * Logs when a channel gets its first subscriber, which tells a back end to start
 * publishing on that channel. A webhook is a signed request from the server to the path
 * {@code pusher.web.webhook.path}. It is published as an application event after its
 * signature has been verified.
 */
@Component
class WebhookListener {

	private static final Log logger = LogFactory.getLog(WebhookListener.class);

	@EventListener
	void onOccupied(ChannelOccupiedWebhookEvent event) {
		logger.info(LogMessage.format("Webhook: '%s' has its first subscriber", event.getChannel()));
	}

}
