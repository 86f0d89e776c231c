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
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AuthorizationThreads}.
 */
class AuthorizationThreadsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int CONCURRENCY = 16;

	private final ManualEventLoop loop = new ManualEventLoop();

	private final AuthorizationThreads threads = new AuthorizationThreads("stuck-test", CONCURRENCY, TIMEOUT,
			this.loop);

	private final CountDownLatch end = new CountDownLatch(1);

	private final AtomicInteger started = new AtomicInteger();

	@AfterEach
	void letAllThreadsEnd() {
		this.end.countDown();
	}

	@Test
	void resultArrivesOnTheEventLoop() {
		List<Boolean> inLoop = new ArrayList<>();
		CompletableFuture<String> call = submit(() -> {
			this.end.await();
			return Thread.currentThread().getName();
		});
		call.whenComplete((name, failure) -> inLoop.add(this.loop.inEventLoop()));
		this.end.countDown();
		await(call::isDone);
		assertThat(call).isCompletedWithValue("stuck-test-auth");
		assertThat(inLoop).containsExactly(true);
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void aCallDoesNotKeepTheJvmAlive() {
		CompletableFuture<String> call = submit(() -> String.valueOf(Thread.currentThread().isDaemon()));
		await(call::isDone);
		assertThat(call).isCompletedWithValue("true");
		AtomicReference<CompletableFuture<String>> other = new AtomicReference<>();
		Thread user = new Thread(() -> other.set(submit(() -> String.valueOf(Thread.currentThread().isDaemon()))));
		user.setDaemon(false);
		user.start();
		await(() -> other.get() != null && other.get().isDone());
		assertThat(other.get()).isCompletedWithValue("true");
	}

	@Test
	void noMoreCallsThanPermittedGoOnAtATime() {
		List<CompletableFuture<String>> calls = submitMany(CONCURRENCY + 3, this::untilEnd);
		await(() -> this.started.get() == CONCURRENCY);
		this.end.countDown();
		await(() -> calls.stream().allMatch(CompletableFuture::isDone));
		assertThat(this.started).hasValue(CONCURRENCY + 3);
	}

	@Test
	void callsThatNeverReturnFailAndGiveTheirPlacesToOthers() {
		List<CompletableFuture<String>> stuck = submitMany(CONCURRENCY, this::untilEnd);
		CompletableFuture<String> next = submit(() -> "authorized");
		await(() -> this.started.get() == CONCURRENCY);
		this.loop.advance(TIMEOUT.minusMillis(1));
		assertThat(stuck).noneMatch(CompletableFuture::isDone);
		assertThat(next).isNotDone();
		this.loop.advance(Duration.ofMillis(1));
		for (CompletableFuture<String> call : stuck) {
			AuthorizationException failure = failure(call);
			assertThat(failure).hasMessage("The authorizer did not return within 10000 ms")
				.hasCauseInstanceOf(TimeoutException.class);
			assertThat(failure.isRetryable()).isTrue();
			assertThat(failure.getCause().getStackTrace())
				.anyMatch((frame) -> frame.getMethodName().equals("untilEnd"));
		}
		await(next::isDone);
		assertThat(next).isCompletedWithValue("authorized");
	}

	@Test
	void callThatIsInterruptedMakesItsThreadEnd() {
		AtomicBoolean interrupted = new AtomicBoolean();
		CompletableFuture<String> call = submit(() -> {
			this.started.incrementAndGet();
			try {
				this.end.await();
				return "too late";
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				throw ex;
			}
		});
		await(() -> this.started.get() == 1);
		this.loop.advance(TIMEOUT);
		assertThat(failure(call)).hasMessageContaining("did not return");
		await(interrupted::get);
	}

	@Test
	void lateResultIsDropped() {
		CompletableFuture<String> call = submit(this::untilEnd);
		await(() -> this.started.get() == 1);
		this.loop.advance(TIMEOUT);
		this.end.countDown();
		CompletableFuture<String> next = submit(() -> "next");
		await(next::isDone);
		assertThat(failure(call)).hasMessageContaining("did not return");
	}

	@Test
	void callsFailAtOnceWhileTooManyThreadsAreStuckAndWorkAgainAfterwards() {
		for (int round = 1; round <= 4; round++) {
			submitMany(CONCURRENCY, this::untilEnd);
			int expected = round * CONCURRENCY;
			await(() -> this.started.get() == expected);
			if (round < 4) {
				this.loop.advance(TIMEOUT);
			}
		}
		List<CompletableFuture<String>> waiting = submitMany(CONCURRENCY + 1, this::untilEnd);
		this.loop.advance(TIMEOUT);
		assertThat(failure(waiting.get(CONCURRENCY)))
			.hasMessageContaining("was not called: 64 earlier calls have not returned");
		await(() -> this.started.get() == 5 * CONCURRENCY - 1);
		CompletableFuture<String> refused = submit(() -> "refused");
		assertThat(failure(refused)).hasMessageContaining("Configure a timeout for whatever they wait for");
		assertThat(failure(refused).isRetryable()).isTrue();
		assertThat(this.started).hasValue(5 * CONCURRENCY - 1);
		this.end.countDown();
		await(() -> {
			CompletableFuture<String> call = submit(() -> "authorized");
			await(call::isDone);
			return !call.isCompletedExceptionally();
		});
	}

	@Test
	void callThatIsCancelledBeforeItsTurnIsNotMade() {
		submitMany(CONCURRENCY, this::untilEnd);
		AtomicBoolean made = new AtomicBoolean();
		CompletableFuture<String> cancelled = submit(() -> {
			made.set(true);
			return "made";
		});
		CompletableFuture<String> last = submit(() -> "last");
		cancelled.cancel(false);
		await(() -> this.started.get() == CONCURRENCY);
		this.end.countDown();
		await(last::isDone);
		assertThat(made).isFalse();
	}

	@Test
	void refusalOfTheAuthorizerIsPassedOn() {
		AuthorizationException refusal = new AuthorizationException("no");
		CompletableFuture<String> call = submit(() -> {
			throw refusal;
		});
		await(call::isDone);
		assertThat(failure(call)).isSameAs(refusal);
	}

	@Test
	void anyOtherFailureMayBePassing() {
		Error error = new NoClassDefFoundError("planted");
		CompletableFuture<String> call = submit(() -> {
			throw error;
		});
		await(call::isDone);
		assertThat(failure(call)).hasMessage("The authorizer failed with java.lang.NoClassDefFoundError")
			.hasCause(error);
		assertThat(failure(call).isRetryable()).isTrue();
	}

	@Test
	void missingResultIsAFailure() {
		CompletableFuture<String> call = submit(() -> null);
		await(call::isDone);
		assertThat(failure(call)).hasMessage("The authorizer returned nothing");
		assertThat(failure(call).isRetryable()).isTrue();
	}

	// as deaf to interrupts as a read from a socket
	private String untilEnd() {
		this.started.incrementAndGet();
		boolean ended = false;
		while (!ended) {
			try {
				this.end.await();
				ended = true;
			}
			catch (InterruptedException ex) {
				// goes on waiting
			}
		}
		return "too late";
	}

	private CompletableFuture<String> submit(Callable<String> task) {
		List<CompletableFuture<String>> calls = new ArrayList<>();
		this.loop.call(() -> calls.add(this.threads.submit("authorizer", task)));
		return calls.get(0);
	}

	private List<CompletableFuture<String>> submitMany(int count, Callable<String> task) {
		List<CompletableFuture<String>> calls = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			calls.add(submit(task));
		}
		return calls;
	}

	private void await(BooleanSupplier condition) {
		Awaitility.await().until(() -> {
			this.loop.runQueued();
			return condition.getAsBoolean();
		});
	}

	private static AuthorizationException failure(CompletableFuture<String> call) {
		CompletionException failure = catchThrowableOfType(CompletionException.class, call::join);
		assertThat(failure).isNotNull();
		assertThat(failure.getCause()).isInstanceOf(AuthorizationException.class);
		return (AuthorizationException) failure.getCause();
	}

}
