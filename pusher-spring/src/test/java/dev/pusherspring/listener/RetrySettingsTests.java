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

package dev.pusherspring.listener;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RetrySettings}.
 */
class RetrySettingsTests {

	private final RetrySettings settings = new RetrySettings(3, Duration.ofMillis(100), 2, Duration.ofMillis(150));

	@Test
	void delaysGrowUntilAttemptsEnd() {
		assertThat(this.settings.delayAfter(1)).hasMillis(100);
		assertThat(this.settings.delayAfter(2)).hasMillis(150);
		assertThat(this.settings.delayAfter(3)).isNull();
	}

	@Test
	void attemptsWithoutLimitNeverEnd() {
		RetrySettings unlimited = this.settings.withMaxAttempts(RetrySettings.UNLIMITED);
		assertThat(unlimited.delayAfter(1)).hasMillis(100);
		assertThat(unlimited.delayAfter(1_000_000)).hasMillis(150);
		assertThat(unlimited.delayAfter(Integer.MAX_VALUE)).hasMillis(150);
	}

	@Test
	void numberOfAttemptsThatMeansNothingIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMaxAttempts(0))
			.withMessage("'maxAttempts' must be positive, or -1 for no limit, but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMaxAttempts(-2));
	}

	@Test
	void otherSettingsThatMeanNothingAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withInitialDelay(Duration.ofMillis(-1)))
			.withMessage("'initialDelay' must not be negative but is PT-0.001S");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMultiplier(0.9))
			.withMessage("'multiplier' must be at least 1 but is 0.9");
		assertThatIllegalArgumentException().isThrownBy(() -> this.settings.withMaxDelay(Duration.ZERO))
			.withMessage("'maxDelay' must be positive and not less than 'initialDelay' but is PT0S");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new RetrySettings(3, Duration.ofMillis(2), 1, Duration.ofMillis(1)))
			.withMessageContaining("'maxDelay'");
	}

	@Test
	void delaysMayAllBeEqualAndTheFirstMayBeZero() {
		assertThat(this.settings.withMultiplier(1).delayAfter(2)).hasMillis(100);
		assertThat(this.settings.withInitialDelay(Duration.ZERO).delayAfter(2)).isZero();
		assertThat(this.settings.withInitialDelay(this.settings.maxDelay()).delayAfter(1)).hasMillis(150);
	}

	@Test
	void eachSettingCanBeChangedOnItsOwnAndTheOtherDelayGivesWay() {
		assertThat(RetrySettings.none())
			.isEqualTo(new RetrySettings(1, Duration.ofSeconds(1), 2, Duration.ofSeconds(10)));
		assertThat(this.settings.withMaxAttempts(5))
			.isEqualTo(new RetrySettings(5, Duration.ofMillis(100), 2, Duration.ofMillis(150)));
		assertThat(this.settings.withMultiplier(3))
			.isEqualTo(new RetrySettings(3, Duration.ofMillis(100), 3, Duration.ofMillis(150)));
		assertThat(this.settings.withInitialDelay(Duration.ofMillis(120)))
			.isEqualTo(new RetrySettings(3, Duration.ofMillis(120), 2, Duration.ofMillis(150)));
		assertThat(this.settings.withInitialDelay(Duration.ofMillis(200)))
			.isEqualTo(new RetrySettings(3, Duration.ofMillis(200), 2, Duration.ofMillis(200)));
		assertThat(this.settings.withMaxDelay(Duration.ofMillis(120)))
			.isEqualTo(new RetrySettings(3, Duration.ofMillis(100), 2, Duration.ofMillis(120)));
		assertThat(this.settings.withMaxDelay(Duration.ofMillis(50)))
			.isEqualTo(new RetrySettings(3, Duration.ofMillis(50), 2, Duration.ofMillis(50)));
	}

}
