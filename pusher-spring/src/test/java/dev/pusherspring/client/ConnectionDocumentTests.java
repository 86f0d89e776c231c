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

package dev.pusherspring.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of situations in {@code docs/connection.md}.
 */
class ConnectionDocumentTests {

	private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

	private static final Pattern CODE = Pattern.compile("`(\\w+)`");

	@Test
	void everySituationIsBackedByTestsThatExist() throws IOException {
		List<String> rows = Files.readAllLines(Path.of("../docs/connection.md"))
			.stream()
			.filter((line) -> line.startsWith("|") && line.split("\\|").length == 6)
			.skip(2)
			.toList();
		assertThat(rows).hasSizeGreaterThan(20);
		Set<String> tests = testMethods();
		assertThat(rows).allSatisfy((row) -> {
			List<String> named = CODE.matcher(row.split("\\|")[5]).results().map((result) -> result.group(1)).toList();
			assertThat(named).isNotEmpty().isSubsetOf(tests);
		});
	}

	private static Set<String> testMethods() throws IOException {
		try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
			return files.filter((file) -> file.toString().endsWith("Tests.java"))
				.flatMap(ConnectionDocumentTests::methods)
				.collect(Collectors.toSet());
		}
	}

	private static Stream<String> methods(Path file) {
		try {
			Matcher matcher = METHOD.matcher(Files.readString(file));
			return matcher.results().map((result) -> result.group(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
