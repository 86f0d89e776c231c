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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;

import dev.pusherspring.client.AuthorizationCall;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;

/**
 * A request to the server that requires an authorization. Obtains the authorization
 * outside of the event loop, which must not wait for an endpoint, monitors the timeout of
 * the server's answer, and retries with growing delays if a retry may succeed.
 * <p>
 * There is one round at a time. Results of an earlier round, whose connection or
 * subscription has ended, are discarded. Confined to the event loop.
 *
 * @param <A> the type of the authorization
 */
final class AuthorizedRequest<A> {

	private static final long NOT_STARTED = Long.MIN_VALUE;

	private final Authorizations authorizations;

	private final Kind<A> kind;

	// changes with each round
	private int round;

	private Runnable abandon = () -> {
	};

	private @Nullable Timer timer;

	private boolean retrying;

	private @Nullable BackOffExecution backOff;

	private @Nullable String lastFailure;

	AuthorizedRequest(Authorizations authorizations, Kind<A> kind) {
		this.authorizations = authorizations;
		this.kind = kind;
	}

	/**
	 * Begin a round: obtain the authorization.
	 * @param socketId the socket id of the connection
	 * @param granted receives the authorization
	 * @param refused receives the reason if it could not be obtained
	 */
	void begin(String socketId, Consumer<A> granted, Consumer<AuthorizationException> refused) {
		cancel();
		Consumer<A> onGranted = duringRound(granted);
		Consumer<AuthorizationException> onRefused = duringRound(refused);
		BiFunction<String, Runnable, CompletableFuture<A>> call = this.kind.call().get();
		if (call == null) {
			loop().execute(() -> onRefused.accept(new AuthorizationException(this.kind.missing())));
			return;
		}
		AtomicLong started = new AtomicLong(NOT_STARTED);
		CompletableFuture<A> permission = call.apply(socketId, () -> started.set(loop().nanoTime()));
		// the connection may end while requests are waiting for their turn
		this.abandon = () -> permission.cancel(false);
		permission.whenComplete((result, ex) -> {
			if (started.get() != NOT_STARTED) {
				this.authorizations.listener()
					.authorizationEnded(new AuthorizationCall(this.kind.channel(),
							Duration.ofNanos(loop().nanoTime() - started.get()), ex));
			}
			if (ex instanceof AuthorizationException refusal) {
				onRefused.accept(refusal);
			}
			else if (ex == null) {
				onGranted.accept(result);
			}
		});
	}

	/**
	 * Restrict a callback to the current round.
	 * @param <T> the type of the argument
	 * @param callback the callback
	 * @return a callback that does nothing once the round is over
	 */
	<T extends @Nullable Object> Consumer<T> duringRound(Consumer<T> callback) {
		int round = this.round;
		return (value) -> {
			if (this.round == round) {
				callback.accept(value);
			}
		};
	}

	/**
	 * Monitor the timeout of the server's answer.
	 * @param timeout the timeout
	 * @param timedOut called if there is no answer in time
	 */
	void awaitAnswer(Duration timeout, Runnable timedOut) {
		cancelTimer();
		this.timer = loop().schedule(timeout, timedOut);
	}

	/**
	 * Stop monitoring the timeout, and forget earlier failures: the next failure is
	 * reported and retried with the initial delay.
	 */
	void forgetFailures() {
		cancelTimer();
		this.backOff = null;
		this.lastFailure = null;
	}

	/**
	 * Return whether a failure differs from the previous one. A repeated failure is only
	 * reported once.
	 * @param message the error message
	 * @return whether to report the failure
	 */
	boolean isNews(String message) {
		boolean news = !message.equals(this.lastFailure);
		this.lastFailure = message;
		return news;
	}

	/**
	 * End the round and retry the request after a delay, which grows each time.
	 * @param repetition begins the next round
	 */
	void retryLater(Runnable repetition) {
		cancel();
		BackOffExecution backOff = this.backOff;
		if (backOff == null) {
			backOff = this.authorizations.backOff();
			this.backOff = backOff;
		}
		this.retrying = true;
		this.timer = loop().schedule(Duration.ofMillis(backOff.nextBackOff()), repetition);
	}

	/**
	 * Return whether the request is waiting for a retry.
	 * @return {@code true} if it is
	 */
	boolean isRetrying() {
		return this.retrying;
	}

	/**
	 * End the round.
	 */
	void cancel() {
		cancelTimer();
		this.abandon.run();
		this.round++;
	}

	private EventLoop loop() {
		return this.authorizations.loop();
	}

	private void cancelTimer() {
		this.retrying = false;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
	}

	/**
	 * The kind of authorization, and how to obtain it.
	 *
	 * @param <A> the type of the authorization
	 * @param channel name of the channel, or {@code null} for the authentication of the
	 * user
	 * @param call supplies the function that obtains the authorization for a socket id,
	 * outside of the event loop, and runs the second argument when the call starts;
	 * {@code null} if there is no authorizer. The future is completed on the event loop;
	 * cancelling it has no effect on a call in progress
	 * @param missing the exception for a missing authorizer, with what to do about it
	 */
	record Kind<A>(@Nullable String channel,
			Supplier<@Nullable BiFunction<String, Runnable, CompletableFuture<A>>> call, String missing) {

	}

}
