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

package dev.pusherspring.client.internal.link;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ShortLivedThreads}.
 */
class ShortLivedThreadsTests {

	private static final Duration A_WHILE = Duration.ofSeconds(20);

	private final String name = "short-lived-" + System.nanoTime();

	@Test
	void aThreadBearsItsNameDoesNotKeepTheJvmAndEndsByItself() throws Exception {
		Thread thread = threadOf(new ShortLivedThreads(this.name, 1));
		assertThat(thread.getName()).isEqualTo(this.name);
		assertThat(thread.isDaemon()).isTrue();
		await().atMost(A_WHILE).until(() -> !thread.isAlive());
		Thread other = threadOf(ShortLivedThreads.unlimited(this.name));
		assertThat(other.getName()).isEqualTo(this.name);
		assertThat(other.isDaemon()).isTrue();
		await().atMost(A_WHILE).until(() -> !other.isAlive());
	}

	@Test
	void aThreadHasTheClassLoaderOfTheMakerOfItsExecutor() throws Exception {
		ClassLoader own = new ClassLoader(getClass().getClassLoader()) {
		};
		Thread current = Thread.currentThread();
		ClassLoader before = current.getContextClassLoader();
		current.setContextClassLoader(own);
		ShortLivedThreads threads = new ShortLivedThreads(this.name, 1);
		current.setContextClassLoader(before);
		assertThat(threadOf(threads).getContextClassLoader()).isSameAs(own);
	}

	@Test
	void oneThreadKeepsTheOrderOfItsTasks() throws Exception {
		ShortLivedThreads threads = new ShortLivedThreads(this.name, 1);
		List<Integer> order = new CopyOnWriteArrayList<>();
		IntStream.range(0, 1_000).forEach((i) -> threads.execute(() -> order.add(i)));
		threadOf(threads);
		assertThat(order).hasSize(1_000).isSorted();
	}

	@Test
	void tasksThatWaitForEachOtherAreNoObstacleWithoutALimit() throws Exception {
		ShortLivedThreads threads = ShortLivedThreads.unlimited(this.name);
		CountDownLatch all = new CountDownLatch(20);
		CountDownLatch done = new CountDownLatch(20);
		for (int i = 0; i < 20; i++) {
			threads.execute(() -> {
				all.countDown();
				try {
					if (all.await(20, TimeUnit.SECONDS)) {
						done.countDown();
					}
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			});
		}
		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
	}

	private static Thread threadOf(ShortLivedThreads threads) throws InterruptedException {
		BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
		threads.execute(() -> seen.add(Thread.currentThread()));
		Thread thread = seen.poll(20, TimeUnit.SECONDS);
		assertThat(thread).isNotNull();
		return thread;
	}

}
