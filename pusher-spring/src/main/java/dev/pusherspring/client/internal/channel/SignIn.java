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
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserData;
import dev.pusherspring.client.internal.protocol.WatchlistData;

/**
 * The wish to have the connection's user signed in, and what has become of it. Once
 * wanted it is done again on each connection. A user belongs to one connection.
 * <p>
 * Lives on the event loop, but for {@link #getUser()}.
 *
 * @since 1.0.0
 */
public final class SignIn {

	/**
	 * Prefix of the channel on which the server sends events to the signed-in user.
	 */
	public static final String USER_CHANNEL_PREFIX = "#server-to-user-";

	private final Duration timeout;

	private final EventLoop loop;

	private final @Nullable UserAuthenticator authenticator;

	private final Executor executor;

	private final Consumer<String> sender;

	private final SignInListener listener;

	private final FrameWriter writer = new FrameWriter();

	private final List<Consumer<@Nullable UserData>> waiting = new ArrayList<>();

	private final ExponentialBackOff retry;

	private volatile @Nullable UserData user;

	// changes with each request and whenever one becomes pointless
	private volatile int round;

	// the following are touched on the loop only

	private boolean wanted;

	// whether the server has been asked on the present connection, so that it may confirm
	private boolean asked;

	private @Nullable String socketId;

	private Progress progress = Progress.NONE;

	private @Nullable UserAuthentication requested;

	private @Nullable Timer timer;

	private @Nullable BackOffExecution backOff;

	/**
	 * Create a new {@link SignIn} instance.
	 * @param timeout longest time to wait for the server's answer
	 * @param retryInitialDelay delay before a failed authentication is tried again;
	 * doubled each time
	 * @param retryMaxDelay longest such delay
	 * @param loop the event loop
	 * @param authenticator who authenticates the user, or {@code null} if nobody does
	 * @param executor runs the authenticator
	 * @param sender sends messages to the server
	 * @param listener receives what happens
	 */
	public SignIn(Duration timeout, Duration retryInitialDelay, Duration retryMaxDelay, EventLoop loop,
			@Nullable UserAuthenticator authenticator, Executor executor, Consumer<String> sender,
			SignInListener listener) {
		this.timeout = timeout;
		this.loop = loop;
		this.authenticator = authenticator;
		this.executor = executor;
		this.sender = sender;
		this.listener = listener;
		this.retry = new ExponentialBackOff(retryInitialDelay.toMillis(), 2);
		this.retry.setMaxInterval(retryMaxDelay.toMillis());
	}

	/**
	 * Return the user who is signed in on the present connection. May be called from any
	 * thread.
	 * @return the user, or {@code null}
	 */
	public @Nullable UserData getUser() {
		return this.user;
	}

	/**
	 * Want the user signed in, now and on each connection. Tries again after a failure.
	 */
	public void signIn() {
		this.wanted = true;
		if (this.progress == Progress.NONE) {
			begin();
		}
	}

	/**
	 * A connection is there.
	 * @param socketId id of the connection
	 */
	public void connected(String socketId) {
		this.socketId = socketId;
		this.backOff = null;
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
	public void whenSettled(Consumer<@Nullable UserData> callback) {
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
		return this.progress == Progress.NONE && this.timer != null;
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
			case UserData.EVENT -> confirmed(frame);
			case WatchlistData.EVENT -> WatchlistData.allFrom(frame).forEach(this.listener::watchlistChanged);
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
		cancelTimer();
		String socketId = this.socketId;
		if (socketId == null) {
			return;
		}
		UserAuthenticator authenticator = this.authenticator;
		if (authenticator == null) {
			fail(null, "Signing in needs an authentication but nothing provides one. Set "
					+ "'pusher.user-auth.endpoint' or define a UserAuthenticator bean", null, false);
			return;
		}
		this.progress = Progress.AUTHENTICATING;
		this.round++;
		int round = this.round;
		try {
			this.executor.execute(() -> authenticate(authenticator, socketId, round));
		}
		catch (RejectedExecutionException ex) {
			fail(null, "The authorization executor is shut down", ex, true);
		}
	}

	private void authenticate(UserAuthenticator authenticator, String socketId, int round) {
		// a connection may come and go while requests wait for their turn
		if (this.round != round) {
			return;
		}
		try {
			UserAuthentication authentication = authenticator.authenticate(socketId);
			if (authentication == null) {
				throw new AuthorizationException("The authenticator returned no authentication");
			}
			this.loop.execute(() -> authenticated(round, authentication));
		}
		catch (AuthorizationException ex) {
			this.loop.execute(() -> refused(round, ex));
		}
		catch (RuntimeException | Error ex) {
			this.loop.execute(() -> refused(round, new AuthorizationException(
					"The user authenticator failed with " + ex.getClass().getName(), null, true, ex)));
		}
	}

	// an answer that belongs to an earlier connection is of no use
	private boolean isCurrent(int round) {
		return this.round == round && this.progress == Progress.AUTHENTICATING;
	}

	private void authenticated(int round, UserAuthentication authentication) {
		if (isCurrent(round)) {
			this.progress = Progress.REQUESTED;
			this.asked = true;
			this.requested = authentication;
			this.timer = this.loop.schedule(this.timeout,
					() -> fail(null,
							"The server did not answer the sign-in within %d ms".formatted(this.timeout.toMillis()),
							null, true));
			this.sender.accept(this.writer.signin(authentication.auth(), authentication.userData()));
		}
	}

	private void refused(int round, AuthorizationException ex) {
		if (isCurrent(round)) {
			fail(ex.getStatus(), String.valueOf(ex.getMessage()), ex, ex.isRetryable());
		}
	}

	private void confirmed(Frame frame) {
		// also when the answer comes after the time for it
		if (!this.asked || this.progress == Progress.SIGNED_IN) {
			return;
		}
		UserData user;
		try {
			user = UserData.from(frame);
		}
		catch (MalformedFrameException ex) {
			fail(null, String.valueOf(ex.getMessage()), ex, false);
			return;
		}
		reset();
		this.backOff = null;
		this.progress = Progress.SIGNED_IN;
		this.user = user;
		this.sender.accept(this.writer.subscribe(USER_CHANNEL_PREFIX + user.id(), null, null));
		this.listener.signedIn(user);
		settle(user);
	}

	private void fail(@Nullable Integer status, String message, @Nullable Throwable cause, boolean retry) {
		reset();
		if (retry) {
			BackOffExecution backOff = (this.backOff != null) ? this.backOff : this.retry.start();
			this.backOff = backOff;
			this.timer = this.loop.schedule(Duration.ofMillis(backOff.nextBackOff()), this::begin);
		}
		this.listener.failed(new SignInError(status, message, cause, retry));
		settle(null);
	}

	private void settle(@Nullable UserData user) {
		List<Consumer<@Nullable UserData>> waiting = List.copyOf(this.waiting);
		this.waiting.clear();
		waiting.forEach((callback) -> callback.accept(user));
	}

	private void reset() {
		cancelTimer();
		this.round++;
		this.requested = null;
		this.progress = Progress.NONE;
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/**
	 * How far the sign-in has come.
	 */
	private enum Progress {

		NONE, AUTHENTICATING, REQUESTED, SIGNED_IN

	}

}
