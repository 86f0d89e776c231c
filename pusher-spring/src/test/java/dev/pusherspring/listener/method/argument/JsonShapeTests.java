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

package dev.pusherspring.listener.method.argument;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JsonShape}.
 */
class JsonShapeTests {

	@Test
	void typeHasTheShapeOfItsJson() {
		assertShape(JsonShape.NUMBER, int.class, Integer.class, double.class, BigDecimal.class);
		assertShape(JsonShape.BOOLEAN, boolean.class, Boolean.class);
		assertShape(JsonShape.TEXT, String.class, UUID.class, Instant.class, Thread.State.class);
		assertShape(JsonShape.ARRAY, String[].class, int[].class, List.class, Set.class);
		assertShape(JsonShape.OBJECT, Map.class, JsonShapeTests.class);
	}

	@Test
	void typeThatReadsAnythingHasNone() {
		assertShape(null, Object.class, byte[].class, JsonNode.class, ObjectNode.class);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"a":1}|OBJECT
			 {}|OBJECT
			[1]|ARRAY
			true|BOOLEAN
			false|BOOLEAN
			0|NUMBER
			-12|NUMBER
			1.5|NUMBER
			-1.5e-10|NUMBER
			2E+3|NUMBER
			"text"|TEXT
			text|TEXT
			True|TEXT
			1.|TEXT
			.5|TEXT
			+1|TEXT
			1e|TEXT
			12a|TEXT
			-|TEXT
			nullable|TEXT
			""")
	void dataHasTheShapeOfItsFirstCharacters(String data, JsonShape shape) {
		assertThat(JsonShape.of(data)).isEqualTo(shape);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " ", "null", " null\n" })
	void noDataHasNoShape(String data) {
		assertThat(JsonShape.of(data)).isNull();
	}

	private static void assertShape(JsonShape shape, Class<?>... types) {
		assertThat(types).allSatisfy((type) -> assertThat(JsonShape.of(type)).isEqualTo(shape));
	}

}
