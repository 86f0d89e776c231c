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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecoveryCounts}.
 */
class RecoveryCountsTests {

	private final RecoveryCounts counts = new RecoveryCounts();

	@Test
	void eachNumberIsCountedOnItsOwn() {
		this.counts.closed();
		this.counts.closed();
		this.counts.closed();
		this.counts.opened();
		this.counts.waits();
		this.counts.waits();
		this.counts.waitsNoMore();
		for (int i = 0; i < 3; i++) {
			this.counts.recovered();
		}
		for (int i = 0; i < 4; i++) {
			this.counts.duplicate();
		}
		for (int i = 0; i < 11; i++) {
			this.counts.fetched(i < 5);
		}
		assertThat(this.counts.waiting()).isEqualTo(1);
		assertThat(this.counts.get()).isEqualTo(new RecoveryStatistics(2, 1, 3, 4, 5, 6));
	}

}
