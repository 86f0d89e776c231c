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
 * A request to the server that needs a permission first. Obtains the permission away from
 * the event loop, which must not wait for somebody else's endpoint, watches the time for
 * the server's answer, and repeats with growing delays what can succeed later.
 * <p>
 * There is one round at a time. What belongs to an earlier one, because the connection or
 * the subscription has ended meanwhile, is discarded. Lives on the event loop.
 *
 * @param <A> the permission
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
	 * Begin a round: obtain the permission.
	 * @param socketId the connection that it is for
	 * @param granted receives the permission
	 * @param refused receives the reason if there is none
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
		// a connection may come and go while requests wait for their turn
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
	 * @param <T> what it receives
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
	 * Watch the time for the server's answer.
	 * @param timeout the time
	 * @param timedOut called when no answer has come by then
	 */
	void awaitAnswer(Duration timeout, Runnable timedOut) {
		cancelTimer();
		this.timer = loop().schedule(timeout, timedOut);
	}

	/**
	 * Stop watching the time. The next failure starts with the shortest delay again, and
	 * is news.
	 */
	void forgetFailures() {
		cancelTimer();
		this.backOff = null;
		this.lastFailure = null;
	}

	/**
	 * Return whether a failure differs from the one before it. A failure that is repeated
	 * on and on is worth one report.
	 * @param message what failed, in words
	 * @return whether to report it
	 */
	boolean isNews(String message) {
		boolean news = !message.equals(this.lastFailure);
		this.lastFailure = message;
		return news;
	}

	/**
	 * End the round and repeat the request after a delay, which grows each time.
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
	 * Return whether the request waits to be repeated.
	 * @return whether it does
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
	 * What permission is requested, and who grants it.
	 *
	 * @param <A> the permission
	 * @param channel name of the channel, or {@code null} if it is about the user
	 * @param call supplies what obtains the permission for a socket id, away from the
	 * event loop, and runs the second argument when it is the call's turn; {@code null}
	 * if nothing grants it. The permission is completed on the event loop; cancelling it
	 * has no effect on a call that has begun
	 * @param missing says what to do if nothing grants it
	 */
	record Kind<A>(@Nullable String channel,
			Supplier<@Nullable BiFunction<String, Runnable, CompletableFuture<A>>> call, String missing) {

	}

}
