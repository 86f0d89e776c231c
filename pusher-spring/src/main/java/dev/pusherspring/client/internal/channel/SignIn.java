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
 * The sign-in of the connection's user. Once requested, it is repeated on each
 * connection, since a user is signed in on a single connection.
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

	// the following fields are used on the loop only

	private boolean wanted;

	// whether a request has been sent on the current connection, so that the server may
	// confirm it
	private boolean asked;

	private @Nullable String socketId;

	private Progress progress = Progress.NONE;

	private @Nullable UserAuthentication requested;

	/**
	 * Create a new {@link SignIn} instance.
	 * @param authorizations obtains the authentication, and has the timeouts
	 * @param sender sends messages to the server
	 */
	public SignIn(Authorizations authorizations, Consumer<String> sender) {
		this.timeout = authorizations.settings().timeout();
		this.authentication = authorizations.ofUser();
		this.listener = authorizations.listener();
		this.sender = sender;
	}

	/**
	 * Return the user who is signed in on the current connection. Can be called from any
	 * thread.
	 * @return the user, or {@code null}
	 */
	public @Nullable User getUser() {
		return this.user;
	}

	/**
	 * Sign in the user, now and on each connection. A failed sign-in is retried.
	 */
	public void signIn() {
		this.wanted = true;
		if (this.progress == Progress.NONE) {
			this.authentication.forgetFailures();
			begin();
		}
	}

	/**
	 * Handle a new connection.
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
	 * Handle the loss of the connection and its user.
	 */
	public void disconnected() {
		this.socketId = null;
		this.asked = false;
		this.user = null;
		reset();
		settle(null);
	}

	/**
	 * Register a callback for when it is known whether a user is signed in on the current
	 * connection.
	 * @param callback receives the user, or {@code null} if none is signed in
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
	 * Return whether a failed sign-in is retried on the current connection.
	 * @return {@code true} if a user may still be signed in
	 */
	public boolean isRetrying() {
		return this.authentication.isRetrying();
	}

	/**
	 * Return whether the client is waiting for the server's answer to a sign-in.
	 * @return {@code true} if an error without a channel may refer to the sign-in
	 */
	public boolean isAwaitingAnswer() {
		return this.progress == Progress.REQUESTED;
	}

	/**
	 * Handle a message that belongs to no channel.
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
	 * Handle an error reported by the server.
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
		// including an answer that arrives after the timeout
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
	 * Progress of the sign-in.
	 */
	private enum Progress {

		NONE, AUTHENTICATING, REQUESTED, SIGNED_IN

	}

}
