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

package dev.pusherspring.client.internal.core;

import java.time.Instant;
import java.util.function.BiFunction;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ChannelKind;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.User;
import dev.pusherspring.client.internal.channel.SignInListener;
import dev.pusherspring.client.internal.channel.Subscription;
import dev.pusherspring.client.internal.channel.SubscriptionListener;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.PresenceData;
import dev.pusherspring.client.internal.protocol.UserData;
import dev.pusherspring.client.internal.protocol.WatchlistData;

/**
 * Tells the listeners of a client what happens on its channels and to its user.
 */
final class ChannelNews implements SubscriptionListener, SignInListener {

	private static final Log logger = LogFactory.getLog(ChannelNews.class);

	private final PusherClientListeners listeners;

	private final JsonMapper jsonMapper;

	private final BiFunction<String, ChannelKind, Channel> channels;

	ChannelNews(PusherClientListeners listeners, JsonMapper jsonMapper,
			BiFunction<String, ChannelKind, Channel> channels) {
		this.listeners = listeners;
		this.jsonMapper = jsonMapper;
		this.channels = channels;
	}

	@Override
	public void subscribed(Subscription subscription) {
		Channel channel = this.channels.apply(subscription.getChannel(), subscription.getKind());
		this.listeners.tell((listener) -> listener.subscriptionSucceeded(channel));
	}

	@Override
	public void failed(SubscriptionError error) {
		logger.warn(LogMessage.format("Failed to subscribe to '%s'%s: %s", error.channel(), status(error.status()),
				error.message()));
		this.listeners.tell((listener) -> listener.subscriptionFailed(error));
	}

	private static String status(@Nullable Integer status) {
		return (status != null) ? " (" + status + ")" : "";
	}

	@Override
	public void missed(String channel, Instant from, Instant to) {
		this.listeners.tell((listener) -> listener.eventsMissed(channel, from, to));
	}

	@Override
	public void memberAdded(String channel, PresenceData data) {
		Member member = new Member(data, this.jsonMapper);
		this.listeners.tell((listener) -> listener.memberAdded(channel, member));
	}

	@Override
	public void memberRemoved(String channel, PresenceData data) {
		Member member = new Member(data, this.jsonMapper);
		this.listeners.tell((listener) -> listener.memberRemoved(channel, member));
	}

	@Override
	public void countChanged(String channel, int count) {
		this.listeners.tell((listener) -> listener.subscriptionCountChanged(channel, count));
	}

	@Override
	public void cacheMissed(String channel) {
		this.listeners.tell((listener) -> listener.cacheMissed(channel));
	}

	@Override
	public void error(String channel, String message, @Nullable Throwable cause) {
		logger.warn(LogMessage.format("Channel '%s': %s", channel, message));
		this.listeners.error(new PusherError(null, message, cause, channel, false));
	}

	@Override
	public void event(String channel, Frame frame) {
		this.listeners.event(channel, frame);
	}

	@Override
	public void signedIn(UserData data) {
		User user = new User(data.id(), data.json());
		this.listeners.tell((listener) -> listener.signInSucceeded(user));
	}

	@Override
	public void failed(SignInError error) {
		logger.warn(LogMessage.format("Failed to sign in%s: %s", status(error.status()), error.message()));
		this.listeners.tell((listener) -> listener.signInFailed(error));
	}

	@Override
	public void watchlistChanged(WatchlistData change) {
		this.listeners.tell((listener) -> listener.watchlistChanged(change.name(), change.userIds()));
	}

}
