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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecurringNames}.
 */
class RecurringNamesTests {

	private final RecurringNames names = new RecurringNames();

	@Test
	void aNameThatComesAgainIsTheSameObject() {
		String name = get("chatrooms.668.v2");
		assertThat(name).isEqualTo("chatrooms.668.v2");
		assertThat(get("chatrooms.668.v2")).isSameAs(name);
		assertThat(get("chatrooms.668.v3")).isEqualTo("chatrooms.668.v3");
		assertThat(get("chatrooms.668.v2")).isSameAs(name);
	}

	@Test
	void aNameIsItselfWhateverItHasDisplaced() {
		Random random = new Random(42);
		String[] letters = { "a", "b", "0", "é", "你", "😀" };
		for (int i = 0; i < 100_000; i++) {
			StringBuilder name = new StringBuilder();
			for (int length = random.nextInt(20); length > 0; length--) {
				name.append(letters[random.nextInt(letters.length)]);
			}
			assertThat(get(name.toString())).isEqualTo(name.toString());
		}
	}

	@Test
	void aThousandChannelsDoNotDisplaceEachOther() {
		List<String> first = IntStream.range(0, 1_000)
			.mapToObj((number) -> get("market.%04d.v2".formatted(number)))
			.toList();
		long kept = first.stream().filter((name) -> get(name) == name).count();
		assertThat(kept).isGreaterThan(980);
	}

	@Test
	void aLongNameIsNotKept() {
		String name = "x".repeat(201);
		assertThat(get(name)).isEqualTo(name).isNotSameAs(get(name));
	}

	// surrounded by something else
	private String get(String name) {
		byte[] bytes = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
		return this.names.get(bytes, 1, bytes.length - 1);
	}

}
