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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pusherspring.listener.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RememberedKeys}.
 */
class RememberedKeysTests {

	private static final RecoverySettings SETTINGS = new RecoverySettings(Duration.ofSeconds(1), RetrySettings.none(),
			Duration.ofSeconds(50), 1, 2, Duration.ofSeconds(1));

	private final RememberedKeys.Total total = new RememberedKeys.Total(SETTINGS);

	private final RememberedKeys keys = channel();

	private RememberedKeys channel() {
		return new RememberedKeys(SETTINGS, this.total);
	}

	@Test
	void whatWasDeliveredIsNotRecovered() {
		assertThat(this.keys.add("a", 0, false)).isTrue();
		assertThat(this.keys.add("a", 0, true)).isFalse();
	}

	@Test
	void whatWasRecoveredIsNotDeliveredLive() {
		assertThat(this.keys.add("a", 0, true)).isTrue();
		assertThat(this.keys.add("a", 0, false)).isFalse();
		assertThat(this.keys.add("a", 0, true)).isFalse();
	}

	@Test
	void liveEventsAreNotComparedWithEachOther() {
		assertThat(this.keys.add("a", 0, false)).isTrue();
		assertThat(this.keys.add("a", 0, false)).isTrue();
	}

	@Test
	void oldestKeyIsForgottenBeyondTheLimit() {
		this.keys.add("a", 0, false);
		this.keys.add("b", 0, false);
		// makes it the newest
		this.keys.add("a", 0, false);
		this.keys.add("c", 0, false);
		assertThat(this.keys.add("a", 0, true)).isFalse();
		assertThat(this.keys.add("b", 0, true)).isTrue();
	}

	@Test
	void longKeysAreTheSameToTheLastCharacter() {
		String key = "a".repeat(100_000);
		this.keys.add(key, 0, false);
		assertThat(this.keys.add(key + "b", 0, true)).isTrue();
		assertThat(this.keys.add(key, 0, true)).isFalse();
	}

	@Test
	void oldKeysAreForgotten() {
		this.keys.add("a", 0, false);
		this.keys.add("b", 100_000, false);
		assertThat(this.keys.add("a", 100_000, true)).isFalse();
		this.keys.add("b", 100_001, false);
		assertThat(this.keys.add("a", 100_001, true)).isTrue();
	}

	@Test
	void channelThatHasBeenIdleForLongestLosesItsOldestKeyBeyondTheTotal() {
		this.keys.add("a", 0, false);
		this.keys.add("b", 0, false);
		RememberedKeys second = channel();
		second.add("a", 0, false);
		second.add("b", 0, false);
		this.keys.add("b", 0, false);
		Stream.generate(this::channel).limit(8).forEach((channel) -> {
			channel.add("a", 0, false);
			channel.add("b", 0, false);
		});
		assertThat(this.total.size()).isEqualTo(20);
		RememberedKeys last = channel();
		last.add("a", 0, false);
		assertThat(this.total.size()).isEqualTo(20);
		assertThat(second.add("b", 0, true)).isFalse();
		assertThat(second.add("a", 0, true)).as("has been forgotten").isTrue();
		assertThat(last.add("a", 0, true)).isFalse();
	}

	@Test
	void totalIsNeverExceeded() {
		for (int i = 0; i < 100; i++) {
			RememberedKeys channel = channel();
			channel.add("a", 0, false);
			channel.add("b", 0, false);
			channel.add("c", 0, false);
			assertThat(this.total.size()).isEqualTo(Math.min(2 * (i + 1), 20));
		}
	}

	@Test
	void oldKeysOfChannelsThatAreIdleAreForgotten() {
		Stream.generate(this::channel).limit(3).forEach((channel) -> {
			channel.add("a", 0, false);
			channel.add("b", 0, false);
		});
		assertThat(this.total.size()).isEqualTo(6);
		for (int i = 1; i <= 4; i++) {
			this.keys.add("a", 100_000 + i, false);
		}
		assertThat(this.total.size()).isEqualTo(1);
	}

	@Test
	void keyThatIsRefusedOrRepeatedCountsOnce() {
		this.keys.add("a", 0, false);
		this.keys.add("a", 0, false);
		this.keys.add("a", 0, true);
		assertThat(this.total.size()).isEqualTo(1);
	}

	@Test
	void nothingIsRememberedWithALimitOfZero() {
		RecoverySettings none = new RecoverySettings(Duration.ofSeconds(1), RetrySettings.none(), Duration.ZERO, 1, 0,
				Duration.ofSeconds(1));
		RememberedKeys.Total total = new RememberedKeys.Total(none);
		RememberedKeys keys = new RememberedKeys(none, total);
		assertThat(keys.add("a", 0, false)).isTrue();
		assertThat(keys.add("a", 0, true)).isTrue();
		assertThat(total.size()).isZero();
	}

}
