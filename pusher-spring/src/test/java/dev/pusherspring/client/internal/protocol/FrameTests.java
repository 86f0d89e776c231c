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

package dev.pusherspring.client.internal.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Frame}.
 */
class FrameTests {

	@Test
	void keepsItsDataOutOfItsStringForm() {
		Frame frame = new Frame("order-created", "private-orders", "planted-secret", null);
		assertThat(frame.toString()).contains("order-created", "private-orders", "14 characters")
			.doesNotContain("planted-secret");
		assertThat(new Frame("e", null, null, null).toString()).contains("data=none");
	}

	@ParameterizedTest
	@CsvSource({ "pusher:ping,true", "pusher_internal:member_added,true", "pusher:,true", "pusher,false",
			"pushers:ping,false", "client-pusher:x,false", "Pusher:ping,false", "pusher_internal,false" })
	void knowsTheEventsOfTheProtocol(String event, boolean expected) {
		assertThat(new Frame(event, null, null, null).isProtocolEvent()).isEqualTo(expected);
	}

	@Test
	void alwaysHasAnEvent() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Frame(null, "orders", "{}", null))
			.withMessage("'event' must not be null");
	}

}
