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

package dev.pusherspring.client.internal.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.User;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of {@link Subscriptions}: the test plays the connection and the
 * server, lets authorizers run when it wants, and lets time pass.
 */
abstract class AbstractSubscriptionTests implements PusherClientListener {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final Duration RETRY_INITIAL = Duration.ofSeconds(1);

	static final Duration RETRY_MAX = Duration.ofSeconds(60);

	static final Duration MOMENT = Duration.ofMillis(1);

	static final int MAX_MEMBERS = 3;

	final ManualEventLoop loop = new ManualEventLoop();

	final Queue<Runnable> authorizerTasks = new ArrayDeque<>();

	final List<String> authorizerCalls = new ArrayList<>();

	final List<SubscriptionError> errors = new ArrayList<>();

	final List<Frame> events = new ArrayList<>();

	ChannelAuthorizer authorizer = (channel, socketId) -> new ChannelAuthorization("key:" + channel + "@" + socketId);

	UserAuthenticator authenticator = (socketId) -> new UserAuthentication("key:user@" + socketId, "{\"id\":\"42\"}");

	final SubscriptionOptions settings = new SubscriptionOptions(TIMEOUT, RETRY_INITIAL, RETRY_MAX, 1, TIMEOUT,
			MAX_MEMBERS);

	final SignIn signIn = new SignIn(authorizations(this::authorize), this::sent);

	final Subscriptions subscriptions = new Subscriptions(authorizations(this::authorize), JsonMapper.shared(),
			this.signIn, this::sent, this);

	private final FrameReader reader = new FrameReader();

	private final List<String> sent = new ArrayList<>();

	private final List<String> heard = new ArrayList<>();

	final Authorizations authorizations(ChannelAuthorizer authorizer) {
		Authorizations.Authorizers authorizers = new Authorizations.Authorizers(authorizer,
				(socketId) -> this.authenticator.authenticate(socketId));
		return new Authorizations(() -> authorizers, this.settings,
				new AuthorizationThreads(this.authorizerTasks::add, 1000, TIMEOUT, this.loop), this.loop, this);
	}

	private ChannelAuthorization authorize(String channel, String socketId) {
		this.authorizerCalls.add(channel + "@" + socketId);
		return this.authorizer.authorize(channel, socketId);
	}

	private void sent(String text) {
		this.sent.add(text);
	}

	@Override
	public void subscriptionSucceeded(Channel channel) {
		assertThat(channel.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		this.heard.add("subscribed " + channel.getName());
	}

	@Override
	public void subscriptionFailed(SubscriptionError error) {
		this.errors.add(error);
		this.heard.add("failed " + error.channel() + " " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void eventsMissed(String channel, Instant from, Instant to, ReconnectCause cause) {
		this.heard.add("missed " + channel + " " + Duration.between(ManualEventLoop.START, from).toSeconds() + ".."
				+ Duration.between(ManualEventLoop.START, to).toSeconds());
	}

	@Override
	public void eventReceived(String channel, String event, String data, String userId) {
		this.heard.add("event " + channel + " " + event);
		this.events.add(new Frame(event, channel, data, userId));
	}

	@Override
	public void memberAdded(String channel, Member member) {
		this.heard.add("added " + channel + " " + member.getId() + " " + member.getInfo());
	}

	@Override
	public void memberRemoved(String channel, Member member) {
		this.heard.add("removed " + channel + " " + member.getId() + " " + member.getInfo());
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
	public void errorOccurred(PusherError error) {
		this.heard.add("error " + error.channel() + " " + error.message());
	}

	@Override
	public void signInSucceeded(User user) {
		this.heard.add("signed in " + user.id());
	}

	@Override
	public void signInFailed(SignInError error) {
		this.heard.add("sign-in failed " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		this.heard.add(name + " " + userIds);
	}

	Subscription subscribe(String channel) {
		Subscription subscription = this.subscriptions.subscribe(channel);
		this.loop.runQueued();
		return subscription;
	}

	void unsubscribe(String channel) {
		this.subscriptions.unsubscribe(channel);
		this.loop.runQueued();
	}

	void connect(String socketId) {
		this.loop.call(() -> {
			this.signIn.connected(socketId);
			this.subscriptions.connected(socketId);
		});
	}

	void disconnect() {
		this.loop.call(() -> {
			this.subscriptions.disconnected(ReconnectCause.LOST);
			this.signIn.disconnected();
		});
	}

	void confirm(String channel) {
		receive(ServerMessages.subscriptionSucceeded(channel));
	}

	/**
	 * Subscribe a channel all the way, which is of no interest itself.
	 */
	Subscription subscribed(String channel) {
		Subscription subscription = subscribe(channel);
		runAuthorizers();
		confirm(channel);
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		takeHeard();
		takeSent();
		return subscription;
	}

	/**
	 * Deliver a message about a channel.
	 */
	void receive(String text) {
		Frame frame = this.reader.read(text);
		this.loop.call(() -> this.subscriptions.received(frame.channel(), frame));
	}

	/**
	 * Deliver an error of the server.
	 * @return whether it was taken for the refusal of a subscription
	 */
	boolean receiveError(Integer code, String message, String channel) {
		List<Boolean> result = new ArrayList<>();
		this.loop.call(() -> result.add(this.subscriptions.received(new ServerError(code, message, channel))));
		return result.get(0);
	}

	/**
	 * Let the authorizers that have been asked answer.
	 */
	void runAuthorizers() {
		for (Runnable task = this.authorizerTasks.poll(); task != null; task = this.authorizerTasks.poll()) {
			task.run();
		}
		this.loop.runQueued();
	}

	List<String> takeSent() {
		List<String> sent = List.copyOf(this.sent);
		this.sent.clear();
		return sent;
	}

	List<String> takeHeard() {
		List<String> heard = List.copyOf(this.heard);
		this.heard.clear();
		return heard;
	}

	/**
	 * The request to subscribe to a channel, with what the authorizer of these tests
	 * signs for a socket id.
	 */
	String request(String channel, String socketId) {
		return FrameWriter.subscribe(channel, (socketId != null) ? "key:" + channel + "@" + socketId : null, null);
	}

	String request(String channel) {
		return request(channel, null);
	}

	String farewell(String channel) {
		return FrameWriter.unsubscribe(channel);
	}

}
