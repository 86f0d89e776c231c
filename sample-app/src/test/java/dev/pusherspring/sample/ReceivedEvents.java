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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Keeps what arrives for assertions.
 */
@TestComponent
class ReceivedEvents {

	private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

	@EventListener
	void onEvent(PusherApplicationEvent event) {
		this.events.add(event);
	}

	<T extends PusherApplicationEvent> List<T> of(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	List<Order> orders(String channel) {
		return payloads(channel, Order.PLACED, Order.class);
	}

	<T> List<T> payloads(String channel, String event, Class<T> type) {
		return of(PusherMessageEvent.class).stream()
			.filter((message) -> message.getChannel().equals(channel) && message.getEvent().equals(event))
			.map((message) -> message.getData(type))
			.toList();
	}

}
