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

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecoveryThreads}.
 */
class RecoveryThreadsTests {

	private static final Duration TIMEOUT = Duration.ofHours(1);

	private final List<Thread> created = new CopyOnWriteArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final RecoveryThreads threads = new RecoveryThreads(2, this::thread);

	@AfterEach
	void release() {
		this.release.countDown();
	}

	private Thread thread(Runnable task) {
		Thread thread = new Thread(task, "recovery-under-test");
		thread.setDaemon(true);
		this.created.add(thread);
		return thread;
	}

	private void block() {
		OfflineRecovery.await(this.release);
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	@Test
	void tasksBeyondTheSizeWaitForAThread() {
		CountDownLatch done = new CountDownLatch(1);
		this.threads.execute(this::block);
		this.threads.execute(this::block);
		this.threads.execute(done::countDown);
		assertThat(this.created).hasSize(2);
		this.release.countDown();
		OfflineRecovery.await(done);
		assertThat(this.created).hasSize(2);
	}

	@Test
	void threadsHaveTheClassLoaderOfTheirCreator() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		try (URLClassLoader application = new URLClassLoader(new URL[0], before)) {
			RecoveryThreads threads;
			Thread.currentThread().setContextClassLoader(application);
			try {
				threads = new RecoveryThreads(1, this::thread);
			}
			finally {
				Thread.currentThread().setContextClassLoader(before);
			}
			CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
			threads.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
			assertThat(get(seen)).isSameAs(application);
		}
	}

	@Test
	void idleThreadsEnd() {
		CountDownLatch done = new CountDownLatch(1);
		this.threads.execute(done::countDown);
		OfflineRecovery.await(done);
		awaitNoThreads();
	}

	private void awaitNoThreads() {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(20))
			.atMost(OfflineRecovery.TIMEOUT)
			.until(() -> this.created.stream().noneMatch(Thread::isAlive));
	}

	@Test
	void laterTaskWaitsForAThread() throws Exception {
		CompletableFuture<Thread> later = new CompletableFuture<>();
		CompletableFuture<Thread> soon = new CompletableFuture<>();
		this.threads.execute(this::block);
		this.threads.execute(this::block);
		this.threads.later(Duration.ofMillis(1), () -> later.complete(Thread.currentThread()));
		this.threads.soon(Duration.ofMillis(20), () -> soon.complete(Thread.currentThread()));
		assertThat(get(soon)).isNotIn(this.created);
		assertThat(later).isNotDone();
		this.release.countDown();
		assertThat(get(later)).isIn(this.created);
	}

	@Test
	void stuckThreadIsReplacedUntilItIsFreeAgain() {
		this.threads.occupy();
		for (int i = 0; i < 4; i++) {
			this.threads.execute(this::block);
		}
		assertThat(this.created).hasSize(3);
		this.release.countDown();
		awaitNoThreads();
		this.threads.free();
		this.created.clear();
		CountDownLatch again = new CountDownLatch(1);
		for (int i = 0; i < 4; i++) {
			this.threads.execute(() -> OfflineRecovery.await(again));
		}
		assertThat(this.created).hasSize(2);
		again.countDown();
	}

	@Test
	void callsFailAtOnceWhenTooManyThreadsAreStuck() throws Exception {
		for (int i = 0; i < 7; i++) {
			this.threads.occupy();
		}
		assertThat(failure()).isNull();
		this.threads.occupy();
		assertThat(failure()).isInstanceOf(IllegalStateException.class)
			.hasMessage("8 earlier calls have not returned although they were interrupted");
		this.threads.free();
		assertThat(failure()).isNull();
	}

	private @Nullable Throwable failure() throws Exception {
		CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
		CompletableFuture<TimedCall> made = new CompletableFuture<>();
		TimedCall call = this.threads.call(TIMEOUT, made::complete, end::complete);
		Throwable failure = get(end);
		if (failure == null) {
			assertThat(get(made)).isSameAs(call);
		}
		else {
			assertThat(made).isNotDone();
		}
		return failure;
	}

	@Test
	void callThatDoesNotAnswerInTimeIsInterruptedAndReplaced() throws Exception {
		LinkedBlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		this.threads.call(Duration.ofMillis(20), (call) -> {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				interrupted.complete(true);
				block();
			}
		}, ends::add);
		assertThat(get(interrupted)).isTrue();
		assertThat(ends.poll(10, TimeUnit.SECONDS)).hasMessage("No answer within 20 ms");
		CountDownLatch both = new CountDownLatch(2);
		for (int i = 0; i < 2; i++) {
			this.threads.execute(() -> {
				both.countDown();
				OfflineRecovery.await(both);
			});
		}
		OfflineRecovery.await(both);
	}

}
