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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.User;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserMessages;
import dev.pusherspring.testsupport.ManualEventLoop;

/**
 * Base class for tests of {@link SignIn}: the test plays the connection and the server,
 * and lets the authenticator answer when it wants.
 */
abstract class AbstractSignInTests implements PusherClientListener {

	static final Duration TIMEOUT = Duration.ofSeconds(10);

	static final Duration MOMENT = Duration.ofMillis(1);

	static final AuthorizationException BUSY = new AuthorizationException("Busy", 503, true, null);

	final ManualEventLoop loop = new ManualEventLoop();

	final Queue<Runnable> tasks = new ArrayDeque<>();

	final List<String> sent = new ArrayList<>();

	final List<String> heard = new ArrayList<>();

	final List<SignInError> errors = new ArrayList<>();

	final List<String> calls = new ArrayList<>();

	UserAuthenticator authenticator = (socketId) -> new UserAuthentication("key:" + socketId, "{\"id\":\"42\"}");

	final SignIn signIn = signIn((socketId) -> {
		this.calls.add(socketId);
		return this.authenticator.authenticate(socketId);
	});

	final SignIn signIn(@Nullable UserAuthenticator authenticator) {
		return new SignIn(new Authorizations(() -> new Authorizations.Authorizers(null, authenticator),
				new SubscriptionOptions(TIMEOUT, Duration.ofSeconds(1), Duration.ofSeconds(60), 1, TIMEOUT, 100),
				new AuthorizationThreads(this.tasks::add, 1000, TIMEOUT, this.loop), this.loop, this), this.sent::add);
	}

	void connect(String socketId) {
		this.loop.call(() -> this.signIn.connected(socketId));
	}

	void disconnect() {
		this.loop.call(this.signIn::disconnected);
	}

	void signIn() {
		this.loop.call(this.signIn::signIn);
	}

	void signedIn() {
		request();
		confirm();
		takeSent();
	}

	/**
	 * Ask the server to sign in, on a new connection.
	 */
	void request() {
		connect("1.1");
		signIn();
		runAuthenticator();
	}

	/**
	 * Let the authenticator fail from now on.
	 */
	void refuse(RuntimeException failure) {
		this.authenticator = (socketId) -> {
			throw failure;
		};
	}

	void runAuthenticator() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
		this.loop.runQueued();
	}

	void confirm() {
		confirm("{\\\"id\\\":\\\"42\\\"}");
	}

	void confirm(String userData) {
		Frame frame = new Frame(UserMessages.SIGN_IN_SUCCESS, null, "{\"user_data\":\"" + userData + "\"}", null);
		this.loop.call(() -> this.signIn.received(frame));
	}

	boolean receive(ServerError error) {
		boolean[] result = new boolean[1];
		this.loop.call(() -> result[0] = this.signIn.received(error));
		return result[0];
	}

	List<String> takeSent() {
		List<String> sent = List.copyOf(this.sent);
		this.sent.clear();
		return sent;
	}

	@Override
	public void signInSucceeded(User user) {
		this.heard.add("signed in " + user.id());
	}

	@Override
	public void signInFailed(SignInError error) {
		this.errors.add(error);
		this.heard.add("failed " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		this.heard.add(name + " " + userIds);
	}

}
