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

package dev.pusherspring.publish;

/**
 * Attributes of a channel that can be requested from the server.
 *
 * @since 1.0.0
 */
public enum ChannelAttribute {

	/**
	 * Number of distinct users. Only for presence channels.
	 */
	USER_COUNT("user_count"),

	/**
	 * Number of subscriptions. Pusher provides it only if it is enabled for the app.
	 */
	SUBSCRIPTION_COUNT("subscription_count"),

	/**
	 * The last event. Only for cache channels, and only when a single channel is queried.
	 */
	CACHE("cache");

	private final String parameter;

	ChannelAttribute(String parameter) {
		this.parameter = parameter;
	}

	/**
	 * Return the name of the attribute in the HTTP API.
	 * @return the name
	 */
	public String getParameter() {
		return this.parameter;
	}

}
