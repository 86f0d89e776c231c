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

package dev.pusherspring.sample;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;
import org.springframework.stereotype.Component;

import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.PusherListener;

/**
 * Receives orders and payments. The annotation turns a method of a bean into a listener.
 * The parameter without an annotation receives the data of the event, converted to its
 * type.
 * <p>
 * Listeners are called on delivery threads. A listener that blocks delays later events,
 * but never the connection.
 */
@Component
class OrderListener {

	private static final Log logger = LogFactory.getLog(OrderListener.class);

	// A pattern selects from the channels that are subscribed to elsewhere, here by
	// 'pusher.channels'. A listener that names a channel exactly subscribes to it.
	@PusherListener(channels = "*orders", events = Order.PLACED)
	void onOrder(Order order, @ChannelName String channel) {
		logger.info(LogMessage.format("%s: %s", channel, order));
	}

	// Not even the server can read the data on an encrypted channel. The listener
	// receives it decrypted.
	@PusherListener(channels = "private-encrypted-*", events = Payment.RECEIVED)
	void onPayment(Payment payment, @ChannelName String channel) {
		logger.info(LogMessage.format("%s: payment for order %s", channel, payment.orderId()));
	}

}
