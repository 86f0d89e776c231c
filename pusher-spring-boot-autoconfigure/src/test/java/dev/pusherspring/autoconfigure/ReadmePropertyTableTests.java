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

package dev.pusherspring.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of properties in the README, which the generated metadata judges.
 */
class ReadmePropertyTableTests {

	private static final Map<String, String> TYPES = Map.of("java.lang.String", "string", "java.lang.Boolean",
			"boolean", "java.lang.Integer", "integer", "java.lang.Double", "decimal", "java.time.Duration", "duration",
			"org.springframework.util.unit.DataSize", "data size", "java.net.URI", "URI",
			"java.util.List<java.lang.String>", "list", "java.util.Map<java.lang.String,java.lang.String>", "map");

	private static List<ReadmeTable.Row> rows;

	@BeforeAll
	static void readTable() {
		rows = ReadmeTable.rows("`pusher.");
	}

	@Test
	void namesEveryPropertyOnce() {
		assertThat(rows).extracting((row) -> row.code(0))
			.doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(
					PropertyMetadata.readAll().stream().map(PropertyMetadata::name).toList());
	}

	@Test
	void typesAreTrue() {
		assertThat(column(1)).containsExactlyInAnyOrderEntriesOf(PropertyMetadata.readAll()
			.stream()
			.collect(Collectors.toMap(PropertyMetadata::name, ReadmePropertyTableTests::type)));
	}

	@Test
	void defaultsAreTrue() {
		assertThat(column(2)).containsExactlyInAnyOrderEntriesOf(PropertyMetadata.readAll()
			.stream()
			.collect(Collectors.toMap(PropertyMetadata::name, ReadmePropertyTableTests::defaultValue)));
	}

	@Test
	void everyPropertyHasAMeaning() {
		assertThat(rows).allSatisfy((row) -> assertThat(row.cell(3)).as(row.code(0)).isNotBlank());
	}

	private static Map<String, String> column(int index) {
		Map<String, String> column = new LinkedHashMap<>();
		rows.forEach((row) -> column.put(row.code(0), row.cell(index)));
		return column;
	}

	private static String type(PropertyMetadata property) {
		String type = TYPES.get(property.type());
		return (type != null) ? type : constants(property);
	}

	private static String constants(PropertyMetadata property) {
		Class<?> type = ClassUtils.resolveClassName(property.type(), null);
		assertThat(type.isEnum()).as(property.name()).isTrue();
		return Arrays.stream(type.getEnumConstants())
			.map((constant) -> "`" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
			.collect(Collectors.joining(", "));
	}

	private static String defaultValue(PropertyMetadata property) {
		String value = property.defaultValue();
		return (value != null && !value.isEmpty()) ? "`" + value + "`" : "";
	}

}
