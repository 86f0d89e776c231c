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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherRecoveryFailedEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link MissedEventsRecovery} with a real client on an embedded server that
 * drops its connections.
 */
class MissedEventsRecoveryTests {

	private static final String CHANNEL = "orders";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final CountDownLatch asked = new CountDownLatch(1);

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

	// keeps the channel waiting until it is told to go on
	private MissedEventsSource held(MissedEventsSource source) {
		return new MissedEventsSource() {

			@Override
			public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
				MissedEventsRecoveryTests.this.asked.countDown();
				MissedEventsRecoveryTests.this.answer.await();
				return source.fetch(request);
			}

			@Override
			public String key(ChannelEvent event) {
				return source.key(event);
			}

		};
	}

	private void live(int number) {
		this.server.trigger(CHANNEL, "numbered", History.data(number));
	}

	@Test
	void sequenceStaysCompleteAndInOrderOverAHundredDrops() throws Exception {
		History history = new History(this.server, CHANNEL);
		AtomicBoolean over = new AtomicBoolean();
		try (RecoveringClient client = new RecoveringClient(this.server, history).start(CHANNEL)) {
			Thread publisher = new Thread(() -> {
				while (!over.get()) {
					history.publish();
					LockSupport.parkNanos(200_000);
				}
			}, "publisher");
			publisher.start();
			for (int i = 1; i <= 100; i++) {
				client.drop();
				client.awaitConfirmations(CHANNEL, i + 1);
			}
			over.set(true);
			publisher.join();
			int last = history.publish();
			await()
				.until(() -> !client.numbers().isEmpty() && client.numbers().get(client.numbers().size() - 1) == last);
			assertThat(client.numbers()).containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
			assertThat(client.recovered()).isNotEmpty().hasSizeLessThan(last);
			assertThat(history.requests()).hasSizeBetween(90, 100);
			assertThat(client.statistics().active()).isZero();
			assertThat(client.statistics().waiting()).isZero();
			assertThat(client.statistics().recovered()).isEqualTo(client.recovered().size());
			assertThat(client.statistics().failed()).isZero();
			assertThat(client.delivery().getQueued()).isZero();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-orders", "presence-orders", "private-encrypted-orders" })
	void sequenceStaysCompleteOnChannelsThatAreAuthorized(String channel) throws Exception {
		History history = new History(this.server, channel);
		AtomicBoolean over = new AtomicBoolean();
		try (RecoveringClient client = new RecoveringClient(this.server, history).start(channel)) {
			Thread publisher = new Thread(() -> {
				while (!over.get()) {
					history.publish();
					LockSupport.parkNanos(200_000);
				}
			}, "publisher");
			publisher.start();
			for (int i = 1; i <= 10; i++) {
				client.drop();
				client.awaitConfirmations(channel, i + 1);
			}
			over.set(true);
			publisher.join();
			int last = history.publish();
			await().until(() -> client.numbers().contains(last));
			assertThat(client.numbers()).containsExactlyElementsOf(IntStream.rangeClosed(1, last).boxed().toList());
			assertThat(client.recovered()).isNotEmpty();
			assertThat(client.events(PusherSubscriptionErrorEvent.class)).isEmpty();
			assertThat(client.statistics().failed()).isZero();
		}
	}

	@Test
	void membersWhoComeAndGoMeanwhileWaitForMissedEvents() throws Exception {
		String channel = "presence-orders";
		RecoveringClient other = new RecoveringClient(this.server, null);
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 2)))
			.start(channel)) {
			client.drop();
			this.asked.await();
			other.start(channel);
			PresenceChannel presence = (PresenceChannel) client.client().getChannel(channel);
			await().until(() -> presence.getMembers().size() == 2);
			this.server.trigger(channel, "numbered", History.data(3));
			other.close();
			await().until(() -> presence.getMembers().size() == 1);
			assertThat(client.log()).doesNotContain("PusherMemberAddedEvent", "PusherMemberRemovedEvent");
			this.answer.countDown();
			await().until(() -> client.log().size() == 10);
			// to the server, the client is a new member itself
			assertThat(client.log()).containsExactly("PusherSubscriptionSucceededEvent",
					"PusherSubscriptionSucceededEvent", "PusherOutageEvent", "1", "2", "PusherMemberRemovedEvent",
					"PusherMemberAddedEvent", "PusherMemberAddedEvent", "3", "PusherMemberRemovedEvent");
		}
	}

	@Test
	void channelsOfSeveralThreadsStayInOrderEach() throws Exception {
		List<String> channels = IntStream.range(0, 20).mapToObj((i) -> "channel-" + i).toList();
		MissedEventsSource source = (request) -> History.events(1, 50);
		try (RecoveringClient client = new RecoveringClient(this.server, source.withKey((event) -> event.field("n")))
			.start(channels.toArray(String[]::new))) {
			client.drop();
			channels.forEach((channel) -> client.awaitConfirmations(channel, 2));
			channels.forEach((channel) -> this.server.trigger(channel, "numbered", History.data(51)));
			await().until(() -> client.numbers().size() == 20 * 51);
			for (String channel : channels) {
				assertThat(client.events(PusherMessageEvent.class))
					.filteredOn((event) -> event.getChannel().equals(channel))
					.extracting(PusherMessageEvent::getData)
					.containsExactlyElementsOf(IntStream.rangeClosed(1, 51).mapToObj(History::data).toList());
			}
		}
	}

	@Test
	void liveEventsWaitForMissedOnes() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 3)))
			.start(CHANNEL, "other")) {
			client.drop();
			this.asked.await();
			client.awaitConfirmations("other", 2);
			live(4);
			this.server.trigger("other", "numbered", History.data(100));
			await().until(() -> client.statistics().waiting() >= 1);
			assertThat(client.statistics().active()).isBetween(1, 2);
			assertThat(client.numbers()).doesNotContain(4);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 8);
			assertThat(client.events(PusherMessageEvent.class))
				.filteredOn((event) -> event.getChannel().equals(CHANNEL))
				.extracting(PusherMessageEvent::getData, PusherMessageEvent::isRecovered)
				.containsExactly(tuple(History.data(1), true), tuple(History.data(2), true),
						tuple(History.data(3), true), tuple(History.data(4), false));
		}
	}

	@Test
	void whatIsFetchedAndReceivedIsDeliveredOnce() throws Exception {
		MissedEventsSource source = (request) -> History.events(1, 5);
		try (RecoveringClient client = new RecoveringClient(this.server,
				held(source.withKey((event) -> event.field("n"))))
			.start(CHANNEL)) {
			live(1);
			live(2);
			await().until(() -> client.numbers().size() == 2);
			client.drop();
			this.asked.await();
			live(4);
			await().until(() -> client.statistics().waiting() == 1);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 5);
			// published later than it was recorded
			live(5);
			live(6);
			await().until(() -> client.numbers().contains(6));
			assertThat(client.numbers()).containsExactly(1, 2, 3, 4, 5, 6);
			assertThat(client.statistics().duplicates()).isEqualTo(4);
		}
	}

	@Test
	void liveEventsAreNotComparedWithEachOther() throws Exception {
		MissedEventsSource source = (request) -> Stream.empty();
		try (RecoveringClient client = new RecoveringClient(this.server, source.withKey((event) -> event.field("n")))
			.start(CHANNEL)) {
			client.drop();
			client.awaitConfirmations(CHANNEL, 2);
			live(1);
			live(1);
			await().until(() -> client.numbers().size() == 2);
		}
	}

	@Test
	void failureIsPublishedBeforeLiveEventsGoOn() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> {
			throw new IllegalStateException("gone");
		})).start(CHANNEL)) {
			client.drop();
			this.asked.await();
			live(1);
			await().until(() -> client.statistics().waiting() == 1);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 1);
			assertThat(client.log()).containsExactly("PusherSubscriptionSucceededEvent",
					"PusherSubscriptionSucceededEvent", "PusherOutageEvent", "PusherRecoveryFailedEvent", "1");
			PusherRecoveryFailedEvent failure = client.events(PusherRecoveryFailedEvent.class).get(0);
			assertThat(failure.getCause()).hasMessage("gone");
			assertThat(failure.getRecovered()).isZero();
			assertThat(failure.getFrom()).isBeforeOrEqualTo(failure.getTo());
			assertThat(client.statistics().failed()).isEqualTo(1);
		}
	}

	@Test
	void secondOutageIsRecoveredAfterTheFirst() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		try (RecoveringClient client = new RecoveringClient(this.server,
				held((request) -> (calls.incrementAndGet() == 1) ? History.events(1, 2) : History.events(4, 5)))
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			live(3);
			await().until(() -> client.statistics().waiting() == 1);
			long before = this.server.getAcceptedConnections();
			client.drop();
			await().until(() -> this.server.getAcceptedConnections() > before
					&& this.server.getSubscriptionCount(CHANNEL) == 1);
			await().until(() -> client.client().getChannel(CHANNEL).getState() == SubscriptionState.SUBSCRIBED);
			live(6);
			// with the confirmation and the outage
			await().until(() -> client.statistics().waiting() == 4);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 6);
			assertThat(client.log()).containsExactly("PusherSubscriptionSucceededEvent",
					"PusherSubscriptionSucceededEvent", "PusherOutageEvent", "1", "2", "3",
					"PusherSubscriptionSucceededEvent", "PusherOutageEvent", "4", "5", "6");
		}
	}

	@Test
	void windowReachesBackToTheLossIfTheSubscriptionFailsAtFirst() throws Exception {
		History history = new History(this.server, "private-orders");
		try (RecoveringClient client = new RecoveringClient(this.server, history).start("private-orders")) {
			Instant before = Instant.now();
			this.server.faults().rejectAuthorization(403, "not now");
			client.drop();
			await().until(() -> client.events(PusherSubscriptionErrorEvent.class).size() == 1);
			history.publish();
			assertThat(history.requests()).isEmpty();
			this.server.faults().acceptAuthorization();
			client.client().subscribe("private-orders");
			await().until(() -> client.numbers().size() == 1);
			assertThat(history.requests().get(0).from()).isBefore(before);
			assertThat(client.recovered()).containsExactly(1);
		}
	}

	@Test
	void recoveryEndsWhenTheChannelIsNoLongerWanted() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 3)))
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			client.client().unsubscribe(CHANNEL);
			this.answer.countDown();
			await().until(() -> client.statistics().active() == 0);
			client.client().subscribe(CHANNEL);
			client.awaitConfirmations(CHANNEL, 3);
			live(4);
			await().until(() -> client.numbers().contains(4));
			assertThat(client.numbers()).containsExactly(4);
			assertThat(client.events(PusherRecoveryFailedEvent.class)).isEmpty();
		}
	}

	@Test
	void channelThatIsSubscribedAnewMeanwhileStaysInOrder() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 3)))
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			client.client().unsubscribe(CHANNEL);
			client.client().subscribe(CHANNEL);
			await().until(() -> client.client().getChannel(CHANNEL).getState() == SubscriptionState.SUBSCRIBED
					&& this.server.getSubscriptionCount(CHANNEL) == 1);
			live(4);
			// with the confirmation
			await().until(() -> client.statistics().waiting() == 2);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 4);
			assertThat(client.numbers()).containsExactly(1, 2, 3, 4);
		}
	}

	@Test
	void disconnectingCancelsAndConnectingGoesOn() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		List<MissedEventsRequest> requests = new CopyOnWriteArrayList<>();
		AtomicBoolean interrupted = new AtomicBoolean();
		try (RecoveringClient client = new RecoveringClient(this.server, (request) -> {
			requests.add(request);
			if (calls.incrementAndGet() == 1) {
				this.asked.countDown();
				try {
					this.answer.await();
				}
				catch (InterruptedException ex) {
					interrupted.set(true);
					throw ex;
				}
			}
			return History.events(1, 2);
		}).start(CHANNEL)) {
			client.drop();
			this.asked.await();
			client.client().disconnect().join();
			await().untilTrue(interrupted);
			await().until(() -> client.statistics().active() == 0);
			assertThat(client.events(PusherRecoveryFailedEvent.class)).isEmpty();
			client.client().connect();
			await().until(() -> client.numbers().size() == 2);
			assertThat(requests).hasSize(2);
			assertThat(requests.get(1).from()).isEqualTo(requests.get(0).from());
			assertThat(requests.get(1).to()).isAfter(requests.get(0).to());
		}
	}

	@Test
	void closingCancelsAndDeliversWhatHasWaited() throws Exception {
		RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 2)))
			.start(CHANNEL);
		client.drop();
		this.asked.await();
		live(3);
		await().until(() -> client.statistics().waiting() == 1);
		long start = System.nanoTime();
		client.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		assertThat(client.numbers()).containsExactly(3);
		assertThat(client.events(PusherRecoveryFailedEvent.class)).hasSize(1);
		assertThat(client.delivery().getDropped()).isZero();
		assertThat(client.delivery().getQueued()).isZero();
	}

	@Test
	void readingPausesWhenTooManyWait() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 100)), 10,
				OverflowPolicy.BLOCK)
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			IntStream.rangeClosed(101, 300).forEach(this::live);
			await().until(() -> client.delivery().isReadingPaused());
			assertThat(client.statistics().waiting()).isBetween(10, 200);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 300);
			assertThat(client.numbers()).containsExactlyElementsOf(IntStream.rangeClosed(1, 300).boxed().toList());
			await().until(() -> !client.delivery().isReadingPaused());
			assertThat(client.delivery().getDropped()).isZero();
		}
	}

	@Test
	void newestAreDroppedWhenTooManyWait() throws Exception {
		assertThat(numbersAfterOverflow(OverflowPolicy.DROP_NEWEST)).startsWith(1, 2)
			.contains(101, 110)
			.doesNotContain(111, 150);
	}

	@Test
	void oldestAreDroppedWhenTooManyWait() throws Exception {
		assertThat(numbersAfterOverflow(OverflowPolicy.DROP_OLDEST)).startsWith(1, 2)
			.contains(141, 150)
			.doesNotContain(101, 140);
	}

	private List<Integer> numbersAfterOverflow(OverflowPolicy policy) throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 2)), 10,
				policy)
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			IntStream.rangeClosed(101, 150).forEach(this::live);
			await().until(() -> client.delivery().getDropped() == 40);
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 12);
			return client.numbers();
		}
	}

	@Test
	void eventsOfEncryptedChannelsAreFetchedDecrypted() throws Exception {
		String channel = "private-encrypted-orders";
		History history = new History(this.server, channel);
		try (RecoveringClient client = new RecoveringClient(this.server, history).start(channel)) {
			history.publish();
			await().until(() -> client.numbers().size() == 1);
			history.record();
			client.drop();
			client.awaitConfirmations(channel, 2);
			history.publish();
			await().until(() -> client.numbers().size() == 3);
			assertThat(client.numbers()).containsExactly(1, 2, 3);
			assertThat(client.recovered()).contains(2);
		}
	}

	@Test
	void recoveryGoesOnWhileReadingIsPaused() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, held((request) -> History.events(1, 3)))
			.start(CHANNEL)) {
			client.drop();
			this.asked.await();
			client.client().pause();
			this.answer.countDown();
			await().until(() -> client.numbers().size() == 3);
			client.client().resume();
			live(4);
			await().until(() -> client.numbers().size() == 4);
		}
	}

	@Test
	void nothingIsHeldWithoutASource() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, null).start(CHANNEL)) {
			client.drop();
			client.awaitConfirmations(CHANNEL, 2);
			live(1);
			await().until(() -> client.numbers().size() == 1);
			assertThat(client.statistics()).isEqualTo(new RecoveryStatistics(0, 0, 0, 0, 0, 0));
		}
	}

}
