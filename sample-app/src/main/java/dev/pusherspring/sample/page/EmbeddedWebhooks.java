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

import java.net.URI;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherServerCustomizer;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.webhook.WebhookType;

/**
 * Tells the embedded server where this application receives webhooks. With other servers,
 * set the address in their own settings.
 */
@Component
@ConditionalOnProperty("pusher.web.webhook.path")
class EmbeddedWebhooks implements EmbeddedPusherServerCustomizer {

	private final int port;

	private final String path;

	EmbeddedWebhooks(@Value("${server.port}") int port, @Value("${pusher.web.webhook.path}") String path) {
		this.port = port;
		this.path = path;
	}

	@Override
	public void customize(EmbeddedPusherServer.Builder server) {
		// A random port is not known yet. CHANNEL_VACATED is omitted: the web server
		// stops before the client, so nothing would receive the last webhooks.
		if (this.port > 0) {
			server.webhook(URI.create("http://127.0.0.1:" + this.port + this.path), WebhookType.CHANNEL_OCCUPIED);
		}
	}

}
