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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.User;

/**
 * {@link PusherClientListener} that converts the callbacks of a client to application
 * events and passes them on.
 *
 * @since 1.0.0
 */
public final class PusherApplicationEventAdapter implements PusherClientListener {

	private final JsonMapper mapper;

	private final Consumer<PusherApplicationEvent> target;

	private @Nullable PusherClient client;

	/**
	 * Create a new {@link PusherApplicationEventAdapter} instance.
	 * @param mapper the mapper that converts the data of events
	 * @param target the consumer of the events, called on the client's event loop
	 */
	public PusherApplicationEventAdapter(JsonMapper mapper, Consumer<PusherApplicationEvent> target) {
		this.mapper = mapper;
		this.target = target;
	}

	@Override
	public void initialized(PusherClient client) {
		Assert.state(this.client == null,
				"This adapter is already in use by a client. Create an adapter for each client");
		this.client = client;
	}

	private PusherClient client() {
		Assert.state(this.client != null, "The client has not been built yet");
		return this.client;
	}

	@Override
	public void stateChanged(ConnectionState previous, ConnectionState current) {
		this.target.accept(new PusherConnectionStateEvent(client(), previous, current));
	}

	@Override
	public void reconnecting(int attempt, Duration delay) {
		this.target.accept(new PusherReconnectingEvent(client(), attempt, delay));
	}

	@Override
	public void eventReceived(String channel, String event, @Nullable String data, @Nullable String userId) {
		this.target.accept(new PusherMessageEvent(client(), channel, event, data, userId, this.mapper));
	}

	@Override
	public void errorOccurred(PusherError error) {
		this.target.accept(new PusherErrorEvent(client(), error));
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		this.target.accept(new PusherSubscriptionSucceededEvent(client(), channel.getName()));
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		this.target.accept(new PusherSubscriptionErrorEvent(client(), error));
	}

	@Override
	public void memberAdded(String channel, Member member) {
		this.target.accept(new PusherMemberAddedEvent(client(), channel, member));
	}

	@Override
	public void memberRemoved(String channel, Member member) {
		this.target.accept(new PusherMemberRemovedEvent(client(), channel, member));
	}

	@Override
	public void subscriptionCountChanged(String channel, int count) {
		this.target.accept(new PusherSubscriptionCountEvent(client(), channel, count));
	}

	@Override
	public void cacheMissed(String channel) {
		this.target.accept(new PusherCacheMissEvent(client(), channel));
	}

	@Override
	public void signInSucceeded(User user) {
		this.target.accept(new PusherSignInSucceededEvent(client(), user));
	}

	@Override
	public void signInFailed(SignInError error) {
		this.target.accept(new PusherSignInErrorEvent(client(), error));
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		this.target.accept(new PusherWatchlistEvent(client(), name, userIds));
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		this.target.accept(new PusherOutageEvent(client(), channel, from, to, cause));
	}

}
