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

package dev.pusherspring.client.recovery;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InMemoryPositionStore}.
 */
class InMemoryPositionStoreTests {

	private final InMemoryPositionStore store = new InMemoryPositionStore();

	@Test
	void returnsWhatWasSavedForTheApp() {
		this.store.save("pusher", Map.of("orders", new Position(Instant.EPOCH, "7")));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(Instant.EPOCH, "7"));
		assertThat(this.store.load("other", "orders")).isNull();
	}

	@Test
	void instanceThatIsLateChangesNothing() {
		this.store.save("pusher", Map.of("orders", new Position(Instant.EPOCH, "7")));
		this.store.save("pusher", Map.of("orders", new Position(Instant.EPOCH.minusMillis(1), "6")));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(Instant.EPOCH, "7"));
	}

	@Test
	void savesASinglePosition() {
		this.store.save("pusher", "orders", new Position(Instant.EPOCH, "7"));
		assertThat(this.store.load("pusher", "orders")).isEqualTo(new Position(Instant.EPOCH, "7"));
	}

}
