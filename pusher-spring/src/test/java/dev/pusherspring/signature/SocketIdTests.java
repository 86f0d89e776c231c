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

package dev.pusherspring.signature;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketId}.
 */
class SocketIdTests {

	@ParameterizedTest
	@ValueSource(strings = { "1.2", "123456789012345678901234567890.0" })
	void valid(String text) {
		assertThat(SocketId.isValid(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "1.", ".1", "1.2.3", "1.2\n", " 1.2", "1.2:private-a", "1.2::user::{}", "-1.2",
			"\u0661.\u0662" })
	void invalid(String text) {
		assertThat(SocketId.isValid(text)).isFalse();
	}

}
