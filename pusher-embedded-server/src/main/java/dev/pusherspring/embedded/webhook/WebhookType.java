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

package dev.pusherspring.embedded.webhook;

import java.util.Locale;

/**
 * The types of events that webhooks report.
 *
 * @since 1.0.0
 */
public enum WebhookType {

	/**
	 * A channel has gained its first subscriber.
	 */
	CHANNEL_OCCUPIED,

	/**
	 * A channel has lost its last subscriber. The hosted service waits a few seconds for
	 * another one; this server does not.
	 */
	CHANNEL_VACATED,

	/**
	 * A user has joined a presence channel.
	 */
	MEMBER_ADDED,

	/**
	 * A user has left a presence channel.
	 */
	MEMBER_REMOVED,

	/**
	 * A client has sent an event.
	 */
	CLIENT_EVENT,

	/**
	 * A client has subscribed to a cache channel that keeps no event.
	 */
	CACHE_MISS,

	/**
	 * The number of subscribers of a channel other than a presence channel has changed.
	 */
	SUBSCRIPTION_COUNT;

	/**
	 * Return the name as sent over the wire.
	 * @return the name in lower case
	 */
	String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
