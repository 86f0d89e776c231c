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

package dev.pusherspring.listener.batch;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link BatchSettings}.
 */
class BatchSettingsTests {

	@Test
	void eachSettingCanBeChangedOnItsOwn() {
		assertThat(BatchSettings.defaults()).isEqualTo(new BatchSettings(500, Duration.ofSeconds(1)));
		assertThat(BatchSettings.defaults().withMaxSize(1)).isEqualTo(new BatchSettings(1, Duration.ofSeconds(1)));
		assertThat(BatchSettings.defaults().withMaxWait(Duration.ZERO))
			.isEqualTo(new BatchSettings(500, Duration.ZERO));
	}

	@Test
	void settingsMustMakeSense() {
		assertThatIllegalArgumentException().isThrownBy(() -> new BatchSettings(0, Duration.ZERO))
			.withMessage("'maxSize' must be positive but is 0");
		assertThatIllegalArgumentException().isThrownBy(() -> new BatchSettings(1, Duration.ofMillis(-1)))
			.withMessage("'maxWait' must not be negative but is PT-0.001S");
	}

}
