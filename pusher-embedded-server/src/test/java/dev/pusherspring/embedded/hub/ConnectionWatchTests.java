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

package dev.pusherspring.embedded.hub;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConnectionWatch} and {@link Heartbeat}. A client counts as idle at
 * once, since the hub hears clients in real time.
 */
class ConnectionWatchTests extends AbstractHubTests {

	private static final Duration PONG_TIMEOUT = Duration.ofSeconds(30);

	ConnectionWatchTests() {
		this.settings.activityTimeout = Duration.ofNanos(1);
	}

	@Test
	void idleClientIsPingedAndClosedIfItDoesNotAnswer() {
		HubClient ann = client().clear();
		this.loop.advance(Duration.ofMillis(1));
		assertThat(ann.link.take()).containsExactly("{\"event\":\"pusher:ping\",\"data\":{}}");
		this.loop.advance(PONG_TIMEOUT.minusMillis(2));
		assertThat(ann.link.closeCode()).isZero();
		this.loop.advance(Duration.ofMillis(2));
		assertThat(ann.link.closeCode()).isEqualTo(4201);
		assertThat(ann.events()).isEmpty();
	}

	@Test
	void clientThatAnswersIsPingedAgain() {
		HubClient ann = client().clear();
		this.loop.advance(Duration.ofMillis(1));
		ann.sendText("{\"event\":\"pusher:pong\"}");
		this.loop.advance(PONG_TIMEOUT);
		assertThat(ann.events()).containsExactly("pusher:ping", "pusher:ping");
		assertThat(ann.link.closeCode()).isZero();
		this.loop.advance(PONG_TIMEOUT);
		assertThat(ann.link.closeCode()).isEqualTo(4201);
	}

	@Test
	void anythingThatComesFromTheClientIsASignOfLife() {
		HubClient ann = client();
		this.loop.advance(Duration.ofMillis(1));
		hub().heard(ann.connection);
		this.loop.advance(PONG_TIMEOUT);
		assertThat(ann.link.closeCode()).isZero();
	}

	@Test
	void clientThatIsNotIdleIsNotPinged() {
		this.settings.activityTimeout = Duration.ofDays(1);
		HubClient ann = client().clear();
		this.loop.advance(Duration.ofDays(1));
		assertThat(ann.events()).isEmpty();
		assertThat(this.loop.timers()).isEqualTo(1);
	}

	@Test
	void clientThatHasLeftIsNeitherPingedNorClosed() {
		HubClient ann = client().clear().leave();
		HubClient bob = client();
		this.loop.advance(Duration.ofMillis(1));
		bob.clear().leave();
		this.loop.advance(PONG_TIMEOUT);
		assertThat(ann.events()).isEmpty();
		assertThat(bob.link.closeCode()).isZero();
	}

}
