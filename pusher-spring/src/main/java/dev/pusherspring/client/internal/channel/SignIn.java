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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.User;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserMessages;

/**
 * The wish to have the connection's user signed in, and what has become of it. Once
 * wanted it is done again on each connection. A user belongs to one connection.
 * <p>
 * All methods except {@link #getUser()} must be called on the event loop.
 *
 * @since 1.0.0
 */
public final class SignIn {

	/**
	 * Prefix of the channel on which the server sends events to the signed-in user.
	 */
	public static final String USER_CHANNEL_PREFIX = "#server-to-user-";

	private final Duration timeout;

	private final AuthorizedRequest<UserAuthentication> authentication;

	private final Consumer<String> sender;

	private final PusherClientListener listener;

	private final List<Consumer<@Nullable User>> waiting = new ArrayList<>();

	private volatile @Nullable User user;

	// the following are touched on the loop only

	private boolean wanted;

	// whether the server has been asked on the present connection, so that it may confirm
	private boolean asked;

	private @Nullable String socketId;

	private Progress progress = Progress.NONE;

	private @Nullable UserAuthentication requested;

	/**
	 * Create a new {@link SignIn} instance.
	 * @param authorizations obtains the authentication, and knows the time limits
	 * @param sender sends messages to the server
	 */
	public SignIn(Authorizations authorizations, Consumer<String> sender) {
		this.timeout = authorizations.settings().timeout();
		this.authentication = authorizations.ofUser();
		this.listener = authorizations.listener();
		this.sender = sender;
	}

	/**
	 * Return the user who is signed in on the present connection. May be called from any
	 * thread.
	 * @return the user, or {@code null}
	 */
	public @Nullable User getUser() {
		return this.user;
	}

	/**
	 * Want the user signed in, now and on each connection. Tries again after a failure.
	 */
	public void signIn() {
		this.wanted = true;
		if (this.progress == Progress.NONE) {
			this.authentication.forgetFailures();
			begin();
		}
	}

	/**
	 * A connection is there.
	 * @param socketId id of the connection
	 */
	public void connected(String socketId) {
		this.socketId = socketId;
		this.authentication.forgetFailures();
		if (this.wanted) {
			begin();
		}
	}

	/**
	 * The connection is gone, and its user with it.
	 */
	public void disconnected() {
		this.socketId = null;
		this.asked = false;
		this.user = null;
		reset();
		settle(null);
	}

	/**
	 * Call back when it is known whether a user is signed in on the present connection.
	 * @param callback receives the user, or {@code null} if none is
	 */
	public void whenSettled(Consumer<@Nullable User> callback) {
		if (this.progress == Progress.AUTHENTICATING || this.progress == Progress.REQUESTED) {
			this.waiting.add(callback);
		}
		else {
			callback.accept(this.user);
		}
	}

	/**
	 * Return whether a sign-in that failed will be tried again on the present connection.
	 * @return whether it makes sense to ask for the user again
	 */
	public boolean isRetrying() {
		return this.authentication.isRetrying();
	}

	/**
	 * Return whether the server's answer to a sign-in is awaited.
	 * @return whether an error that names nothing may be meant for the sign-in
	 */
	public boolean isAwaitingAnswer() {
		return this.progress == Progress.REQUESTED;
	}

	/**
	 * A message that belongs to no channel has arrived.
	 * @param frame the message
	 * @return whether it was about the user
	 */
	public boolean received(Frame frame) {
		switch (frame.event()) {
			case UserMessages.SIGN_IN_SUCCESS -> confirmed(frame);
			case UserMessages.WATCHLIST -> UserMessages.watchlist(frame)
				.forEach((change) -> this.listener.watchlistChanged(change.name(), change.userIds()));
			default -> {
				return false;
			}
		}
		return true;
	}

	/**
	 * The server has reported an error.
	 * @param error the error
	 * @return whether it was the answer to the sign-in
	 */
	public boolean received(ServerError error) {
		if (!isAwaitingAnswer() || error.channel() != null || error.isAboutEvent()) {
			return false;
		}
		UserAuthentication authentication = this.requested;
		fail(error.code(), (authentication != null) ? authentication.redact(error.message()) : error.message(), null,
				false);
		return true;
	}

	private void begin() {
		this.authentication.cancel();
		String socketId = this.socketId;
		if (socketId != null) {
			this.progress = Progress.AUTHENTICATING;
			this.authentication.begin(socketId, this::authenticated,
					(ex) -> fail(ex.getStatus(), String.valueOf(ex.getMessage()), ex, ex.isRetryable()));
		}
	}

	private void authenticated(UserAuthentication authentication) {
		this.progress = Progress.REQUESTED;
		this.asked = true;
		this.requested = authentication;
		this.authentication.awaitAnswer(this.timeout, () -> fail(null,
				"The server did not answer the sign-in within %d ms".formatted(this.timeout.toMillis()), null, true));
		this.sender.accept(FrameWriter.signin(authentication.auth(), authentication.userData()));
	}

	private void confirmed(Frame frame) {
		// also when the answer comes after the time for it
		if (!this.asked || this.progress == Progress.SIGNED_IN) {
			return;
		}
		User user;
		try {
			user = UserMessages.user(frame);
		}
		catch (MalformedFrameException ex) {
			fail(null, String.valueOf(ex.getMessage()), ex, false);
			return;
		}
		reset();
		this.authentication.forgetFailures();
		this.progress = Progress.SIGNED_IN;
		this.user = user;
		this.sender.accept(FrameWriter.subscribe(USER_CHANNEL_PREFIX + user.id(), null, null));
		this.listener.signInSucceeded(user);
		settle(user);
	}

	private void fail(@Nullable Integer status, String message, @Nullable Throwable cause, boolean retry) {
		reset();
		if (retry) {
			this.authentication.retryLater(this::begin);
		}
		if (this.authentication.isNews(message) || !retry) {
			this.listener.signInFailed(new SignInError(status, message, cause, retry));
		}
		settle(null);
	}

	private void settle(@Nullable User user) {
		List<Consumer<@Nullable User>> waiting = List.copyOf(this.waiting);
		this.waiting.clear();
		waiting.forEach((callback) -> callback.accept(user));
	}

	private void reset() {
		this.authentication.cancel();
		this.requested = null;
		this.progress = Progress.NONE;
	}

	/**
	 * How far the sign-in has come.
	 */
	private enum Progress {

		NONE, AUTHENTICATING, REQUESTED, SIGNED_IN

	}

}
