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

package dev.pusherspring.client.internal.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ThreadEventLoop}.
 */
class ThreadEventLoopTests {

	private static final Duration A_WHILE = Duration.ofSeconds(20);

	private final String name = "test-loop-" + System.nanoTime();

	private final ThreadEventLoop loop = new ThreadEventLoop(this.name);

	@AfterEach
	void release() {
		this.loop.release();
	}

	@Test
	void runsQueuedTasksInOrderOnOneThread() throws Exception {
		List<Integer> order = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 10_000; i++) {
			int number = i;
			this.loop.execute(() -> {
				order.add(number);
				threads.add(Thread.currentThread());
			});
		}
		flush();
		assertThat(order).hasSize(10_000).isSorted();
		assertThat(threads.stream().distinct()).hasSize(1);
	}

	@Test
	void anExceptionHurtsNoOtherTask() throws Exception {
		AtomicReference<Thread> first = new AtomicReference<>();
		AtomicReference<Thread> second = new AtomicReference<>();
		this.loop.execute(() -> {
			first.set(Thread.currentThread());
			throw new IllegalStateException("thrown by a test");
		});
		this.loop.schedule(Duration.ZERO, () -> {
			throw new AssertionError("thrown by a test");
		});
		this.loop.execute(() -> second.set(Thread.currentThread()));
		flush();
		assertThat(second.get()).isNotNull().isSameAs(first.get());
	}

	@Test
	void knowsItsThread() throws Exception {
		AtomicReference<Boolean> inside = new AtomicReference<>();
		this.loop.execute(() -> inside.set(this.loop.inEventLoop()));
		flush();
		assertThat(inside.get()).isTrue();
		assertThat(this.loop.inEventLoop()).isFalse();
	}

	@Test
	void runsATaskOnTheSpotWhenItIsThereAlready() throws Exception {
		List<String> order = new ArrayList<>();
		this.loop.execute(() -> {
			this.loop.execute(() -> order.add("queued"));
			this.loop.run(() -> order.add("run"));
		});
		flush();
		flush();
		assertThat(order).containsExactly("run", "queued");
	}

	@Test
	void queuesATaskThatComesFromElsewhere() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.loop.run(() -> thread.set(Thread.currentThread()));
		flush();
		assertThat(thread.get().getName()).isEqualTo(this.name);
	}

	@Test
	void runsATaskOnTheCallersThreadBeforeItReturns() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		AtomicReference<Boolean> inside = new AtomicReference<>();
		this.loop.runHere(() -> {
			thread.set(Thread.currentThread());
			inside.set(this.loop.inEventLoop());
		});
		assertThat(thread.get()).isSameAs(Thread.currentThread());
		assertThat(inside.get()).isTrue();
		assertThat(this.loop.inEventLoop()).isFalse();
		assertThat(thread()).isNull();
	}

	@Test
	void oneTaskRunsAtATimeWhateverThreadItIsOn() throws Exception {
		int[] count = new int[1];
		int tries = 20_000;
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			threads.add(new Thread(() -> {
				for (int j = 0; j < tries; j++) {
					this.loop.runHere(() -> count[0]++);
				}
			}));
		}
		threads.forEach(Thread::start);
		for (int j = 0; j < tries; j++) {
			this.loop.execute(() -> count[0]++);
		}
		for (Thread thread : threads) {
			thread.join(10_000);
		}
		flush();
		AtomicInteger result = new AtomicInteger();
		this.loop.runHere(() -> result.set(count[0]));
		assertThat(result).hasValue(4 * tries);
	}

	@Test
	void aThreadThatAlwaysHasATaskKeepsNoOtherWaiting() throws Exception {
		AtomicReference<Boolean> stop = new AtomicReference<>(false);
		Thread busy = new Thread(() -> {
			while (!stop.get()) {
				this.loop.runHere(Thread::onSpinWait);
			}
		});
		busy.start();
		try {
			for (int i = 0; i < 100; i++) {
				flush();
			}
		}
		finally {
			stop.set(true);
			busy.join(20_000);
		}
	}

	@Test
	void runsEachTaskWithTheClassLoaderOfItsMaker() throws Exception {
		ClassLoader own = new ClassLoader(getClass().getClassLoader()) {
		};
		Thread current = Thread.currentThread();
		ClassLoader before = current.getContextClassLoader();
		current.setContextClassLoader(own);
		ThreadEventLoop loop = new ThreadEventLoop(this.name);
		current.setContextClassLoader(before);
		BlockingQueue<ClassLoader> seen = new LinkedBlockingQueue<>();
		Runnable look = () -> seen.add(Thread.currentThread().getContextClassLoader());
		loop.runHere(look);
		assertThat(seen.poll(20, TimeUnit.SECONDS)).isSameAs(own);
		assertThat(current.getContextClassLoader()).isSameAs(before);
		loop.execute(look);
		assertThat(seen.poll(20, TimeUnit.SECONDS)).isSameAs(own);
		loop.schedule(Duration.ZERO, look);
		assertThat(seen.poll(20, TimeUnit.SECONDS)).isSameAs(own);
		loop.runHere(() -> new Thread(look).start());
		assertThat(seen.poll(20, TimeUnit.SECONDS)).isSameAs(own);
	}

	@Test
	void anExceptionOfATaskOnTheCallersThreadIsNotTheCallers() {
		this.loop.runHere(() -> {
			throw new IllegalStateException("thrown by a test");
		});
		this.loop.runHere(() -> {
			throw new AssertionError("thrown by a test");
		});
		assertThat(this.loop.inEventLoop()).isFalse();
	}

	@Test
	void runsTimersWhenTheyAreDueAndNotWhenCancelled() throws Exception {
		long start = System.nanoTime();
		AtomicInteger cancelled = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(1);
		// from the loop's own thread, so that no timer can run in between
		this.loop.execute(() -> {
			EventLoop.Timer timer = this.loop.schedule(Duration.ofMillis(1), cancelled::incrementAndGet);
			this.loop.schedule(Duration.ofMillis(40), done::countDown);
			timer.cancel();
		});
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
		assertThat(cancelled).hasValue(0);
	}

	@Test
	void acceptsAnyDelay() throws Exception {
		CountDownLatch done = new CountDownLatch(1);
		this.loop.schedule(Duration.ofSeconds(-5), done::countDown);
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		this.loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), done::countDown).cancel();
		this.loop.schedule(Duration.ofSeconds(Long.MIN_VALUE), done::countDown).cancel();
	}

	@Test
	void itsThreadBearsItsNameAndIsNoDaemon() {
		this.loop.hold();
		await().atMost(A_WHILE).until(() -> thread() != null);
		assertThat(thread().getName()).startsWith("test-loop-");
		assertThat(thread().isDaemon()).isFalse();
	}

	@Test
	void itsThreadIsADaemonIfTheJvmMayExit() {
		ThreadEventLoop loop = new ThreadEventLoop(this.name, true);
		loop.hold();
		await().atMost(A_WHILE).until(() -> thread() != null);
		assertThat(thread().isDaemon()).isTrue();
		loop.release();
	}

	@Test
	void itsThreadIsNoDaemonEvenIfADaemonStartsIt() throws Exception {
		Thread daemon = new Thread(this.loop::hold);
		daemon.setDaemon(true);
		daemon.start();
		daemon.join(20_000);
		assertThat(thread().isDaemon()).isFalse();
	}

	@Test
	void itsThreadDoesNotStayForACancelledTimer() throws Exception {
		this.loop.schedule(Duration.ofHours(1), () -> {
		}).cancel();
		flush();
		await().atMost(A_WHILE).until(() -> thread() == null);
	}

	@Test
	void itsThreadStaysWhileItIsHeldAndGoesWhenItIsReleased() throws Exception {
		this.loop.hold();
		flush();
		Thread thread = thread();
		// by then a thread that is not held has gone
		AtomicReference<Thread> other = new AtomicReference<>();
		new ThreadEventLoop(this.name + "-other").execute(() -> other.set(Thread.currentThread()));
		await().atMost(A_WHILE).until(() -> other.get() != null && !other.get().isAlive());
		assertThat(thread.isAlive()).isTrue();
		this.loop.release();
		await().atMost(A_WHILE).until(() -> !thread.isAlive());
	}

	@Test
	void itsThreadGoesByItselfWhenItWasNeverHeld() throws Exception {
		flush();
		await().atMost(A_WHILE).until(() -> thread() == null);
	}

	@Test
	void isUsableAgainAfterItsThreadHasGone() throws Exception {
		this.loop.hold();
		flush();
		Thread thread = thread();
		this.loop.release();
		await().atMost(A_WHILE).until(() -> !thread.isAlive());
		AtomicReference<Boolean> inside = new AtomicReference<>();
		this.loop.execute(() -> inside.set(this.loop.inEventLoop()));
		flush();
		assertThat(inside.get()).isTrue();
		this.loop.hold();
		assertThat(thread()).isNotNull();
	}

	@Test
	void canBeReleasedFromItsOwnThread() throws Exception {
		this.loop.hold();
		flush();
		Thread thread = thread();
		this.loop.execute(this.loop::release);
		await().atMost(A_WHILE).until(() -> !thread.isAlive());
	}

	@Test
	void itsClockGoesForward() {
		long first = this.loop.nanoTime();
		assertThat(this.loop.nanoTime() - first).isNotNegative();
		await().atMost(A_WHILE).until(() -> this.loop.nanoTime() - first > 0);
		assertThat(this.loop.now()).isBetween(Instant.now().minusSeconds(60), Instant.now());
	}

	private void flush() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.loop.execute(done::countDown);
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
	}

	private Thread thread() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals(this.name))
			.findFirst()
			.orElse(null);
	}

}
