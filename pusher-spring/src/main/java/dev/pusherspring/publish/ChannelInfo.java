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

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Info about a channel. Contains only attributes that were requested and that the server
 * provides.
 *
 * @param occupied whether the channel has subscribers, or {@code null} if unknown
 * @param userCount number of distinct users
 * @param subscriptionCount number of subscriptions
 * @param cache the last event of a cache channel
 * @since 1.0.0
 */
public record ChannelInfo(@Nullable Boolean occupied, @Nullable Integer userCount, @Nullable Integer subscriptionCount,
		@Nullable Cache cache) {

	static ChannelInfo read(JsonNode node) {
		JsonNode occupied = node.path("occupied");
		JsonNode cache = node.path("cache");
		return new ChannelInfo(occupied.isBoolean() ? occupied.booleanValue() : null, count(node, "user_count"),
				count(node, "subscription_count"), cache.path("data").isString()
						? new Cache(cache.path("data").stringValue(), number(cache.path("ttl"))) : null);
	}

	private static @Nullable Integer count(JsonNode node, String name) {
		Long number = number(node.path(name));
		return (number != null) ? Math.toIntExact(number) : null;
	}

	private static @Nullable Long number(JsonNode node) {
		return (node.isIntegralNumber() && node.canConvertToInt()) ? node.longValue() : null;
	}

	/**
	 * The last event of a cache channel. {@link #toString()} does not include the data.
	 *
	 * @param data the data of the event as text
	 * @param ttl seconds until the server discards the event, or {@code null} if unknown
	 */
	public record Cache(String data, @Nullable Long ttl) {

		@Override
		public String toString() {
			return "Cache[ttl=" + this.ttl + "]";
		}

	}

}
