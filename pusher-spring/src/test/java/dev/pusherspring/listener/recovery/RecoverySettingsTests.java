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

import org.junit.jupiter.api.Test;

import dev.pusherspring.listener.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RecoverySettings}.
 */
class RecoverySettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void defaultsAreThoseOfTheDocumentation() {
		assertThat(RecoverySettings.defaults()).isEqualTo(new RecoverySettings(Duration.ofSeconds(30),
				RetrySettings.none().withMaxAttempts(3), Duration.ofSeconds(5), 4, 10_000, Duration.ofSeconds(5)));
		assertThat(RecoverySettings.defaults().savedByListeners()).isFalse();
	}

	@Test
	void smallestValuesAreAccepted() {
		RecoverySettings smallest = settings(Duration.ofMillis(1), Duration.ZERO, 1, 0, Duration.ofMillis(1));
		assertThat(smallest.savedByListeners()).isFalse();
		assertThat(settings(SECOND, SECOND, 1, 1, Duration.ZERO).savedByListeners()).isTrue();
	}

	@Test
	void valuesThatMeanNothingAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> settings(Duration.ZERO, SECOND, 1, 1, SECOND))
			.withMessage("'timeout' must be positive but is PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(SECOND, SECOND.negated(), 1, 1, SECOND))
			.withMessage("'margin' must not be negative but is PT-1S");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(SECOND, SECOND, 0, 1, SECOND))
			.withMessage("'maxConcurrency' must be positive but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(SECOND, SECOND, 1, -1, SECOND))
			.withMessage("'rememberedKeys' must not be negative but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(SECOND, SECOND, 1, 1, Duration.ofNanos(1)))
			.withMessage("'positionInterval' must be zero or at least 1 ms but is PT0.000000001S");
		assertThatIllegalArgumentException().isThrownBy(() -> settings(SECOND, SECOND, 1, 1, SECOND.negated()))
			.withMessageContaining("'positionInterval'");
	}

	private static RecoverySettings settings(Duration timeout, Duration margin, int maxConcurrency, int rememberedKeys,
			Duration positionInterval) {
		return new RecoverySettings(timeout, RetrySettings.none(), margin, maxConcurrency, rememberedKeys,
				positionInterval);
	}

}
