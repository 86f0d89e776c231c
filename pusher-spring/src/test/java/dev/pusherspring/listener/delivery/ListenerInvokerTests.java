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

package dev.pusherspring.listener.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerInvoker} with single events.
 */
@Timeout(20)
class ListenerInvokerTests {

	private static final RetrySettings RETRY = new RetrySettings(4, Duration.ofMillis(100), 2, Duration.ofMillis(300));

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final PusherMessageEvent event = new PusherMessageEvent(this.client, "orders", "placed", "1", null,
			JsonMapper.shared());

	private final AtomicLong nanoTime = new AtomicLong();

	private final DeliveryWatch watch = new DeliveryWatch();

	// calls, and what became of them
	private final List<String> log = new ArrayList<>();

	private final List<Runnable> scheduled = new ArrayList<>();

	// number of calls that fail
	private int failing;

	private Throwable failure = new IllegalStateException("no");

	@BeforeEach
	void observe() {
		this.watch.add(new DeliveryObserver() {

			@Override
			public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
					boolean failed) {
				ListenerInvokerTests.this.log.add("called " + nanos + (failed ? " failed" : ""));
			}

		});
	}

	@AfterEach
	void clearInterrupt() {
		Thread.interrupted();
	}

	@Test
	void eventThatIsHandledIsOverAtOnce() {
		invoker(RETRY).serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "called 7");
		assertThat(this.watch.getFailed()).isZero();
	}

	@Test
	void unorderedListenerIsScheduledAgainWithGrowingDelaysUntilTheLastAttempt() {
		this.failing = 10;
		ListenerInvoker invoker = invoker(RETRY);
		invoker.repeatWith(this::schedule);
		invoker.serve(listener(false), this.event);
		for (int i = 0; i < 3; i++) {
			assertThat(this.scheduled).hasSize(i + 1);
			this.scheduled.get(i).run();
		}
		assertThat(this.scheduled).hasSize(3);
		assertThat(this.log).containsExactly("call", "called 7 failed", "scheduled PT0.1S", "call", "called 7 failed",
				"scheduled PT0.2S", "call", "called 7 failed", "scheduled PT0.3S", "call", "handled no", "recovered no",
				"called 7 failed");
		assertThat(this.watch.getFailed()).isEqualTo(1);
	}

	@Test
	void scheduledAttemptThatSucceedsIsTheLast() {
		this.failing = 1;
		ListenerInvoker invoker = invoker(RETRY);
		invoker.repeatWith(this::schedule);
		invoker.serve(listener(false), this.event);
		this.scheduled.get(0).run();
		assertThat(this.log).containsExactly("call", "called 7 failed", "scheduled PT0.1S", "call", "called 7");
		assertThat(this.watch.getFailed()).isZero();
	}

	@Test
	void orderedListenerIsCalledAgainOnItsThread() {
		this.failing = 1;
		ListenerInvoker invoker = invoker(quick(2));
		invoker.repeatWith(this::schedule);
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "called 7 failed", "call", "called 7");
		assertThat(this.scheduled).isEmpty();
	}

	@Test
	void unorderedListenerIsCalledAgainOnItsThreadIfThereIsNoQueue() {
		this.failing = 2;
		invoker(quick(3)).serve(listener(false), this.event);
		assertThat(this.log).containsExactly("call", "called 7 failed", "call", "called 7 failed", "call", "called 7");
	}

	@Test
	void listenerIsCalledUntilItSucceedsIfAttemptsAreUnlimited() {
		this.failing = 50;
		invoker(quick(RetrySettings.UNLIMITED)).serve(listener(true), this.event);
		assertThat(this.log).filteredOn("call"::equals).hasSize(51);
		assertThat(this.log).endsWith("called 7").doesNotContain("handled no");
	}

	@Test
	void settingsOfAListenerComeFirst() {
		this.failing = 10;
		PusherListenerEndpoint listener = endpoint(true, (settings) -> settings.withMaxAttempts(3));
		invoker(quick(1)).serve(listener, this.event);
		assertThat(this.log).filteredOn("call"::equals).hasSize(3);
	}

	@Test
	void interruptionEndsTheWaitAndReportsTheFailureOfTheListener() {
		this.failing = 1;
		Thread.currentThread().interrupt();
		invoker(new RetrySettings(3, Duration.ofHours(1), 1, Duration.ofHours(1))).serve(listener(true), this.event);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(this.log).containsExactly("call", "called 7 failed", "handled no", "recovered no");
		assertThat(this.watch.getFailed()).isEqualTo(1);
	}

	@Test
	void checkedExceptionsPassButErrorsDoNot() {
		this.failing = 1;
		this.failure = new IOException("checked");
		invoker(quick(2)).serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "called 7 failed", "call", "called 7");
		this.log.clear();
		this.failing = 1;
		this.failure = new StackOverflowError("error");
		invoker(quick(2)).serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "handled error", "recovered error", "called 7 failed");
	}

	@Test
	void interceptorsStandAroundEachAttemptUntilTheyAreRemoved() {
		this.failing = 1;
		ListenerInvoker invoker = invoker(quick(2));
		PusherListenerInterceptor first = interceptor("first");
		PusherListenerInterceptor second = interceptor("second");
		invoker.add(first);
		invoker.add(second);
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("before first", "before second", "call", "after second", "after first",
				"called 7 failed", "before first", "before second", "call", "after second", "after first", "called 7");
		this.log.clear();
		invoker.remove(first);
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("before second", "call", "after second", "called 7");
	}

	@Test
	void failureIsHandledWithinTheInterceptors() {
		this.failing = 1;
		ListenerInvoker invoker = invoker(quick(1));
		invoker.add(interceptor("first"));
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("before first", "call", "handled no", "recovered no", "after first",
				"called 7 failed");
	}

	@Test
	void exceptionThatAnInterceptorThrowsIsAFailureOfTheListener() {
		ListenerInvoker invoker = invoker(quick(2));
		invoker.add((listener, event, call) -> {
			call.proceed();
			throw new IllegalStateException("of the interceptor");
		});
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "called 7 failed", "call", "handled of the interceptor",
				"recovered of the interceptor", "called 7 failed");
	}

	@Test
	void failureThatAnInterceptorSwallowsIsNotRepeated() {
		this.failing = 1;
		ListenerInvoker invoker = invoker(quick(3));
		invoker.add((listener, event, call) -> {
			try {
				call.proceed();
			}
			catch (IllegalStateException ex) {
				this.log.add("swallowed");
			}
		});
		invoker.serve(listener(true), this.event);
		assertThat(this.log).containsExactly("call", "swallowed", "called 7");
	}

	@Test
	void errorHandlerOfAListenerComesFirst() {
		this.failing = 1;
		PusherListenerEndpoint listener = PusherListenerEndpoint.builder("one", (event) -> call())
			.channels("*")
			.errorHandler((endpoint, event, cause) -> this.log.add("own " + cause.getMessage()))
			.build();
		invoker(quick(1)).serve(listener, this.event);
		assertThat(this.log).containsExactly("call", "own no", "recovered no", "called 7 failed");
	}

	@Test
	void errorHandlerAndRecovererThatFailAreLogged() {
		this.failing = 1;
		ListenerInvoker invoker = new ListenerInvoker((listener, event, cause) -> {
			throw new IllegalStateException("worse");
		}, (listener, event, cause) -> {
		}, quick(1), new SlowListenerWarning(Duration.ofSeconds(1), this.nanoTime::get), this.watch);
		invoker.recoverWith((listener, event, cause) -> {
			this.log.add("recovering");
			throw new IOException("full");
		});
		try (LogRecorder logged = new LogRecorder("dev.pusherspring.listener")) {
			invoker.serve(listener(true), this.event);
			assertThat(logged.text()).contains("The error handler failed to handle an exception of listener 'one'",
					"The recoverer failed to handle an exception of listener 'one'");
		}
		assertThat(this.log).containsExactly("call", "recovering", "called 7 failed");
	}

	private ListenerInvoker invoker(RetrySettings retry) {
		return new ListenerInvoker((listener, event, cause) -> this.log.add("handled " + cause.getMessage()),
				(listener, event, cause) -> this.log.add("recovered " + cause.getMessage()), retry,
				new SlowListenerWarning(Duration.ofSeconds(1), this.nanoTime::get), this.watch);
	}

	private static RetrySettings quick(int attempts) {
		return new RetrySettings(attempts, Duration.ZERO, 1, Duration.ofMillis(1));
	}

	private void schedule(PusherApplicationEvent event, Duration delay, Runnable task) {
		assertThat(event).isSameAs(this.event);
		this.log.add("scheduled " + delay);
		this.scheduled.add(task);
	}

	private PusherListenerInterceptor interceptor(String name) {
		return (listener, event, call) -> {
			this.log.add("before " + name);
			try {
				call.proceed();
			}
			finally {
				this.log.add("after " + name);
			}
		};
	}

	private PusherListenerEndpoint listener(boolean ordered) {
		return endpoint(ordered, UnaryOperator.identity());
	}

	private PusherListenerEndpoint endpoint(boolean ordered, UnaryOperator<RetrySettings> retry) {
		return PusherListenerEndpoint.builder("one", (event) -> call())
			.channels("*")
			.ordered(ordered)
			.retry(retry)
			.build();
	}

	private void call() throws Throwable {
		this.log.add("call");
		this.nanoTime.addAndGet(7);
		if (this.failing > 0) {
			this.failing--;
			throw this.failure;
		}
	}

}
