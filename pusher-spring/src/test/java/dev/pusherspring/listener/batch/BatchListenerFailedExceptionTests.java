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

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BatchListenerFailedException} and {@link UnreadableEventsException}.
 */
class BatchListenerFailedExceptionTests {

	private final BatchListenerFailedException failed = new BatchListenerFailedException(3,
			new IllegalStateException("no"));

	@Test
	void namesTheEventThatFailed() {
		assertThat(this.failed).hasMessage("Failed on event 3 of the batch").hasRootCauseMessage("no");
		assertThat(this.failed.getIndex()).isEqualTo(3);
	}

	@Test
	void isFoundAmongTheCauses() {
		assertThat(BatchListenerFailedException.find(this.failed)).isSameAs(this.failed);
		assertThat(BatchListenerFailedException.find(causes(19))).isSameAs(this.failed);
		assertThat(BatchListenerFailedException.find(new IllegalStateException())).isNull();
	}

	@Test
	void searchEndsAfterTwentyCauses() {
		assertThat(BatchListenerFailedException.find(causes(20))).isNull();
	}

	@Test
	void unreadableEventsAreKeptByTheirNumber() {
		IllegalStateException first = new IllegalStateException("first");
		UnreadableEventsException unreadable = new UnreadableEventsException(
				new TreeMap<>(Map.of(7, new IllegalStateException("second"), 2, first)));
		assertThat(unreadable).hasMessage("2 events of the batch cannot be read").hasCause(first);
		assertThat(unreadable.getCauses()).containsOnlyKeys(2, 7).containsEntry(2, first);
	}

	private Throwable causes(int count) {
		Throwable thrown = this.failed;
		for (int i = 0; i < count; i++) {
			thrown = new IllegalStateException(thrown);
		}
		return thrown;
	}

}
