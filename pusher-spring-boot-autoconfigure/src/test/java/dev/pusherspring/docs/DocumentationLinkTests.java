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

package dev.pusherspring.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the links from page to page, and from pages to files and headings.
 */
class DocumentationLinkTests {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

	private static final Pattern NOT_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

	@ParameterizedTest
	@MethodSource("pages")
	void linksLeadSomewhere(Path page) {
		assertThat(deadLinks(page)).isEmpty();
	}

	@Test
	void readmeLinksToEveryPage() {
		List<String> links = links(ProjectFiles.text(ProjectFiles.ROOT.resolve("README.md")));
		assertThat(pages()).extracting((page) -> ProjectFiles.ROOT.relativize(page).toString())
			.filteredOn((page) -> page.startsWith("docs"))
			.allSatisfy((page) -> assertThat(links).contains(page));
	}

	@Test
	void linkToNothingIsFound(@TempDir Path directory) throws Exception {
		Files.writeString(directory.resolve("other.md"), "# Other\n\n## A `b`, and c\n");
		Path page = directory.resolve("page.md");
		Files.writeString(page, """
				# Page
				[a](other.md) [b](other.md#a-b-and-c) [c](#page) [d](https://example.com/x#y)
				[e](none.md) [f](other.md#none) [g](#none)
				""");
		assertThat(deadLinks(page)).containsExactly("none.md", "other.md#none", "#none");
	}

	static List<Path> pages() {
		return Block.pages();
	}

	private static List<String> deadLinks(Path page) {
		List<String> dead = new ArrayList<>();
		for (String link : links(ProjectFiles.text(page))) {
			if (ELSEWHERE.matcher(link).matches()) {
				continue;
			}
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
			if (!Files.exists(target) || (parts.length > 1 && !anchors(target).contains(parts[1]))) {
				dead.add(link);
			}
		}
		return dead;
	}

	private static List<String> links(String text) {
		Matcher matcher = LINK.matcher(text);
		return matcher.results().map((result) -> result.group(1)).toList();
	}

	// as GitHub makes them
	private static List<String> anchors(Path page) {
		return ProjectFiles.lines(page)
			.stream()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+\\s+", "").toLowerCase(Locale.ROOT))
			.map((heading) -> NOT_OF_AN_ANCHOR.matcher(heading).replaceAll("").replace(' ', '-'))
			.toList();
	}

}
