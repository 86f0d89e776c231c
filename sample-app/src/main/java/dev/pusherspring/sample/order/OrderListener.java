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

package dev.pusherspring.sample.order;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Receives orders from the public and the private channel. The pattern chooses among the
 * channels in {@code pusher.channels}; a channel named in full would be subscribed to by
 * the listener itself.
 */
@Component
class OrderListener {

	private static final Log logger = LogFactory.getLog(OrderListener.class);

	private final LiveFeed live;

	OrderListener(LiveFeed live) {
		this.live = live;
	}

	@PusherListener(channels = "*orders", events = Order.PLACED)
	void onOrder(Order order, @ChannelName String channel) {
		logger.info(LogMessage.format("%s: %s", channel, order));
		this.live.received(channel, Order.PLACED, order, null);
	}

}
