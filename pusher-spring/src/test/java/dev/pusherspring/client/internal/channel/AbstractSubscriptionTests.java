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

import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.PresenceData;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserData;
import dev.pusherspring.client.internal.protocol.WatchlistData;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of {@link Subscriptions}: the test plays the connection and the
 * server, lets authorizers run when it wants, and lets time pass.
 */
public abstract class AbstractSubscriptionTests implements SubscriptionListener, SignInListener {

	public static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final Duration RETRY_INITIAL = Duration.ofSeconds(1);

	static final Duration RETRY_MAX = Duration.ofSeconds(60);

	public static final Duration MOMENT = Duration.ofMillis(1);

	public final ManualEventLoop loop = new ManualEventLoop();

	public final Queue<Runnable> authorizerTasks = new ArrayDeque<>();

	public final List<String> authorizerCalls = new ArrayList<>();

	public final List<SubscriptionError> errors = new ArrayList<>();

	final List<Frame> events = new ArrayList<>();

	ChannelAuthorizer authorizer = (channel, socketId) -> new ChannelAuthorization("key:" + channel + "@" + socketId);

	UserAuthenticator authenticator = (socketId) -> new UserAuthentication("key:user@" + socketId, "{\"id\":\"42\"}");

	final SignIn signIn = new SignIn(TIMEOUT, RETRY_INITIAL, RETRY_MAX, this.loop,
			(socketId) -> this.authenticator.authenticate(socketId), this.authorizerTasks::add, this::sent, this);

	public final Subscriptions subscriptions = new Subscriptions(
			new SubscriptionOptions(TIMEOUT, RETRY_INITIAL, RETRY_MAX, 1), this.loop,
			new Authorizations(this::authorize, this.authorizerTasks::add, this.loop), this.signIn, this::sent, this);

	private final FrameReader reader = new FrameReader();

	private final FrameWriter writer = new FrameWriter();

	private final List<String> sent = new ArrayList<>();

	private final List<String> heard = new ArrayList<>();

	private ChannelAuthorization authorize(String channel, String socketId) {
		this.authorizerCalls.add(channel + "@" + socketId);
		return this.authorizer.authorize(channel, socketId);
	}

	private void sent(String text) {
		this.sent.add(text);
	}

	@Override
	public void subscribed(Subscription subscription) {
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		this.heard.add("subscribed " + subscription.getChannel());
	}

	@Override
	public void failed(SubscriptionError error) {
		this.errors.add(error);
		this.heard.add("failed " + error.channel() + " " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void missed(String channel, Instant from, Instant to) {
		this.heard.add("missed " + channel + " " + Duration.between(ManualEventLoop.START, from).toSeconds() + ".."
				+ Duration.between(ManualEventLoop.START, to).toSeconds());
	}

	@Override
	public void event(String channel, Frame frame) {
		this.heard.add("event " + channel + " " + frame.event());
		this.events.add(frame);
	}

	@Override
	public void memberAdded(String channel, PresenceData member) {
		this.heard.add("added " + channel + " " + member.userId() + " " + member.userInfo());
	}

	@Override
	public void memberRemoved(String channel, PresenceData member) {
		this.heard.add("removed " + channel + " " + member.userId() + " " + member.userInfo());
	}

	@Override
	public void countChanged(String channel, int count) {
		this.heard.add("count " + channel + " " + count);
	}

	@Override
	public void cacheMissed(String channel) {
		this.heard.add("cache miss " + channel);
	}

	@Override
	public void error(String channel, String message, Throwable cause) {
		this.heard.add("error " + channel + " " + message);
	}

	@Override
	public void signedIn(UserData user) {
		this.heard.add("signed in " + user.id());
	}

	@Override
	public void failed(SignInError error) {
		this.heard.add("sign-in failed " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void watchlistChanged(WatchlistData change) {
		this.heard.add(change.name() + " " + change.userIds());
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
			this.subscriptions.disconnected();
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
		return this.writer.subscribe(channel, (socketId != null) ? "key:" + channel + "@" + socketId : null, null);
	}

	String request(String channel) {
		return request(channel, null);
	}

	String farewell(String channel) {
		return this.writer.unsubscribe(channel);
	}

}
