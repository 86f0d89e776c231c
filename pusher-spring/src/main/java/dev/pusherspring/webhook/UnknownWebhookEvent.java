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

package dev.pusherspring.webhook;

import org.jspecify.annotations.Nullable;

/**
 * Published for an event of an unknown type, or for an event without the required fields
 * of its type. {@link #toString()} does not include the content.
 *
 * @since 1.0.0
 */
public class UnknownWebhookEvent extends PusherWebhookEvent {

	private final String json;

	/**
	 * Create a new {@link UnknownWebhookEvent} instance.
	 * @param origin the webhook that contains the event
	 * @param name name of the event type, empty if there is none
	 * @param channel name of the channel, or {@code null}
	 * @param json the event as JSON
	 */
	public UnknownWebhookEvent(Origin origin, String name, @Nullable String channel, String json) {
		super(origin, name, channel);
		this.json = json;
	}

	/**
	 * Return the event as JSON.
	 * @return the JSON
	 */
	public String getJson() {
		return this.json;
	}

}
