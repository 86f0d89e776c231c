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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.Mockito;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherIdleEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdleWatch}. The timer is real and looks every millisecond, but only
 * the clock tells whether there is something to report.
 */
@Timeout(20)
class IdleWatchTests {

	private static final Duration INTERVAL = Duration.ofMillis(1);

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final List<PusherApplicationEvent> events = new CopyOnWriteArrayList<>();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final AtomicLong looks = new AtomicLong();

	private final IdleWatch watch = new IdleWatch(INTERVAL, this::thread, this.events::add, this::nanoTime);

	@AfterEach
	void stop() {
		this.watch.stop();
	}

	@Test
	void eachIntervalWithoutAMessageIsReportedOnce() {
		this.watch.start(this.client);
		awaitLooks();
		assertThat(this.events).isEmpty();
		advance(999_999);
		awaitLooks();
		assertThat(this.events).isEmpty();
		advance(1);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(INTERVAL);
		assertThat(this.events.get(0).getClient()).isSameAs(this.client);
		advance(2_500_000);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(INTERVAL, Duration.ofNanos(3_500_000));
	}

	@Test
	void messageBeginsANewInterval() {
		this.watch.start(this.client);
		advance(1_000_000);
		awaitLooks();
		this.watch.arrived();
		awaitLooks();
		assertThat(idleTimes()).containsExactly(INTERVAL);
		advance(1_000_000);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(INTERVAL, INTERVAL);
	}

	@Test
	void timeOfAnIntervalThatWasMissedIsNotMadeUpFor() {
		this.watch.start(this.client);
		advance(Duration.ofHours(10).toNanos());
		awaitLooks();
		advance(1_000_000);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(Duration.ofHours(10), Duration.ofHours(10).plus(INTERVAL));
	}

	@Test
	void nothingIsReportedAfterTheEnd() {
		this.watch.start(this.client);
		awaitLooks();
		stopAndAwaitEnd();
		this.watch.stop();
		assertThat(this.threads).hasSize(1);
	}

	@Test
	void secondStartBeginsANewInterval() {
		this.watch.start(this.client);
		advance(5_000_000);
		awaitLooks();
		stopAndAwaitEnd();
		advance(5_000_000);
		this.watch.start(this.client);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(Duration.ofMillis(5));
		advance(5_000_000);
		awaitLooks();
		assertThat(idleTimes()).containsExactly(Duration.ofMillis(5), Duration.ofMillis(5));
	}

	private long nanoTime() {
		long now = this.nanoTime.get();
		this.looks.incrementAndGet();
		return now;
	}

	private void advance(long nanos) {
		this.nanoTime.addAndGet(nanos);
	}

	// the second look begins after the first one has ended
	private void awaitLooks() {
		long before = this.looks.get();
		FastAwait.until(() -> this.looks.get() >= before + 3);
	}

	private void stopAndAwaitEnd() {
		this.watch.stop();
		FastAwait.until(() -> this.threads.stream().noneMatch(Thread::isAlive));
	}

	private List<Duration> idleTimes() {
		return this.events.stream().map((event) -> ((PusherIdleEvent) event).getIdleTime()).toList();
	}

	private Thread thread(Runnable task) {
		Thread thread = new Thread(task, "idle-watch-under-test");
		thread.setDaemon(true);
		this.threads.add(thread);
		return thread;
	}

}
