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

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.InMemoryPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for clients that go on where another one has ended.
 */
class PositionsTests {

	private static final String CHANNEL = "orders";

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().build();

	private final History history = new History(this.server, CHANNEL);

	private final PositionStore store = new InMemoryPositionStore();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(RecoveringClient.TIMEOUT);
	}

	// a source that goes by the key, as an outbox with an ascending id does
	private MissedEventsSource after() {
		return new MissedEventsSource() {

			@Override
			public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
				String last = request.lastKey();
				return PositionsTests.this.history.fetch(request)
					.filter((event) -> last == null
							|| Integer.parseInt(String.valueOf(event.field("n"))) > Integer.parseInt(last));
			}

			@Override
			public @Nullable String key(ChannelEvent event) {
				return event.field("n");
			}

		};
	}

	@Test
	void nextClientGoesOnWhereTheLastOneHasEnded() throws Exception {
		try (RecoveringClient first = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			IntStream.rangeClosed(1, 3).forEach((i) -> this.history.publish());
			await().until(() -> first.numbers().size() == 3);
			assertThat(first.events(PusherOutageEvent.class)).isEmpty();
		}
		Position end = this.store.load("pusher", CHANNEL);
		assertThat(end).isNotNull();
		assertThat(end.key()).isEqualTo("3");
		this.history.publish();
		this.history.publish();
		try (RecoveringClient second = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			await().until(() -> second.numbers().size() == 2);
			this.history.publish();
			await().until(() -> second.numbers().size() == 3);
			assertThat(second.numbers()).containsExactly(4, 5, 6);
			assertThat(second.recovered()).containsExactly(4, 5);
			assertThat(second.log()).containsExactly("PusherSubscriptionSucceededEvent", "PusherOutageEvent", "4", "5",
					"6");
			assertThat(second.events(PusherOutageEvent.class).get(0).getFrom()).isEqualTo(end.time());
		}
	}

	@Test
	void clientThatIsStartedAgainDoesNotGoBackBehindAnother() throws Exception {
		RecoveringClient first = new RecoveringClient(this.server, after(), this.store).start(CHANNEL);
		this.history.publish();
		await().until(() -> first.numbers().size() == 1);
		first.close();
		try (RecoveringClient second = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			this.history.publish();
			await().until(() -> second.numbers().size() == 1);
		}
		this.history.publish();
		first.start(CHANNEL);
		await().until(() -> first.numbers().size() == 2);
		assertThat(first.numbers()).containsExactly(1, 3);
		assertThat(first.events(PusherOutageEvent.class)).hasSize(1);
		first.close();
	}

	@Test
	void outageOfAQuietChannelIsRecoveredAfterAStoredPosition() throws Exception {
		new RecoveringClient(this.server, after(), this.store).start(CHANNEL).close();
		try (RecoveringClient client = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			await().until(() -> client.events(PusherOutageEvent.class).size() == 1);
			this.history.record();
			client.drop();
			await().until(() -> client.events(PusherOutageEvent.class).size() == 2);
			await().until(() -> client.numbers().equals(List.of(1)));
		}
	}

	@Test
	void clientThatKnowsAnOutageOfItsOwnAndNoPositionIsTold() throws Exception {
		PositionStore forgetful = new PositionStore() {

			@Override
			public @Nullable Position load(String app, String channel) {
				return null;
			}

			@Override
			public void save(String app, Map<String, Position> positions) {
			}

		};
		RecoveringClient client = new RecoveringClient(this.server, after(), forgetful).start(CHANNEL);
		client.close();
		this.history.record();
		client.start(CHANNEL);
		await().until(() -> client.numbers().equals(List.of(1)));
		assertThat(client.events(PusherOutageEvent.class)).hasSize(1);
		client.close();
	}

	@Test
	void positionIsSavedWhileTheClientRuns() throws Exception {
		try (RecoveringClient client = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			Instant before = Instant.now();
			this.history.publish();
			await().untilAsserted(() -> assertThat(this.store.load("pusher", CHANNEL)).isNotNull()
				.satisfies((position) -> assertThat(position.key()).isEqualTo("1"))
				.satisfies((position) -> assertThat(position.time()).isBetween(before.minusMillis(1), Instant.now())));
			assertThat(client.numbers()).hasSize(1);
		}
	}

	@Test
	void positionStaysBeforeWhatHasNotBeenFetched() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		MissedEventsSource after = after();
		RecoveringClient first = new RecoveringClient(this.server, new MissedEventsSource() {

			@Override
			public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
				asked.countDown();
				never.await();
				return Stream.empty();
			}

			@Override
			public @Nullable String key(ChannelEvent event) {
				return after.key(event);
			}

		}, this.store).start(CHANNEL);
		this.history.publish();
		await().until(() -> first.numbers().size() == 1);
		this.history.record();
		first.drop();
		asked.await();
		this.history.publish();
		await().until(() -> first.statistics().waiting() == 1);
		first.close();
		assertThat(first.numbers()).containsExactly(1);
		try (RecoveringClient second = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			await().until(() -> second.numbers().size() == 2);
			assertThat(second.numbers()).containsExactly(2, 3);
		}
	}

	@Test
	void outageIsPublishedWithoutASource() throws Exception {
		new RecoveringClient(this.server, null, this.store).start(CHANNEL).close();
		try (RecoveringClient second = new RecoveringClient(this.server, null, this.store).start(CHANNEL)) {
			await().until(() -> second.events(PusherOutageEvent.class).size() == 1);
			this.history.publish();
			await().until(() -> second.numbers().size() == 1);
			assertThat(second.events(PusherMessageEvent.class).get(0).isRecovered()).isFalse();
		}
	}

	@Test
	void listenerHasNoPositionUnlessItIsToSaveIt() throws Exception {
		new RecoveringClient(this.server, after(), this.store).start(CHANNEL).close();
		this.history.record();
		try (RecoveringClient client = new RecoveringClient(this.server, after(), this.store).start(CHANNEL)) {
			await().until(() -> client.recovered().size() == 1);
			this.history.publish();
			await().until(() -> client.numbers().size() == 2);
			assertThat(client.events(PusherMessageEvent.class)).extracting(PusherMessageEvent::getPosition)
				.containsOnlyNulls();
		}
	}

	@Test
	void nextClientGoesOnWhereTheListenerOfTheLastOneHasSaved() throws Exception {
		Instant before = Instant.now();
		try (RecoveringClient first = RecoveringClient.savedByListeners(this.server, after(), this.store)) {
			first.listener((event) -> save(event, 3)).start(CHANNEL);
			IntStream.rangeClosed(1, 5).forEach((i) -> this.history.publish());
			await().until(() -> first.numbers().size() == 5);
		}
		Position end = this.store.load("pusher", CHANNEL);
		assertThat(end).isNotNull();
		assertThat(end.key()).isEqualTo("3");
		assertThat(end.time()).isBetween(before.minusMillis(1), Instant.now());
		try (RecoveringClient second = RecoveringClient.savedByListeners(this.server, after(), this.store)) {
			second.listener((event) -> save(event, 4)).start(CHANNEL);
			await().until(() -> second.numbers().size() == 2);
			assertThat(second.recovered()).containsExactly(4, 5);
			// not beyond what has been fetched
			assertThat(this.store.load("pusher", CHANNEL)).isEqualTo(new Position(end.time(), "4"));
		}
		try (RecoveringClient third = RecoveringClient.savedByListeners(this.server, after(), this.store)) {
			third.listener((event) -> save(event, Integer.MAX_VALUE)).start(CHANNEL);
			this.history.publish();
			await().until(() -> third.numbers().equals(List.of(5, 6)));
			assertThat(this.store.load("pusher", CHANNEL)).isNotNull()
				.satisfies((position) -> assertThat(position.key()).isEqualTo("6"))
				.satisfies((position) -> assertThat(position.time()).isAfterOrEqualTo(end.time()));
		}
	}

	private void save(PusherMessageEvent event, int last) {
		Position position = event.getPosition();
		assertThat(position).isNotNull();
		if (Integer.parseInt(String.valueOf(position.key())) <= last) {
			this.store.save(event.getApp(), event.getChannel(), position);
		}
	}

	@Test
	void clientThatHasHandledNothingLeavesABeginning() throws Exception {
		RecoveringClient.savedByListeners(this.server, after(), this.store).start(CHANNEL).close();
		assertThat(this.store.load("pusher", CHANNEL)).isNotNull().extracting(Position::key).isNull();
		this.history.record();
		try (RecoveringClient second = RecoveringClient.savedByListeners(this.server, after(), this.store)
			.start(CHANNEL)) {
			await().until(() -> second.numbers().equals(List.of(1)));
		}
	}

	// of an instance whose clock is fast
	@Test
	void positionsDoNotGoBackBehindTheStoredOne() throws Exception {
		Position future = new Position(Instant.ofEpochMilli(System.currentTimeMillis()).plusSeconds(60), "0");
		this.store.save("pusher", CHANNEL, future);
		this.history.record();
		try (RecoveringClient client = RecoveringClient.savedByListeners(this.server, after(), this.store)) {
			client.listener((event) -> save(event, Integer.MAX_VALUE)).start(CHANNEL);
			await().until(() -> client.numbers().size() == 1);
			assertThat(this.store.load("pusher", CHANNEL)).isEqualTo(new Position(future.time(), "1"));
			this.history.publish();
			await().until(() -> client.numbers().size() == 2);
			assertThat(this.store.load("pusher", CHANNEL)).isEqualTo(new Position(future.time(), "2"));
		}
	}

	@Test
	void storeThatFailsIsAskedAgainAndThenReported() throws Exception {
		AtomicInteger loads = new AtomicInteger();
		PositionStore failing = new PositionStore() {

			@Override
			public @Nullable Position load(String app, String channel) {
				loads.incrementAndGet();
				throw new IllegalStateException("no database");
			}

			@Override
			public void save(String app, Map<String, Position> positions) {
				throw new IllegalStateException("no database");
			}

		};
		try (RecoveringClient client = new RecoveringClient(this.server, after(), failing).start(CHANNEL)) {
			this.history.publish();
			await().until(() -> client.numbers().size() == 1);
			assertThat(loads).hasValue(3);
			assertThat(client.events(PusherErrorEvent.class)).singleElement()
				.satisfies((error) -> assertThat(error.getMessage()).contains("could not be loaded"));
			assertThat(client.events(PusherOutageEvent.class)).isEmpty();
		}
	}

}
