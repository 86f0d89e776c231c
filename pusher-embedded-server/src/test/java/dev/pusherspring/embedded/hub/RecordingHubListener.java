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

package dev.pusherspring.embedded.hub;

import java.util.ArrayList;
import java.util.List;

import dev.pusherspring.embedded.observed.ClientEvent;

/**
 * Writes down what the hub tells the application.
 */
final class RecordingHubListener implements HubListener {

	private final List<String> told = new ArrayList<>();

	/**
	 * Take what has been told since the last time.
	 * @return the kind of each, followed by the channel and whatever belongs to it
	 */
	List<String> take() {
		List<String> taken = List.copyOf(this.told);
		this.told.clear();
		return taken;
	}

	@Override
	public void channelOccupied(String channel) {
		this.told.add("occupied " + channel);
	}

	@Override
	public void channelVacated(String channel) {
		this.told.add("vacated " + channel);
	}

	@Override
	public void memberAdded(String channel, String userId) {
		this.told.add("added " + channel + " " + userId);
	}

	@Override
	public void memberRemoved(String channel, String userId) {
		this.told.add("removed " + channel + " " + userId);
	}

	@Override
	public void clientEvent(ClientEvent event) {
		this.told.add("sent " + event.channel() + " " + event.event());
	}

	@Override
	public void cacheMissed(String channel) {
		this.told.add("missed " + channel);
	}

	@Override
	public void subscriptionCountChanged(String channel, int count) {
		this.told.add("count " + channel + " " + count);
	}

}
