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

package dev.pusherspring.listener.pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NamePattern}.
 */
class NamePatternTests {

	@ParameterizedTest
	@CsvSource({ "orders, orders", "*, orders", "*, ''", "**, orders", "orders*, orders", "orders*, orders-1",
			"*-1, orders-1", "*-1, -1", "a*a, aa", "a*a, aba", "a*a, aaa", "a*b*c, abc", "a*b*c, a-b-b-c", "*ab*, xxab",
			"*ab*, aab", "a*ab*b, aabb", "a**b, ab", "*a*b*, xaxbx", "'', ''" })
	void wildcardStandsForAnyCharactersOrNone(String pattern, String name) {
		assertThat(NamePattern.of(pattern).matches(name)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "orders, order", "orders, orders-1", "orders, Orders", "orders*, order", "*-1, orders-2", "*-1, 1",
			"a*a, a", "a*a, ab", "ab*bc, abc", "a*b*c, acb", "a*b*c, ac", "a*bb*c, abc", "a*bc*cd, abcd",
			"a*bc*cd, axbcd", "a*bb*bb*c, axbbbc", "a*bc*c, abc", "*a*b*, ba", "'', a", "o.ders, orders", "a?, ab" })
	void everythingElseMustBeEqualAndInOrder(String pattern, String name) {
		assertThat(NamePattern.of(pattern).matches(name)).isFalse();
	}

	@Test
	void onlyANameWithAWildcardIsAPattern() {
		assertThat(NamePattern.isPattern("orders-*")).isTrue();
		assertThat(NamePattern.isPattern("orders")).isFalse();
	}

}
