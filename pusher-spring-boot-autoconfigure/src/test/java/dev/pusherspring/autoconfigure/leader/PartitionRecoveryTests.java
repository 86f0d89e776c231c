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

package dev.pusherspring.autoconfigure.leader;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.InMemoryPositionStore;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.client.recovery.PositionStore;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an instance that gets a partition back which another one has led meanwhile.
 */
class PartitionRecoveryTests {

	// of partition 2
	private static final String CHANNEL = "orders";

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final List<String> published = new CopyOnWriteArrayList<>();

	private final PositionStore positions = new InMemoryPositionStore();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, PusherLeaderElectionAutoConfiguration.class))
		.withBean(PositionStore.class, () -> this.positions)
		.withBean(MissedEventsSource.class, () -> new History(this.published))
		.withBean(Recorder.class, () -> new Recorder(this.handled))
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=" + CHANNEL,
				"pusher.recovery.position-interval=20ms", "pusher.leader-election.enabled=true",
				"pusher.leader-election.partitions=4");

	@Test
	void goesOnWhereTheOtherInstanceHasGot() {
		this.contextRunner.run((context) -> {
			grant(context, 0);
			grant(context, 2);
			publish(context, "1");
			await(() -> assertThat(this.handled).containsExactly("1"));
			await(() -> assertThat(position().key()).isEqualTo("1"));
			revoke(context, 2);
			await(() -> assertThat(server(context).getChannels()).isEmpty());
			this.published.addAll(List.of("2", "3"));
			// the other instance has handled what it could
			this.positions.save("pusher", Map.of(CHANNEL, new Position(position().time().plusMillis(1), "2")));
			grant(context, 2);
			await(() -> assertThat(this.handled).contains("3"));
			publish(context, "4");
			await(() -> assertThat(this.handled).contains("4"));
			assertThat(this.handled).containsExactly("1", "3", "4");
		});
	}

	private void publish(ApplicationContext context, String id) {
		assertThat(server(context).awaitSubscribed(CHANNEL, Duration.ofSeconds(20))).isTrue();
		this.published.add(id);
		server(context).trigger(CHANNEL, "placed", id);
	}

	private Position position() {
		Position position = this.positions.load("pusher", CHANNEL);
		assertThat(position).isNotNull();
		return position;
	}

	private static void await(Runnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion::run);
	}

	private static EmbeddedPusherServer server(ApplicationContext context) {
		return context.getBean(EmbeddedPusherServer.class);
	}

	private static void grant(ApplicationContext context, int partition) {
		context.publishEvent(
				new OnGrantedEvent(PartitionRecoveryTests.class, Mockito.mock(Context.class), "pusher-" + partition));
	}

	private static void revoke(ApplicationContext context, int partition) {
		context.publishEvent(
				new OnRevokedEvent(PartitionRecoveryTests.class, Mockito.mock(Context.class), "pusher-" + partition));
	}

	record History(List<String> published) implements MissedEventsSource {

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			int last = (request.lastKey() != null) ? Integer.parseInt(request.lastKey()) : 0;
			return this.published.stream()
				.filter((id) -> Integer.parseInt(id) > last)
				.map((id) -> ChannelEvent.of("placed", id));
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			return event.data();
		}

	}

	record Recorder(List<String> handled) {

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.handled.add(event.getData());
		}

	}

}
