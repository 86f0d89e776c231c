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

package dev.pusherspring.sample.payment;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.sample.live.LiveFeed;

/**
 * Receives payments. That they were encrypted is nothing a listener has to know.
 */
@Component
class PaymentListener {

	private static final Log logger = LogFactory.getLog(PaymentListener.class);

	private final LiveFeed live;

	PaymentListener(LiveFeed live) {
		this.live = live;
	}

	@PusherListener(channels = "private-encrypted-*", events = Payment.RECEIVED)
	void onPayment(Payment payment, @ChannelName String channel) {
		logger.info(LogMessage.format("%s: payment for order %s", channel, payment.orderId()));
		this.live.received(channel, Payment.RECEIVED, payment, null);
	}

}
