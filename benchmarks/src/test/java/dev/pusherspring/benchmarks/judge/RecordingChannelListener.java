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

package dev.pusherspring.benchmarks.judge;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import com.pusher.client.channel.PresenceChannelEventListener;
import com.pusher.client.channel.PrivateEncryptedChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.channel.User;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records the events that the official client receives on its channels, as text.
 */
final class RecordingChannelListener implements PresenceChannelEventListener, PrivateEncryptedChannelEventListener {

	private final List<String> heard = new CopyOnWriteArrayList<>();

	@Override
	public void onSubscriptionSucceeded(String channel) {
		this.heard.add("subscribed " + channel);
	}

	@Override
	public void onAuthenticationFailure(String message, Exception ex) {
		this.heard.add("authorization failed");
	}

	@Override
	public void onDecryptionFailure(String event, String reason) {
		this.heard.add("decryption failed " + reason);
	}

	@Override
	public void onUsersInformationReceived(String channel, Set<User> users) {
		Set<String> ids = new TreeSet<>();
		users.forEach((user) -> ids.add(user.getId()));
		this.heard.add("users " + channel + " " + ids);
	}

	@Override
	public void userSubscribed(String channel, User user) {
		this.heard.add("added " + channel + " " + user.getId() + " " + user.getInfo());
	}

	@Override
	public void userUnsubscribed(String channel, User user) {
		this.heard.add("removed " + channel + " " + user.getId());
	}

	@Override
	public void onEvent(PusherEvent event) {
		String from = (event.getUserId() != null) ? " from " + event.getUserId() : "";
		this.heard.add("event " + event.getChannelName() + " " + event.getEventName() + " " + event.getData() + from);
	}

	@Override
	public void onError(String message, Exception ex) {
		this.heard.add("error " + message);
	}

	RecordingChannelListener await(String text) {
		Awaitility.await(text)
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.heard).contains(text));
		return this;
	}

	List<String> heard() {
		return this.heard;
	}

	void clear() {
		this.heard.clear();
	}

}
