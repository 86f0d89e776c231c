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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the order of events in a {@link DeliveryLane.Line}.
 */
class DeliveryLineTests {

	private final DeliveryLane.Line<String> line = new DeliveryLane.Line<>();

	@Test
	void elementsLeaveInTheOrderInWhichTheyCame() {
		add("kept 1", "2", "3", "kept 4", "kept 5", "6");
		assertThat(this.line.size()).isEqualTo(6);
		assertThat(this.line.poll()).isEqualTo("kept 1");
		add("kept 7", "8");
		assertThat(rest()).containsExactly("2", "3", "kept 4", "kept 5", "6", "kept 7", "8");
		assertThat(this.line.size()).isZero();
		assertThat(this.line.poll()).isNull();
		add("9", "kept 10");
		assertThat(rest()).containsExactly("9", "kept 10");
	}

	@Test
	void oldestIsRemovedFromBehindWhatIsKept() {
		add("kept 1", "2", "kept 3", "4", "5");
		assertThat(this.line.peekDroppable()).isEqualTo("2");
		assertThat(this.line.pollDroppable()).isEqualTo("2");
		assertThat(this.line.pollDroppable()).isEqualTo("4");
		add("kept 6", "7");
		assertThat(rest()).containsExactly("kept 1", "kept 3", "5", "kept 6", "7");
	}

	@Test
	void whatIsKeptIsNotRemoved() {
		add("kept 1");
		assertThat(this.line.peekDroppable()).isNull();
		assertThat(this.line.pollDroppable()).isNull();
		assertThat(rest()).containsExactly("kept 1");
	}

	private void add(String... elements) {
		for (String element : elements) {
			this.line.add(element, !element.startsWith("kept"));
		}
	}

	private List<String> rest() {
		List<String> rest = new ArrayList<>();
		for (String element = this.line.poll(); element != null; element = this.line.poll()) {
			rest.add(element);
		}
		return rest;
	}

}
