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

package dev.pusherspring.testsupport;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.User;

/**
 * {@link PusherClientListener} that remembers what it hears, in words.
 */
public final class RecordingListener implements PusherClientListener {

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final List<PusherError> errors = new CopyOnWriteArrayList<>();

	private final List<SubscriptionError> subscriptionErrors = new CopyOnWriteArrayList<>();

	private final List<Duration> delays = new CopyOnWriteArrayList<>();

	/**
	 * Wait until something has been heard.
	 * @param text the text of it
	 * @return this listener
	 */
	public RecordingListener await(String text) {
		Awaitility.await(text).atMost(Duration.ofSeconds(20)).until(() -> this.heard.contains(text));
		return this;
	}

	/**
	 * Return everything that has been heard.
	 * @return texts in order
	 */
	public List<String> heard() {
		return this.heard;
	}

	public List<PusherError> errors() {
		return this.errors;
	}

	public List<SubscriptionError> subscriptionErrors() {
		return this.subscriptionErrors;
	}

	/**
	 * Return the pauses before attempts to reconnect.
	 * @return pauses in order
	 */
	public List<Duration> delays() {
		return this.delays;
	}

	/**
	 * Forget what has been heard so far.
	 */
	public void clear() {
		this.heard.clear();
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.heard.add("state " + current);
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		this.delays.add(delay);
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		this.heard.add("event " + channel + " " + event + " " + data + ((userId != null) ? " from " + userId : ""));
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.errors.add(error);
		this.heard.add("error " + error.code() + (error.fatal() ? " fatal" : ""));
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		this.heard.add("subscribed " + channel.getName());
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		this.subscriptionErrors.add(error);
		this.heard.add("subscription failed " + error.channel() + " " + error.status());
	}

	@Override
	public void memberAdded(String channel, Member member) {
		this.heard.add("added " + channel + " " + member.getId() + " " + member.getInfo());
	}

	@Override
	public void memberRemoved(String channel, Member member) {
		this.heard.add("removed " + channel + " " + member.getId());
	}

	@Override
	public void subscriptionCountChanged(String channel, int count) {
		this.heard.add("count " + channel + " " + count);
	}

	@Override
	public void cacheMissed(String channel) {
		this.heard.add("cache miss " + channel);
	}

	@Override
	public void signInSucceeded(User user) {
		this.heard.add("signed in " + user.id());
	}

	@Override
	public void signInFailed(SignInError error) {
		this.heard.add("sign-in failed " + error.status());
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		this.heard.add(name + " " + userIds);
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		this.heard.add("missed " + channel);
	}

}
