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

package dev.pusherspring.listener.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TimedCall}.
 */
class TimedCallTests {

	private static final Duration LONG = Duration.ofHours(1);

	private static final Duration SHORT = Duration.ofMillis(2);

	private final RecoveryThreads threads = Mockito.mock(RecoveryThreads.class);

	// the checks of the time, to be run when the test says so
	private final List<Runnable> checks = new ArrayList<>();

	private final List<Duration> delays = new ArrayList<>();

	private final List<@Nullable Throwable> ends = new ArrayList<>();

	TimedCallTests() {
		Mockito.doAnswer((call) -> {
			this.delays.add(call.getArgument(0));
			return this.checks.add(call.getArgument(1));
		}).when(this.threads).soon(ArgumentMatchers.any(), ArgumentMatchers.any());
		Mockito.doAnswer((call) -> {
			call.<Runnable>getArgument(0).run();
			return null;
		}).when(this.threads).execute(ArgumentMatchers.any());
	}

	private TimedCall call(Duration timeout, TimedCall.Task task) {
		return new TimedCall(this.threads, timeout, task, this.ends::add);
	}

	// what is asserted within a call would otherwise be its failure
	private void run(Duration timeout, TimedCall.Task task) {
		List<AssertionError> unmet = new ArrayList<>();
		call(timeout, (call) -> {
			try {
				task.run(call);
			}
			catch (AssertionError ex) {
				unmet.add(ex);
			}
		}).run();
		assertThat(unmet).isEmpty();
	}

	private void check() {
		this.checks.get(this.checks.size() - 1).run();
	}

	// until more time has passed than a call may take
	private static void pass() {
		long start = System.nanoTime();
		while (System.nanoTime() - start <= SHORT.toNanos() * 2) {
			Thread.onSpinWait();
		}
	}

	@Test
	void endOfACallThatReturnsHasNoException() {
		call(LONG, (call) -> {
		}).run();
		assertThat(this.ends).singleElement().isNull();
	}

	@Test
	void endOfACallThatFailsHasItsException() {
		Error error = new StackOverflowError();
		call(LONG, (call) -> {
			throw error;
		}).run();
		assertThat(this.ends).containsExactly(error);
	}

	@Test
	void callThatIsCancelledBeforeItRunsIsNotMade() {
		List<String> made = new ArrayList<>();
		TimedCall call = call(LONG, (running) -> made.add("made"));
		call.cancel();
		call.run();
		assertThat(made).isEmpty();
		assertThat(this.checks).isEmpty();
		assertThat(this.ends).isEmpty();
	}

	@Test
	void cancellingInterruptsTheCallWhichThenHasNoEnd() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		List<Throwable> interrupts = new ArrayList<>();
		TimedCall call = call(LONG, (current) -> {
			running.countDown();
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupts.add(ex);
				throw ex;
			}
		});
		Thread thread = new Thread(call::run, "call-under-test");
		thread.start();
		running.await();
		call.cancel();
		thread.join();
		assertThat(interrupts).hasSize(1);
		assertThat(this.ends).isEmpty();
		Mockito.verify(this.threads, Mockito.never()).free();
	}

	@Test
	void cancellingACallThatHasReturnedInterruptsNobody() {
		TimedCall call = call(LONG, (running) -> {
		});
		call.run();
		call.cancel();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void interruptOfACallDoesNotReachTheNextOne() {
		call(LONG, TimedCall::cancel).run();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void answerIsUsedUnlessTheCallIsOver() {
		List<String> used = new ArrayList<>();
		run(LONG, (call) -> {
			assertThat(call.proceed(() -> used.add("first"))).isTrue();
			call.cancel();
			assertThat(call.proceed(() -> used.add("second"))).isFalse();
		});
		assertThat(used).containsExactly("first");
	}

	@Test
	void callThatHasTimeLeftIsCheckedAgainWhenItIsOver() {
		run(LONG, (call) -> {
			assertThat(this.delays).containsExactly(LONG);
			pass();
			check();
			assertThat(this.delays).hasSize(2);
			assertThat(this.delays.get(1)).isBetween(LONG.dividedBy(2), LONG.minus(SHORT));
			assertThat(this.ends).isEmpty();
		});
		assertThat(this.ends).singleElement().isNull();
		Mockito.verify(this.threads, Mockito.never()).occupy();
	}

	@Test
	void callThatHasEndedIsNotCheckedAgain() {
		call(SHORT, (call) -> {
		}).run();
		pass();
		check();
		assertThat(this.checks).hasSize(1);
		assertThat(this.ends).singleElement().isNull();
		Mockito.verify(this.threads, Mockito.never()).occupy();
	}

	@Test
	void lateCallEndsAtOnceAndItsThreadIsReplacedUntilItReturns() {
		run(SHORT, (call) -> {
			pass();
			check();
			assertThat(this.ends).singleElement()
				.isInstanceOfSatisfying(TimeoutException.class,
						(late) -> assertThat(late).hasMessage("No answer within 2 ms"));
			Mockito.verify(this.threads).occupy();
			Mockito.verify(this.threads, Mockito.never()).free();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(call.proceed(() -> this.ends.add(null))).isFalse();
		});
		assertThat(this.ends).hasSize(1);
		assertThat(this.checks).hasSize(1);
		Mockito.verify(this.threads).free();
	}

	@Test
	void callWithoutAnyTimeIsLateAtOnce() {
		run(Duration.ZERO, (call) -> {
			check();
			assertThat(this.ends).hasSize(1);
		});
		assertThat(this.checks).hasSize(1);
	}

	@Test
	void timeDoesNotRunWhileAnAnswerWaitsForItsUse() {
		run(SHORT, (call) -> {
			call.stopTime();
			pass();
			check();
			assertThat(this.delays).containsExactly(SHORT, SHORT);
			assertThat(this.ends).isEmpty();
			call.proceed(() -> {
			});
			pass();
			check();
			assertThat(this.ends).hasSize(1);
		});
	}

}
