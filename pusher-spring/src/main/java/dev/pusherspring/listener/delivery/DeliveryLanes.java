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

package dev.pusherspring.listener.delivery;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;

/**
 * The lanes of all delivery threads. What is about one channel goes to one lane.
 */
final class DeliveryLanes {

	private final List<DeliveryLane> lanes;

	DeliveryLanes(int count) {
		this.lanes = Stream.generate(DeliveryLane::new).limit(count).toList();
	}

	List<DeliveryLane> asList() {
		return this.lanes;
	}

	/**
	 * Let an event wait.
	 * @param event the event
	 * @return whether it waits; {@code false} once the lanes have been retired
	 */
	boolean add(PusherApplicationEvent event) {
		String channel = event.getChannel();
		int index = (channel != null) ? indexOf(channel, this.lanes.size()) : 0;
		return this.lanes.get(index).add(event);
	}

	/**
	 * Remove the event that has waited longest of those that may be dropped. It waits for
	 * the thread that is behind, so that the channels of other threads lose nothing.
	 * @return the event, or {@code null} if none waits
	 */
	@Nullable PusherApplicationEvent removeOldest() {
		return this.lanes.stream()
			.filter((lane) -> lane.oldest() < Long.MAX_VALUE)
			.min(Comparator.comparingLong(DeliveryLane::oldest))
			.map(DeliveryLane::removeOldest)
			.orElse(null);
	}

	/**
	 * Return the lane of a channel.
	 * @param channel name of the channel
	 * @param count number of lanes
	 * @return index of the lane
	 */
	static int indexOf(String channel, int count) {
		return Math.floorMod(channel.hashCode(), count);
	}

	void close() {
		this.lanes.forEach(DeliveryLane::close);
	}

	int retire() {
		return this.lanes.stream().mapToInt(DeliveryLane::retire).sum();
	}

}
