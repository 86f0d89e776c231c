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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that code in the documentation is code that is tested: each block of Java or YAML
 * stands word for word, but for indentation and blank lines, in a test source or a test
 * resource of this module.
 */
class DocumentationSnippetTests {

	/**
	 * The pages that are held to it. One that does not exist is not.
	 */
	private static final List<String> PAGES = List.of("listeners.md");

	private static final Pattern BLOCK = Pattern.compile("```(?:java|yaml|yml)\\n(.*?)```", Pattern.DOTALL);

	// tests run in the directory of their module
	private static final Path DOCS = Path.of("..", "docs");

	private static final Path TESTS = Path.of("src", "test");

	static List<String> pages() {
		return PAGES.stream().filter((page) -> Files.exists(DOCS.resolve(page))).toList();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyBlockIsTested(String page) throws IOException {
		List<String> blocks = blocks(Files.readString(DOCS.resolve(page)));
		assertThat(blocks).isNotEmpty();
		List<String> sources = sources();
		assertThat(blocks).allSatisfy((block) -> assertThat(contains(sources, block)).as(block).isTrue());
	}

	@Test
	void blocksAreFoundAndIndentationDoesNotMatter() {
		List<String> blocks = blocks("Text\n```java\n@Test\n\n\tvoid a() {\n}\n```\n```shell\nls\n```\n");
		assertThat(blocks).singleElement().isEqualTo("\n@Test\nvoid a() {\n}\n");
		String source = normalise("class A {\n\t@Test\n\tvoid a() {\n\t}\n}\n");
		assertThat(contains(List.of(source), blocks.get(0))).isTrue();
		assertThat(contains(List.of(source), normalise("void a() {\nreturn;\n}\n"))).isFalse();
		assertThat(contains(List.of(source), normalise("oid a() {"))).isFalse();
	}

	private static boolean contains(List<String> sources, String block) {
		return sources.stream().anyMatch((source) -> source.contains(block));
	}

	private static List<String> blocks(String page) {
		List<String> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(page);
		while (matcher.find()) {
			blocks.add(normalise(matcher.group(1)));
		}
		return blocks;
	}

	// a line break at either end, so that lines are compared as a whole
	private static String normalise(String text) {
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.collect(Collectors.joining("\n", "\n", "\n"));
	}

	private static List<String> sources() throws IOException {
		try (Stream<Path> files = Files.walk(TESTS)) {
			return files.filter((file) -> file.toString().matches(".*\\.(java|yml|yaml)"))
				.map(DocumentationSnippetTests::read)
				.map(DocumentationSnippetTests::normalise)
				.toList();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
