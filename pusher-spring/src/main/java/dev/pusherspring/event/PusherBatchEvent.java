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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.util.Assert;

import dev.pusherspring.client.PrintableText;

/**
 * Several messages that are passed to a batch listener in one call. It is not published
 * as an application event: a batch listener, its interceptors and its error handler
 * receive it in place of a single message. Its channel and event are those of the first
 * message; the others may belong to other channels if the listener is mapped to several.
 *
 * @since 1.0.0
 */
public class PusherBatchEvent extends PusherChannelEvent {

	private final List<PusherMessageEvent> events;

	/**
	 * Create a new {@link PusherBatchEvent} instance.
	 * @param events the messages, at least one
	 */
	public PusherBatchEvent(List<PusherMessageEvent> events) {
		super(first(events).getClient(), first(events).getChannel(), first(events).getEvent());
		this.events = List.copyOf(events);
	}

	private static PusherMessageEvent first(List<PusherMessageEvent> events) {
		Assert.notEmpty(events, "A batch must not be empty");
		return events.get(0);
	}

	/**
	 * Return the messages. The messages of one channel are in the order of their arrival.
	 * @return the messages, at least one
	 */
	public List<PusherMessageEvent> getEvents() {
		return this.events;
	}

	/**
	 * Return the messages of the batch except those at the given positions.
	 * @param positions positions of the messages to leave out, from 0
	 * @return the remaining messages, possibly none
	 */
	public List<PusherMessageEvent> without(Set<Integer> positions) {
		List<PusherMessageEvent> others = new ArrayList<>();
		for (int i = 0; i < this.events.size(); i++) {
			if (!positions.contains(i)) {
				others.add(this.events.get(i));
			}
		}
		return others;
	}

	@Override
	public String toString() {
		return "PusherBatchEvent[size=" + this.events.size() + ", channel=" + PrintableText.of(getChannel())
				+ ", event=" + PrintableText.of(getEvent()) + "]";
	}

}
