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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/properties.md} and for the table of the most used properties in
 * {@code docs/getting-started.md}, which the generated metadata judges. With
 * {@code pusher.docs.update=true} both are written first.
 */
class PropertyReferenceTests {

	// tests run in the directory of their module
	private static final Path PAGE = Path.of("..", "docs", "properties.md");

	private static final Path FIRST_PAGE = PAGE.resolveSibling("getting-started.md");

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("pusher.docs.update")) {
			String page = new PropertyReference(PropertyMetadata.readAll()).render();
			Files.writeString(PAGE, page);
			Files.writeString(FIRST_PAGE,
					Files.readString(FIRST_PAGE)
						.lines()
						.map((line) -> isRow(line) ? rowOf(name(line), page) : line)
						.collect(Collectors.joining("\n", "", "\n")));
		}
	}

	private static boolean isRow(String line) {
		return line.startsWith("| `pusher.");
	}

	private static String name(String row) {
		return row.split("`")[1];
	}

	private static String rowOf(String name, String page) {
		return page.lines().filter((line) -> isRow(line) && name(line).equals(name)).findFirst().orElseThrow();
	}

	@Test
	void pageIsWhatTheMetadataTells() throws IOException {
		assertThat(Files.readString(PAGE)).as("docs/properties.md; its first lines say how to write it again")
			.isEqualTo(new PropertyReference(PropertyMetadata.readAll()).render());
	}

	@Test
	void tableOfTheMostUsedOnesIsThatOfThePage() throws IOException {
		List<String> page = Files.readAllLines(PAGE);
		assertThat(Files.readAllLines(FIRST_PAGE)).filteredOn(PropertyReferenceTests::isRow)
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(page).contains(line));
	}

}
