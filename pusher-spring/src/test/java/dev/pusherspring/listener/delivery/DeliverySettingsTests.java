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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DeliverySettings}.
 */
class DeliverySettingsTests {

	private final DeliverySettings settings = new DeliverySettings(1, 1, OverflowPolicy.BLOCK, Duration.ZERO);

	@Test
	void batchesAndDuplicatesCanBeChangedOnTheirOwn() {
		assertThat(this.settings).isEqualTo(
				new DeliverySettings(1, 1, OverflowPolicy.BLOCK, Duration.ZERO, null, BatchSettings.defaults(), null));
		BatchSettings batch = new BatchSettings(7, Duration.ZERO);
		DeduplicationSettings deduplication = new DeduplicationSettings(List.of("*"), null, Duration.ofSeconds(1), 1,
				1);
		assertThat(this.settings.withBatch(batch).withDeduplication(deduplication))
			.isEqualTo(new DeliverySettings(1, 1, OverflowPolicy.BLOCK, Duration.ZERO, null, batch, deduplication));
	}

	@Test
	void settingsMustMakeSense() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeliverySettings(0, 1, OverflowPolicy.BLOCK, Duration.ZERO))
			.withMessage("'concurrency' must be positive but is 0");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeliverySettings(1, 0, OverflowPolicy.BLOCK, Duration.ZERO))
			.withMessage("'queueCapacity' must be positive but is 0");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new DeliverySettings(1, 1, OverflowPolicy.BLOCK, Duration.ZERO, Duration.ZERO))
			.withMessage("'idleEventInterval' must be positive but is PT0S");
	}

}
