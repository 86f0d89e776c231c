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

package dev.pusherspring.docs.publishing;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;

import dev.pusherspring.publish.ChannelAttribute;
import dev.pusherspring.publish.ChannelInfo;
import dev.pusherspring.publish.PublishFailedException;
import dev.pusherspring.publish.PusherMessage;
import dev.pusherspring.publish.PusherOperations;

@Service
class OrderPublisher {

	private final PusherOperations pusher;

	OrderPublisher(PusherOperations pusher) {
		this.pusher = pusher;
	}

	void placed(Order order) {
		this.pusher.trigger("orders", "order-placed", order);
	}

	// not to the browser that has placed it
	int placed(Order order, String socketId) {
		PusherMessage message = PusherMessage.of("presence-desk", "order-placed", order)
			.excluding(socketId)
			.withInfo(ChannelAttribute.USER_COUNT);
		ChannelInfo desk = this.pusher.trigger(message).get("presence-desk");
		return (desk != null && desk.userCount() != null) ? desk.userCount() : 0;
	}

	void shipped(List<Order> orders) {
		this.pusher
			.triggerBatch(orders.stream().map((order) -> PusherMessage.of("orders", "order-shipped", order)).toList());
	}

	boolean tryToTell(String customer, String text) {
		try {
			this.pusher.sendToUser(customer, "notice", Map.of("text", text));
			return true;
		}
		catch (PublishFailedException ex) {
			// nothing was published for certain, unless it is ambiguous
			return ex.isAmbiguous();
		}
	}

}
