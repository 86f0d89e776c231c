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
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the way in which {@link MissedEventsRecovery} calls a
 * {@link MissedEventsSource}, with a real client on an embedded server that drops its
 * connections.
 */
class MissedEventsSourceCallTests {

	private static final String CHANNEL = "orders";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final CountDownLatch answer = new CountDownLatch(1);

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.answer.countDown();
		this.server.stop();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(RecoveringClient.TIMEOUT);
	}

	private void live(int number) {
		this.server.trigger(CHANNEL, "numbered", History.data(number));
	}

	@Test
	void sourceIsToldWhatIsMissing() throws Exception {
		History history = new History(this.server, CHANNEL);
		try (RecoveringClient client = new RecoveringClient(this.server, history).start(CHANNEL)) {
			history.publish();
			await().until(() -> client.numbers().size() == 1);
			Instant before = Instant.now();
			client.drop();
			client.awaitConfirmations(CHANNEL, 2);
			await().until(() -> history.requests().size() == 1);
			MissedEventsRequest request = history.requests().get(0);
			PusherOutageEvent outage = client.events(PusherOutageEvent.class).get(0);
			assertThat(request.app()).isEqualTo("pusher");
			assertThat(request.channel()).isEqualTo(CHANNEL);
			assertThat(request.from()).isBefore(before.minusMillis(450));
			assertThat(request.to()).isEqualTo(outage.getTo().plusMillis(500));
			assertThat(request.lastKey()).isEqualTo("1");
			assertThat(request.lastEvent()).isEqualTo(History.event(1));
			assertThat(request.toString()).doesNotContain("{").contains(CHANNEL);
		}
	}

	@Test
	void sourceIsAskedAgainAndGoesOnWhereItFailed() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		MissedEventsSource source = (request) -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("not yet");
			}
			Stream<ChannelEvent> events = History.events(1, 4);
			return (calls.get() == 2) ? events.peek((event) -> {
				if (event.equals(History.event(3))) {
					throw new IllegalStateException("half way");
				}
			}) : events;
		};
		try (RecoveringClient client = new RecoveringClient(this.server, source.withKey((event) -> event.field("n")))
			.start(CHANNEL)) {
			client.drop();
			await().until(() -> client.numbers().size() == 4);
			assertThat(client.numbers()).containsExactly(1, 2, 3, 4);
			assertThat(calls).hasValue(3);
			assertThat(client.events(PusherRecoveryFailedEvent.class)).isEmpty();
			await().until(() -> client.statistics().succeeded() == 1);
		}
	}

	@Test
	void sourceWithoutKeysIsNotAskedAgainAfterItsFirstEvent() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> {
			calls.incrementAndGet();
			return History.events(1, 2).peek((event) -> {
				if (event.equals(History.event(2))) {
					throw new IllegalStateException("half way");
				}
			});
		}).start(CHANNEL)) {
			client.drop();
			await().until(() -> client.events(PusherRecoveryFailedEvent.class).size() == 1);
			assertThat(client.events(PusherRecoveryFailedEvent.class).get(0).getRecovered()).isEqualTo(1);
			assertThat(client.numbers()).containsExactly(1);
			assertThat(calls).hasValue(1);
		}
	}

	@Test
	void liveEventsGoOnWhenTheSourceDoesNotAnswerInTime() throws Exception {
		AtomicInteger interrupted = new AtomicInteger();
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> {
			try {
				this.answer.await();
			}
			catch (InterruptedException ex) {
				interrupted.incrementAndGet();
			}
			// too late
			return History.events(7, 7);
		}, Duration.ofMillis(100)).start(CHANNEL)) {
			client.drop();
			client.awaitConfirmations(CHANNEL, 2);
			live(1);
			await().until(() -> client.numbers().size() == 1);
			assertThat(client.events(PusherRecoveryFailedEvent.class)).singleElement()
				.satisfies((failure) -> assertThat(failure.getCause()).isInstanceOf(TimeoutException.class));
			await().until(() -> interrupted.get() == 3);
			assertThat(client.numbers()).containsExactly(1);
		}
	}

	@Test
	void sourceThatCannotBeInterruptedHoldsNothingUp() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> {
			while (this.answer.getCount() > 0) {
				LockSupport.parkNanos(1_000_000);
			}
			return Stream.empty();
		}, Duration.ofMillis(50)).start(CHANNEL)) {
			for (int i = 1; i <= 4; i++) {
				client.drop();
				client.awaitConfirmations(CHANNEL, i + 1);
				live(i);
				int number = i;
				await().until(() -> client.numbers().contains(number));
			}
			assertThat(client.events(PusherRecoveryFailedEvent.class)).hasSize(4);
			assertThat(client.events(PusherRecoveryFailedEvent.class).get(3).getCause())
				.hasMessageContaining("earlier calls have not returned");
		}
	}

	@Test
	void timeLimitIsForTheSourceNotForListeners() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> History.events(1, 1_200),
				Duration.ofMillis(500))
			.listener((event) -> LockSupport.parkNanos(1_000_000))
			.start(CHANNEL)) {
			client.drop();
			await().until(() -> client.numbers().size() == 1_200);
			assertThat(client.events(PusherRecoveryFailedEvent.class)).isEmpty();
		}
	}

	@Test
	void sourceIsReadNoFasterThanListenersAreAndClosed() throws Exception {
		AtomicInteger read = new AtomicInteger();
		AtomicBoolean closed = new AtomicBoolean();
		CountDownLatch listener = new CountDownLatch(1);
		try (RecoveringClient client = new RecoveringClient(this.server,
				(request) -> History.events(1, 100_000)
					.peek((event) -> read.incrementAndGet())
					.limit(500)
					.onClose(() -> closed.set(true)),
				20, OverflowPolicy.BLOCK)
			.listener((event) -> {
				try {
					listener.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			})
			.start(CHANNEL)) {
			client.drop();
			await().until(() -> read.get() >= 20);
			Awaitility.await().during(Duration.ofMillis(300)).until(() -> read.get() <= 22);
			assertThat(closed).isFalse();
			listener.countDown();
			await().until(() -> client.numbers().size() == 500);
			await().untilTrue(closed);
		}
	}

	@Test
	void sourceIsCalledOnAThreadThatMayBlockWithTheApplicationsClassLoader() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		AtomicReference<ClassLoader> classLoader = new AtomicReference<>();
		ClassLoader expected = Thread.currentThread().getContextClassLoader();
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> {
			thread.set(Thread.currentThread());
			classLoader.set(Thread.currentThread().getContextClassLoader());
			return History.events(1, 1);
		}).start(CHANNEL)) {
			client.drop();
			await().until(() -> client.numbers().size() == 1);
			assertThat(thread.get().getName()).startsWith("recovery-under-test-");
			assertThat(classLoader.get()).isSameAs(expected);
		}
	}

	@Test
	void sourceMustNotReturnEventsOfTheProtocol() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server,
				(request) -> Stream.of(ChannelEvent.of("pusher:outage", null)))
			.start(CHANNEL)) {
			client.drop();
			await().until(() -> client.events(PusherRecoveryFailedEvent.class).size() == 1);
			assertThat(client.events(PusherRecoveryFailedEvent.class).get(0).getCause())
				.hasMessageContaining("'pusher:outage'");
			assertThat(client.events(PusherOutageEvent.class)).hasSize(1);
		}
	}

	@Test
	void keyThatCannotBeFoundKeepsNothingBack() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, new MissedEventsSource() {

			@Override
			public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
				return History.events(1, 1);
			}

			@Override
			public String key(ChannelEvent event) {
				throw new IllegalStateException("no key");
			}

		}).start(CHANNEL)) {
			client.drop();
			await().until(() -> client.numbers().size() == 1);
			live(2);
			await().until(() -> client.numbers().size() == 2);
		}
	}

	@Test
	void endlessSourceIsStoppedAtTheEnd() throws Exception {
		AtomicBoolean closed = new AtomicBoolean();
		Iterator<Integer> numbers = IntStream.iterate(1, (number) -> number + 1).iterator();
		RecoveringClient client = new RecoveringClient(this.server,
				(request) -> Stream.generate(() -> History.event(numbers.next())).onClose(() -> closed.set(true)))
			.start(CHANNEL);
		client.drop();
		await().until(() -> client.numbers().size() > 100);
		client.close();
		await().untilTrue(closed);
		assertThat(client.delivery().getQueued()).isZero();
	}

}
