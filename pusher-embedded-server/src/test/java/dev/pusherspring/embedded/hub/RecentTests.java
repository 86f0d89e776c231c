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

package dev.pusherspring.embedded.hub;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Recent}.
 */
class RecentTests {

	private final Recent<String> recent = new Recent<>(String::length);

	@Test
	void keepsTheLatestTenThousandAndCountsAll() {
		IntStream.range(0, 10_003).forEach((i) -> this.recent.add("" + i));
		assertThat(this.recent.entries()).hasSize(10_000).startsWith("3").endsWith("10002");
		assertThat(this.recent.total()).isEqualTo(10_003);
	}

	@Test
	void keepsFewerWhenTheyAreLarge() {
		String large = "x".repeat(5 * 1024 * 1024);
		this.recent.add("first");
		for (int i = 0; i < 4; i++) {
			this.recent.add(i + large);
		}
		assertThat(this.recent.entries()).hasSize(3).allMatch((entry) -> entry.length() > 100);
		assertThat(this.recent.entries().get(0)).startsWith("1");
		IntStream.range(0, 100).forEach((i) -> this.recent.add("small"));
		assertThat(this.recent.entries()).hasSize(103);
		assertThat(this.recent.total()).isEqualTo(105);
	}

	@Test
	void keepsAsMuchAsTheLimitOfTheSizeAllows() {
		String half = "x".repeat(8 * 1024 * 1024);
		this.recent.add(half);
		this.recent.add(half);
		assertThat(this.recent.entries()).hasSize(2);
		this.recent.add("x");
		assertThat(this.recent.entries()).hasSize(2).endsWith("x");
	}

	@Test
	void keepsTheLatestHoweverLargeItIs() {
		this.recent.add("x".repeat(17 * 1024 * 1024));
		assertThat(this.recent.entries()).hasSize(1);
		this.recent.add("small");
		assertThat(this.recent.entries()).containsExactly("small");
	}

	@Test
	void forgetsEverything() {
		String large = "x".repeat(9 * 1024 * 1024);
		this.recent.add(large);
		this.recent.clear();
		assertThat(this.recent.entries()).isEmpty();
		assertThat(this.recent.total()).isZero();
		this.recent.add(large);
		assertThat(this.recent.entries()).hasSize(1);
	}

}
