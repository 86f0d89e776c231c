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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Fetch}.
 */
class FetchTests {

	private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant TO = FROM.plusSeconds(60);

	private static final Beginning BEGINNING = new Beginning(FROM, "0", History.event(0));

	private final List<MissedEventsRequest> requests = new CopyOnWriteArrayList<>();

	private final ChannelRecovery channel = Mockito.mock(ChannelRecovery.class);

	private final CountDownLatch fetched = new CountDownLatch(1);

	private volatile boolean wanted = true;

	private OfflineRecovery offline = new OfflineRecovery(null).start();

	FetchTests() {
		Mockito.when(this.channel.name()).thenReturn(OfflineRecovery.CHANNEL);
		Mockito.when(this.channel.isWanted()).thenAnswer((call) -> this.wanted);
		Mockito.doAnswer((call) -> {
			this.fetched.countDown();
			return null;
		}).when(this.channel).fetched(Mockito.any(), Mockito.anyBoolean());
	}

	private Fetch fetch(MissedEventsSource source) {
		return new Fetch(this.channel, this.offline.recovery(), recorded(source), BEGINNING, TO);
	}

	private MissedEventsSource recorded(MissedEventsSource source) {
		return new MissedEventsSource() {

			@Override
			public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
				FetchTests.this.requests.add(request);
				return source.fetch(request);
			}

			@Override
			public @Nullable String key(ChannelEvent event) {
				return source.key(event);
			}

		};
	}

	private static MissedEventsSource keyed(MissedEventsSource source) {
		return source.withKey((event) -> event.field("n"));
	}

	private void awaitEnd(Fetch fetch, boolean success) {
		OfflineRecovery.await(this.fetched);
		Mockito.verify(this.channel).fetched(fetch, success);
		this.offline.settle();
		this.offline.deliver();
	}

	private PusherRecoveryFailedEvent failure() {
		return this.offline.delivered(PusherRecoveryFailedEvent.class).get(0);
	}

	@Test
	void sourceIsAskedForTheWindowWithMarginsOnBothSides() {
		Fetch fetch = fetch((request) -> Stream.empty());
		fetch.start();
		awaitEnd(fetch, true);
		assertThat(this.requests).containsExactly(new MissedEventsRequest("shop", OfflineRecovery.CHANNEL,
				FROM.minus(OfflineRecovery.MARGIN), TO.plus(OfflineRecovery.MARGIN), "0", History.event(0)));
		assertThat(this.offline.log()).isEmpty();
	}

	@Test
	void missedEventsAreQueuedInOrderAndTheStreamIsClosed() {
		AtomicBoolean closed = new AtomicBoolean();
		Fetch fetch = fetch((request) -> Stream
			.of(History.event(1), new ChannelEvent("numbered", History.data(2), "alice"), History.event(3))
			.onClose(() -> closed.set(true)));
		fetch.start();
		awaitEnd(fetch, true);
		assertThat(this.offline.log()).containsExactly("+1", "+2", "+3");
		PusherMessageEvent second = this.offline.delivered(PusherMessageEvent.class).get(1);
		assertThat(second.getChannel()).isEqualTo(OfflineRecovery.CHANNEL);
		assertThat(second.getEvent()).isEqualTo("numbered");
		assertThat(second.getUserId()).isEqualTo("alice");
		assertThat(second.getClient()).isSameAs(this.offline.client());
		assertThat(closed).isTrue();
	}

	@Test
	void nothingMoreIsReadOnceTheChannelIsNotWanted() {
		AtomicBoolean closed = new AtomicBoolean();
		Fetch fetch = fetch((request) -> History.events(1, 3).peek((event) -> {
			if (event.equals(History.event(2))) {
				this.wanted = false;
			}
			assertThat(event).isNotEqualTo(History.event(3));
		}).onClose(() -> closed.set(true)));
		fetch.start();
		awaitEnd(fetch, true);
		assertThat(this.offline.log()).containsExactly("+1");
		assertThat(closed).isTrue();
	}

	@Test
	void sourceMustNotReturnNull() {
		Fetch fetch = fetch((request) -> null);
		fetch.start();
		awaitEnd(fetch, false);
		assertThat(failure().getCause()).hasMessage("The source returned null instead of a stream");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher:outage", "pusher_internal:member_added", "", " " })
	void sourceMustNotReturnEventsOfTheProtocol(String name) {
		Fetch fetch = fetch((request) -> Stream.of(ChannelEvent.of(name, null)));
		fetch.start();
		awaitEnd(fetch, false);
		assertThat(this.offline.delivered(PusherMessageEvent.class)).isEmpty();
		assertThat(failure().getCause())
			.hasMessage("The source returned an event with the name '%s', which is reserved for the protocol", name);
	}

	@Test
	void eventMayBeNamedAlmostLikeOneOfTheProtocol() {
		Fetch fetch = fetch((request) -> Stream.of(ChannelEvent.of("pusher_news", History.data(1)),
				ChannelEvent.of("my-pusher:news", History.data(2))));
		fetch.start();
		awaitEnd(fetch, true);
		assertThat(this.offline.log()).containsExactly("+1", "+2");
	}

	@Test
	void nextCallGoesOnWhereTheLastOneHasFailed() {
		AtomicInteger calls = new AtomicInteger();
		Fetch fetch = fetch(keyed((request) -> switch (calls.incrementAndGet()) {
			case 1 -> throw new IllegalStateException("not yet");
			case 2 -> History.events(1, 3).peek((event) -> {
				if (event.equals(History.event(3))) {
					throw new IllegalStateException("half way");
				}
			});
			default -> History.events(3, 4);
		}));
		try (LogRecorder log = new LogRecorder("dev.pusherspring.recovery")) {
			fetch.start();
			awaitEnd(fetch, true);
			assertThat(log.text()).contains("on channel 'orders' will be retried in 1 ms", "not yet", "half way")
				.doesNotContain("WARN");
		}
		assertThat(this.requests).extracting(MissedEventsRequest::lastKey).containsExactly("0", "0", "2");
		assertThat(this.requests.get(2).lastEvent()).isEqualTo(History.event(2));
		assertThat(this.requests.get(2).from()).isEqualTo(this.requests.get(0).from());
		assertThat(this.offline.log()).containsExactly("+1", "+2", "+3", "+4");
	}

	@Test
	void lastFailureIsReportedWithWhatHasBeenRecovered() {
		AtomicInteger calls = new AtomicInteger();
		Fetch fetch = fetch(keyed((request) -> {
			int call = calls.incrementAndGet();
			return Stream.concat((call == 1) ? History.events(1, 2) : Stream.empty(), Stream.generate(() -> {
				throw new IllegalStateException("failure " + call);
			}));
		}));
		try (LogRecorder log = new LogRecorder("dev.pusherspring.recovery")) {
			fetch.start();
			awaitEnd(fetch, false);
			assertThat(log.text()).contains(
					"Not all events missed on channel 'orders' could be fetched; 2 events were recovered, and live "
							+ "events continue");
		}
		assertThat(calls).hasValue(3);
		assertThat(this.offline.log()).containsExactly("+1", "+2", "RecoveryFailed");
		assertThat(failure().getCause()).hasMessage("failure 3");
		assertThat(failure().getRecovered()).isEqualTo(2);
		assertThat(failure().getChannel()).isEqualTo(OfflineRecovery.CHANNEL);
		assertThat(failure().getFrom()).isEqualTo(FROM);
		assertThat(failure().getTo()).isEqualTo(TO);
	}

	@Test
	void sourceIsNotAskedAgainAfterAnEventWithoutAKey() {
		Fetch fetch = fetch(
				((MissedEventsSource) (request) -> Stream.concat(History.events(1, 2), Stream.generate(() -> {
					throw new IllegalStateException("half way");
				}))).withKey((event) -> event.equals(History.event(1)) ? null : event.field("n")));
		fetch.start();
		awaitEnd(fetch, false);
		assertThat(this.requests).hasSize(1);
		assertThat(failure().getRecovered()).isEqualTo(2);
	}

	@Test
	void sourceIsNotAskedAgainForAChannelThatIsNotWanted() {
		Fetch fetch = fetch(keyed((request) -> {
			this.wanted = false;
			throw new IllegalStateException("gone");
		}));
		fetch.start();
		awaitEnd(fetch, false);
		assertThat(this.requests).hasSize(1);
		assertThat(failure().getCause()).hasMessage("gone");
	}

	@Test
	void fetchThatIsCancelledBeforeItsStartNeverAsksTheSource() {
		Fetch fetch = fetch((request) -> Stream.empty());
		assertThat(fetch.cancel()).isEqualTo(BEGINNING);
		fetch.start();
		this.offline.settle();
		assertThat(this.requests).isEmpty();
		Mockito.verify(this.channel, Mockito.never()).fetched(Mockito.any(), Mockito.anyBoolean());
	}

	@Test
	void cancellingInterruptsTheSourceAndTellsHowFarItHasCome() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		Fetch fetch = fetch(keyed((request) -> History.events(1, 3).peek((event) -> {
			if (event.equals(History.event(2))) {
				asked.countDown();
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					interrupted.countDown();
				}
			}
		})));
		fetch.start();
		OfflineRecovery.await(asked);
		assertThat(fetch.cancel()).isEqualTo(new Beginning(FROM, "1", History.event(1)));
		OfflineRecovery.await(interrupted);
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("+1");
		Mockito.verify(this.channel, Mockito.never()).fetched(Mockito.any(), Mockito.anyBoolean());
	}

	@Test
	void fetchThatIsCancelledWhileAnEventIsPassedOnLeavesTheEventOut() {
		Fetch[] fetch = new Fetch[1];
		List<Beginning> beginnings = new CopyOnWriteArrayList<>();
		fetch[0] = fetch(((MissedEventsSource) (request) -> History.events(1, 2)).withKey((event) -> {
			if (event.equals(History.event(2))) {
				beginnings.add(fetch[0].cancel());
			}
			return event.field("n");
		}));
		fetch[0].start();
		this.offline.run();
		assertThat(this.offline.log()).containsExactly("+1");
		assertThat(beginnings).containsExactly(new Beginning(FROM, "1", History.event(1)));
		Mockito.verify(this.channel, Mockito.never()).fetched(Mockito.any(), Mockito.anyBoolean());
	}

	@Test
	void sourceIsReadNoFasterThanTheQueueIsAndItsTimeDoesNotRunMeanwhile() {
		Duration timeout = Duration.ofMillis(50);
		this.offline = new OfflineRecovery(null, null, OfflineRecovery.settings(timeout, Duration.ofHours(1))).start();
		this.offline.capacity(1);
		AtomicInteger read = new AtomicInteger();
		Fetch fetch = fetch((request) -> History.events(1, 3).peek((event) -> read.incrementAndGet()));
		fetch.start();
		this.offline.awaitFull();
		assertThat(this.offline.queued()).containsExactly("+1");
		assertThat(read).hasValue(2);
		CountDownLatch timeouts = new CountDownLatch(1);
		this.offline.recovery().threads().soon(timeout.multipliedBy(3), timeouts::countDown);
		OfflineRecovery.await(timeouts);
		this.offline.capacity(Integer.MAX_VALUE);
		this.offline.deliver();
		awaitEnd(fetch, true);
		assertThat(this.offline.log()).containsExactly("+1", "+2", "+3");
	}

	@Test
	void sourceThatDoesNotAnswerInTimeHasFailed() {
		this.offline = new OfflineRecovery(null, null,
				OfflineRecovery.settings(Duration.ofMillis(20), Duration.ofHours(1)))
			.start();
		Fetch fetch = fetch((request) -> {
			new CountDownLatch(1).await();
			return Stream.empty();
		});
		fetch.start();
		awaitEnd(fetch, false);
		assertThat(this.requests).hasSize(3);
		assertThat(failure().getCause()).isInstanceOf(TimeoutException.class);
	}

}
