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

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherOutageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PositionLookup}.
 */
class PositionLookupTests {

	private static final Instant LOST = Instant.parse("2026-01-01T00:00:00Z");

	private static final Instant CONFIRMED = LOST.plusSeconds(10);

	private final PositionLookup lookup = new PositionLookup();

	private final PusherOutageEvent outage = new PusherOutageEvent(
			Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly()), "orders", LOST, CONFIRMED);

	@Test
	void outageBeforeAnyLookupIsPublished() {
		assertThat(this.lookup.replaces(this.outage)).isFalse();
	}

	@Test
	void withoutAnOutageTheLookupIsAboutTheConfirmation() {
		this.lookup.begin(CONFIRMED);
		assertThat(this.lookup.since()).isEqualTo(CONFIRMED);
		assertThat(this.lookup.until()).isEqualTo(CONFIRMED);
		assertThat(this.lookup.finish(false)).isNull();
	}

	@Test
	void outageDuringTheLookupWaitsForItsResult() {
		this.lookup.begin(CONFIRMED);
		assertThat(this.lookup.replaces(this.outage)).isTrue();
		assertThat(this.lookup.since()).isEqualTo(LOST);
		assertThat(this.lookup.until()).isEqualTo(CONFIRMED);
		assertThat(this.lookup.finish(false)).isSameAs(this.outage);
		assertThat(this.lookup.finish(false)).isNull();
	}

	@Test
	void outageAfterAPositionWasFoundIsAlreadyCovered() {
		this.lookup.begin(CONFIRMED);
		this.lookup.finish(true);
		assertThat(this.lookup.replaces(this.outage)).isTrue();
		assertThat(this.lookup.finish(true)).isNull();
	}

	@Test
	void outageAfterNoPositionWasFoundIsPublished() {
		this.lookup.begin(CONFIRMED);
		this.lookup.finish(false);
		assertThat(this.lookup.replaces(this.outage)).isFalse();
	}

	@Test
	void onlyOneOutageBelongsToAConfirmation() {
		this.lookup.begin(CONFIRMED);
		assertThat(this.lookup.replaces(this.outage)).isTrue();
		assertThat(this.lookup.replaces(this.outage)).isFalse();
	}

	@Test
	void outageThatComesAfterOtherEventsIsAnother() {
		this.lookup.begin(CONFIRMED);
		this.lookup.expectNoOutage();
		assertThat(this.lookup.replaces(this.outage)).isFalse();
	}

}
