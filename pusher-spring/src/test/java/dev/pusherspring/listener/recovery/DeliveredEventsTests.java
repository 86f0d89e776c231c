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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.client.recovery.Position;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveredEvents}.
 */
class DeliveredEventsTests {

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final DeliveredEvents events = new DeliveredEvents("orders",
			new RememberedKeys(RecoverySettings.defaults(), new RememberedKeys.Total(RecoverySettings.defaults())));

	private final MissedEventsSource source = new DataAsKey();

	@Test
	void withoutASourceNoEventIsKnown() {
		assertThat(this.events.isKnown(event("1", true), null)).isFalse();
		assertThat(this.events.isKnown(event("1", true), null)).isFalse();
	}

	@Test
	void eventWithTheSameNameAndKeyIsKnown() {
		assertThat(this.events.isKnown(event("1", false), this.source)).isFalse();
		assertThat(this.events.isKnown(event("1", true), this.source)).isTrue();
		assertThat(this.events.isKnown(event("2", true), this.source)).isFalse();
		assertThat(this.events.isKnown(
				new PusherMessageEvent(this.client, "orders", "paid", "1", null, JsonMapper.shared(), true),
				this.source))
			.isFalse();
	}

	@Test
	void eventWhoseKeyCannotBeDeterminedIsNotKnown() {
		assertThat(this.events.isKnown(event("fail", true), this.source)).isFalse();
		assertThat(this.events.isKnown(event("fail", true), this.source)).isFalse();
	}

	@Test
	void lastEventIsTheOneThatHasBeenDelivered() {
		this.events.delivered();
		assertThat(this.events.last()).isEqualTo(new Beginning(Instant.EPOCH, null, null));
		this.events.isKnown(event("1", false), this.source);
		assertThat(this.events.last().event()).isNull();
		this.events.delivered();
		assertThat(this.events.last()).isEqualTo(new Beginning(Instant.EPOCH, "1", ChannelEvent.of("placed", "1")));
		this.events.isKnown(event("fail", false), this.source);
		this.events.delivered();
		assertThat(this.events.last()).isEqualTo(new Beginning(Instant.EPOCH, "1", ChannelEvent.of("placed", "fail")));
	}

	@Test
	void changeIsTheFirstQuestionOrADeliverySinceTheLast() {
		assertThat(this.events.hasChanged()).isTrue();
		assertThat(this.events.hasChanged()).isFalse();
		this.events.isKnown(event("1", false), this.source);
		assertThat(this.events.hasChanged()).isFalse();
		this.events.delivered();
		assertThat(this.events.hasChanged()).isTrue();
		this.events.delivered();
		assertThat(this.events.hasChanged()).isFalse();
	}

	@Test
	void positionOfAQuietChannelIsSavedAgainAfterMoreThanAMinute() {
		Instant time = Instant.EPOCH.plusSeconds(5);
		assertThat(this.events.hasMoved(time)).isTrue();
		this.events.saved(time);
		assertThat(this.events.hasMoved(time.plusSeconds(60))).isFalse();
		assertThat(this.events.hasMoved(time.plusSeconds(60).plusMillis(1))).isTrue();
		this.events.delivered();
		this.events.isKnown(event("1", false), this.source);
		this.events.delivered();
		assertThat(this.events.hasMoved(time)).isTrue();
	}

	@Test
	void positionThatCouldNotBeSavedIsSavedAgain() {
		assertThat(this.events.hasMoved(Instant.EPOCH)).isTrue();
		assertThat(this.events.hasMoved(Instant.EPOCH)).isTrue();
	}

	@Test
	void liveEventMovesTheChannelToItsTimeAndKey() {
		PusherMessageEvent event = event("1", false);
		this.events.isKnown(event, this.source);
		assertThat(this.events.withPosition(event, null).getPosition())
			.isEqualTo(new Position(Instant.ofEpochMilli(event.getTimestamp()), "1"));
	}

	@Test
	void eventWithoutAKeyKeepsTheLastOne() {
		this.events.isKnown(event("1", false), this.source);
		this.events.delivered();
		PusherMessageEvent event = event("fail", false);
		this.events.isKnown(event, this.source);
		assertThat(this.events.withPosition(event, null).getPosition())
			.isEqualTo(new Position(Instant.ofEpochMilli(event.getTimestamp()), "1"));
	}

	@Test
	void liveEventStaysBehindWhatHasNotBeenFetched() {
		PusherMessageEvent event = event("2", false);
		this.events.isKnown(event, this.source);
		assertThat(
				this.events.withPosition(event, new Beginning(Instant.EPOCH.plusSeconds(5), "0", null)).getPosition())
			.isEqualTo(new Position(Instant.EPOCH.plusSeconds(5), "0"));
	}

	@Test
	void positionsNeverGoBack() {
		PusherMessageEvent late = event("2", true).withPosition(new Position(Instant.EPOCH.plusSeconds(5), "2"));
		PusherMessageEvent early = event("1", true).withPosition(new Position(Instant.EPOCH.plusSeconds(4), "1"));
		assertThat(this.events.withPosition(late, null).getPosition()).isEqualTo(late.getPosition());
		assertThat(this.events.withPosition(early, null).getPosition())
			.isEqualTo(new Position(Instant.EPOCH.plusSeconds(5), "1"));
		this.events.goOnAt(Instant.EPOCH.plusSeconds(9));
		assertThat(this.events.withPosition(late, null).getPosition())
			.isEqualTo(new Position(Instant.EPOCH.plusSeconds(9), "2"));
	}

	private PusherMessageEvent event(String data, boolean recovered) {
		return new PusherMessageEvent(this.client, "orders", "placed", data, null, JsonMapper.shared(), recovered);
	}

	private static final class DataAsKey implements MissedEventsSource {

		@Override
		public Stream<ChannelEvent> fetch(MissedEventsRequest request) {
			return Stream.of();
		}

		@Override
		public @Nullable String key(ChannelEvent event) {
			if ("fail".equals(event.data())) {
				throw new IllegalStateException("no key");
			}
			return event.data();
		}

	}

}
