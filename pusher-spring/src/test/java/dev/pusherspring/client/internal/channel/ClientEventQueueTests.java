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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClientEventQueue}.
 */
class ClientEventQueueTests {

	private static final Duration MOMENT = Duration.ofNanos(1);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final List<String> sent = new ArrayList<>();

	private boolean connected = true;

	private ClientEventQueue.Readiness readiness = ClientEventQueue.Readiness.READY;

	private final ClientEventQueue queue = new ClientEventQueue(10, 5, this.loop, (message) -> {
		this.sent.add(message);
		return this.connected;
	}, ForkJoinPool.commonPool());

	@Test
	void asManyAsTheRateGoOutAtOnce() throws Exception {
		List<CompletableFuture<Void>> results = send(10);
		assertThat(this.sent).hasSize(10).startsWith("0").endsWith("9");
		for (CompletableFuture<Void> result : results) {
			result.get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void thoseAboveTheRateWaitForASecondAndALittleForTheWay() throws Exception {
		List<CompletableFuture<Void>> results = send(12);
		assertThat(this.sent).hasSize(10);
		this.loop.advance(ClientEventQueue.WINDOW.minus(MOMENT));
		assertThat(this.sent).hasSize(10);
		assertThat(results.get(11)).isNotDone();
		this.loop.advance(MOMENT);
		assertThat(this.sent).hasSize(12).endsWith("10", "11");
		results.get(11).get(20, TimeUnit.SECONDS);
	}

	@Test
	void noSecondWhereverItBeginsHasMoreThanTheRate() {
		List<Duration> times = new ArrayList<>();
		Duration[] now = { Duration.ZERO };
		ClientEventQueue queue = new ClientEventQueue(10, 1000, this.loop, (message) -> times.add(now[0]),
				Runnable::run);
		Duration step = Duration.ofMillis(37);
		for (int i = 0; i < 100; i++) {
			int burst = (i % 7 == 0) ? 4 : 1;
			for (int j = 0; j < burst; j++) {
				queue.send("event", () -> ClientEventQueue.Readiness.READY, new CompletableFuture<>());
			}
			for (int j = 0; j < 37; j++) {
				now[0] = now[0].plusMillis(1);
				this.loop.advance(Duration.ofMillis(1));
			}
		}
		assertThat(step.multipliedBy(100)).isEqualTo(now[0]);
		for (int i = 10; i < times.size(); i++) {
			assertThat(times.get(i).minus(times.get(i - 10))).isGreaterThanOrEqualTo(ClientEventQueue.WINDOW);
		}
		// and the rate is used up
		assertThat(times).hasSizeGreaterThanOrEqualTo(34);
	}

	@Test
	void orderIsKeptWhenALaterOneFindsRoom() {
		send(11);
		this.loop.advance(ClientEventQueue.WINDOW);
		this.queue.send("late", () -> ClientEventQueue.Readiness.READY, new CompletableFuture<>());
		assertThat(this.sent).endsWith("10", "late");
	}

	@Test
	void whenTooManyWaitFurtherOnesAreRejected() {
		List<CompletableFuture<Void>> results = send(17);
		assertThat(results.subList(10, 15)).allSatisfy((result) -> assertThat(result).isNotDone());
		assertRejected(results.get(15), "5 are already waiting", "10 per second");
		assertRejected(results.get(16), "5 are already waiting");
		this.loop.advance(ClientEventQueue.WINDOW);
		assertThat(this.sent).hasSize(15).endsWith("14");
	}

	@Test
	void whatWaitsIsRejectedWhenTheConnectionIsLost() {
		List<CompletableFuture<Void>> results = send(12);
		this.queue.disconnected();
		assertRejected(results.get(10), "connection was lost");
		assertRejected(results.get(11), "connection was lost");
		assertThat(this.loop.pendingTimers()).isZero();
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.sent).hasSize(10);
	}

	@Test
	void theNextConnectionHasItsOwnRate() {
		send(10);
		this.queue.disconnected();
		send(10);
		assertThat(this.sent).hasSize(20);
	}

	@Test
	void whatCannotBeSentIsRejected() {
		this.connected = false;
		assertRejected(send(1).get(0), "there is no connection");
	}

	@Test
	void whatMayNotBeSentIsRejectedBeforeAndAfterItHasWaited() {
		List<CompletableFuture<Void>> results = send(12);
		this.readiness = ClientEventQueue.Readiness.impossible("Not subscribed");
		assertRejected(send(1).get(0), "Not subscribed");
		this.loop.advance(ClientEventQueue.WINDOW);
		assertRejected(results.get(10), "Not subscribed");
		assertRejected(results.get(11), "Not subscribed");
		assertThat(this.sent).hasSize(10);
	}

	@Test
	void whatIsNotReadyWaitsInOrderAndKeepsTheOthersFromNothing() {
		this.readiness = ClientEventQueue.Readiness.LATER;
		send(3);
		this.queue.send("other", () -> ClientEventQueue.Readiness.READY, new CompletableFuture<>());
		assertThat(this.sent).containsExactly("other");
		this.queue.subscriptionsChanged();
		assertThat(this.sent).hasSize(1);
		this.readiness = ClientEventQueue.Readiness.READY;
		this.queue.send("late", () -> this.readiness, new CompletableFuture<>());
		assertThat(this.sent).containsExactly("other", "0", "1", "2", "late");
	}

	@Test
	void theRateHoldsForThoseThatWereNotReady() {
		this.readiness = ClientEventQueue.Readiness.LATER;
		send(3);
		this.readiness = ClientEventQueue.Readiness.READY;
		send(10);
		assertThat(this.sent).hasSize(10);
		this.readiness = ClientEventQueue.Readiness.LATER;
		this.loop.advance(ClientEventQueue.WINDOW);
		assertThat(this.sent).hasSize(10);
		this.readiness = ClientEventQueue.Readiness.READY;
		this.queue.subscriptionsChanged();
		assertThat(this.sent).hasSize(13);
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void thoseThatAreNotReadyCountToo() {
		this.readiness = ClientEventQueue.Readiness.LATER;
		List<CompletableFuture<Void>> results = send(6);
		assertRejected(results.get(5), "5 are already waiting");
		assertThat(results.subList(0, 5)).allSatisfy((result) -> assertThat(result).isNotDone());
		this.queue.disconnected();
		results.subList(0, 5).forEach((result) -> assertRejected(result, "connection was lost"));
	}

	@Test
	void whatWillNeverBeReadyIsRejectedWithTheReason() {
		this.readiness = ClientEventQueue.Readiness.LATER;
		List<CompletableFuture<Void>> results = send(2);
		this.readiness = ClientEventQueue.Readiness.impossible("Refused");
		this.queue.subscriptionsChanged();
		results.forEach((result) -> assertRejected(result, "Refused"));
		assertThat(this.sent).isEmpty();
	}

	private List<CompletableFuture<Void>> send(int count) {
		List<CompletableFuture<Void>> results = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			CompletableFuture<Void> result = new CompletableFuture<>();
			this.queue.send(Integer.toString(i), () -> this.readiness, result);
			results.add(result);
		}
		return results;
	}

	private static void assertRejected(CompletableFuture<Void> result, String... parts) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(20, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(parts));
	}

}
