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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecurringNames}.
 */
class RecurringNamesTests {

	private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

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
	void aNameIsNotTakenForAnotherOfTheSameLength() {
		for (int length = 1; length <= 200; length++) {
			String name = "x".repeat(length);
			assertThat(get(name)).isEqualTo(name);
			for (int changed = 0; changed < length; changed++) {
				String other = "x".repeat(changed) + 'y' + "x".repeat(length - changed - 1);
				assertThat(get(other)).isEqualTo(other);
			}
		}
	}

	// such names can be computed, so a server could send them
	@ParameterizedTest
	@ValueSource(strings = { "", "-01234567" })
	void aNameIsNotTakenForAnotherWithTheSameHash(String end) {
		long length = 16 + end.length();
		long first = word("private-");
		long second = word("chatroom");
		long hash = (length ^ first) * MULTIPLIER ^ second;
		String other = colliding(length, hash) + end;
		String name = "private-chatroom" + end;
		assertThat(other).isNotEqualTo(name);
		assertThat(get(name)).isEqualTo(name);
		assertThat(get(other)).isEqualTo(other);
		assertThat(get(name)).isEqualTo(name);
	}

	@Test
	void aNameIsNotTakenForALongerOrShorterOneWithTheSameHash() {
		String name = "chatroom";
		String other = colliding(16, 8 ^ word(name));
		assertThat(get(name)).isEqualTo(name);
		assertThat(get(other)).isEqualTo(other);
		assertThat(get(name)).isEqualTo(name);
	}

	// two words of printable characters that lead to this hash before it is multiplied
	private static String colliding(long length, long hash) {
		Random random = new Random(42);
		ByteBuffer words = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
		while (true) {
			for (int i = 0; i < 8; i++) {
				words.put(i, (byte) ('a' + random.nextInt(26)));
			}
			words.putLong(8, (length ^ words.getLong(0)) * MULTIPLIER ^ hash);
			String name = new String(words.array(), StandardCharsets.US_ASCII);
			if (name.chars().allMatch((c) -> c > ' ' && c < 0x7f)) {
				return name;
			}
		}
	}

	private static long word(String text) {
		return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).getLong();
	}

	@Test
	void aNameOfTheMaximumLengthIsKept() {
		String name = "x".repeat(200);
		assertThat(get(name)).isEqualTo(name).isSameAs(get(name));
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
