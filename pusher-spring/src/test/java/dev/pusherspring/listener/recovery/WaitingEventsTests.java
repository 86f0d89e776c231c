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

import org.junit.jupiter.api.Test;

import dev.pusherspring.event.PusherApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WaitingEvents}.
 */
class WaitingEventsTests {

	private final OfflineRecovery offline = new OfflineRecovery(null).start();

	private final WaitingEvents events = new WaitingEvents(this.offline.recovery());

	private final PusherApplicationEvent first = this.offline.message(1);

	private final PusherApplicationEvent second = this.offline.message(2);

	private final PusherApplicationEvent confirmation = this.offline.confirmation();

	private int waiting() {
		return this.offline.statistics().waiting();
	}

	@Test
	void eventsLeaveInTheOrderInWhichTheyCame() {
		this.events.add(this.first);
		this.events.add(this.confirmation);
		this.events.add(this.second);
		assertThat(this.events.poll()).isSameAs(this.first);
		assertThat(this.events.poll()).isSameAs(this.confirmation);
		assertThat(this.events.poll()).isSameAs(this.second);
		assertThat(this.events.poll()).isNull();
	}

	@Test
	void earlyEventsDoNotLeaveBeforeTheOutageHasEnded() {
		this.events.addEarly(this.first);
		assertThat(this.events.poll()).isNull();
	}

	@Test
	void earlyEventsLeaveAfterAllOthersOnceTheOutageHasEnded() {
		assertThat(this.events.hasEarly()).isFalse();
		this.events.addEarly(this.first);
		this.events.add(this.second);
		assertThat(this.events.hasEarly()).isTrue();
		this.events.endEarly();
		assertThat(this.events.hasEarly()).isFalse();
		assertThat(this.events.poll()).isSameAs(this.second);
		assertThat(this.events.poll()).isSameAs(this.first);
		assertThat(this.events.poll()).isNull();
	}

	@Test
	void eventsCountWhileTheyWait() {
		this.events.add(this.first);
		this.events.addEarly(this.second);
		this.events.add(this.confirmation);
		assertThat(waiting()).isEqualTo(3);
		this.events.endEarly();
		assertThat(waiting()).isEqualTo(3);
		this.events.poll();
		assertThat(waiting()).isEqualTo(2);
		this.events.poll();
		assertThat(waiting()).isEqualTo(1);
		this.events.poll();
		assertThat(waiting()).isZero();
		this.events.poll();
		assertThat(waiting()).isZero();
	}

	@Test
	void oldestThatMayBeDroppedIsDroppedFirstAndEarlyOnesLast() {
		this.events.addEarly(this.second);
		this.events.add(this.confirmation);
		this.events.add(this.first);
		assertThat(this.events.removeOldest()).isSameAs(this.first);
		assertThat(waiting()).isEqualTo(2);
		assertThat(this.events.removeOldest()).isSameAs(this.second);
		assertThat(waiting()).isEqualTo(1);
		assertThat(this.events.hasEarly()).isFalse();
		assertThat(this.events.removeOldest()).isNull();
		assertThat(this.events.poll()).isSameAs(this.confirmation);
		assertThat(this.events.poll()).isNull();
	}

}
