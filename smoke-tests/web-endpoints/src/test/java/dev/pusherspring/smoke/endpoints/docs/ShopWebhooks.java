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

package dev.pusherspring.smoke.endpoints.docs;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.pusherspring.webhook.ChannelOccupiedWebhookEvent;
import dev.pusherspring.webhook.ChannelVacatedWebhookEvent;

/**
 * Computes prices only while somebody looks at them.
 */
@Component
class ShopWebhooks {

	private final Set<String> watched = new ConcurrentSkipListSet<>();

	@EventListener
	void onOccupied(ChannelOccupiedWebhookEvent event) {
		this.watched.add(event.getChannel());
	}

	@EventListener
	void onVacated(ChannelVacatedWebhookEvent event) {
		this.watched.remove(event.getChannel());
	}

	Set<String> watched() {
		return this.watched;
	}

}
