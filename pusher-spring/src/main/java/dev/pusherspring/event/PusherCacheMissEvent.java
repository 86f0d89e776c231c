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

package dev.pusherspring.event;

import dev.pusherspring.client.PusherClient;

/**
 * Published when a cache channel had no cached event at the time of the subscription. The
 * application should fetch the current state from its source.
 *
 * @since 1.0.0
 */
public class PusherCacheMissEvent extends PusherChannelEvent {

	/**
	 * Create a new {@link PusherCacheMissEvent} instance.
	 * @param source the client
	 * @param channel name of the channel
	 */
	public PusherCacheMissEvent(PusherClient source, String channel) {
		super(source, channel, "pusher:cache_miss");
	}

}
