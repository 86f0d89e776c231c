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

import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.log.LogMessage;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.publish.PublishException;
import dev.pusherspring.sample.OrderPublisher;

/**
 * Publishes invented orders at an interval, until it is switched off.
 */
@Component
@ConditionalOnProperty({ "pusher.app-id", "pusher.secret" })
class OrderFeed {

	private static final Log logger = LogFactory.getLog(OrderFeed.class);

	private final OrderPublisher publisher;

	private final PusherClient client;

	private final LiveFeed live;

	private volatile boolean running;

	private volatile boolean subscribed;

	OrderFeed(OrderPublisher publisher, PusherClient client, LiveFeed live) {
		this.publisher = publisher;
		this.client = client;
		this.live = live;
		setRunning(true);
	}

	@Scheduled(fixedDelayString = "${sample.feed.interval:2s}")
	void publishNext() {
		// wait for all subscriptions once; later, missed orders are fetched
		this.subscribed |= this.client.getState() == ConnectionState.CONNECTED
				&& this.client.getChannels().stream().allMatch(Channel::isSubscribed);
		if (!this.running || !this.subscribed) {
			return;
		}
		try {
			publishAny();
		}
		catch (PublishException ex) {
			logger.warn(LogMessage.format("An order could not be published: %s", ex.getMessage()));
		}
	}

	void publishAny() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		MenuItem item = MenuItem.values()[random.nextInt(MenuItem.values().length)];
		this.publisher.place(item.label(), random.nextInt(1, 5), item.price());
	}

	final void setRunning(boolean running) {
		this.running = running;
		this.live.replace("feed", () -> new Switch(this.running));
	}

	/**
	 * Whether the feed is on.
	 *
	 * @param running whether it is
	 */
	record Switch(boolean running) {

	}

}
