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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what the pages link to and what they name exists, and that each event and
 * each meter is named.
 */
class DocumentationTests {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");

	private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

	// a type, maybe with a member
	private static final Pattern TYPE = Pattern.compile("@?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+).*|\\(.*)?");

	private static final Pattern PROPERTY = Pattern
		.compile("((?:pusher\\.|management\\.\\w+\\.pusher)[a-z.-]*[a-z])(?:[=*{.].*)?");

	private static final Pattern LITERAL = Pattern.compile("\"(pusher\\.[a-z.]+)\"");

	// an event of Laravel, a header, an annotation of Kotlin
	private static final Set<String> FOREIGN = Set.of("App", "Authorization", "JvmStatic");

	// names of the library that users come from stand in the first column
	private static final String OLD_NAMES = "(?m)^\\|[^|\\n]*\\|";

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");

	private static final Set<String> types = types();

	private static final Set<String> properties = ROW
		.matcher(ProjectFiles.text(ProjectFiles.ROOT.resolve("docs/properties.md")))
		.results()
		.map((row) -> row.group(1))
		.collect(Collectors.toSet());

	private static final Set<String> literals = ProjectFiles.matching("pusher-spring[^/]*/src/main/java/.+")
		.stream()
		.flatMap((file) -> LITERAL.matcher(ProjectFiles.text(file)).results())
		.map((match) -> match.group(1))
		.collect(Collectors.toSet());

	static List<Path> pages() {
		return ProjectFiles.pages();
	}

	static List<Path> allPages() {
		return ProjectFiles.matching(".+\\.md");
	}

	@ParameterizedTest
	@MethodSource("allPages")
	void linksLeadSomewhere(Path page) {
		assertThat(deadLinks(page)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void typesAndTheirMembersExist(Path page) {
		assertThat(code(page).filter(DocumentationTests::namesNothing)).isEmpty();
	}

	private static boolean namesNothing(String code) {
		Matcher type = TYPE.matcher(code);
		if (!type.matches() || FOREIGN.contains(type.group(1))) {
			return false;
		}
		if (type.group(2) == null) {
			return !types.contains(type.group(1));
		}
		Pattern member = Pattern.compile("\\b" + type.group(2) + "\\b");
		List<Path> sources = ProjectFiles.matching(".+/" + type.group(1) + "\\.java");
		return sources.isEmpty() ? !types.contains(type.group(1))
				: sources.stream().noneMatch((source) -> member.matcher(ProjectFiles.text(source)).find());
	}

	@Test
	void typesAreInTheirPackages() {
		List<MatchResult> rows = Pattern.compile("(?m)^\\| (`dev\\.pusherspring\\.[^|]+) \\| ([^|]+) \\|$")
			.matcher(ProjectFiles.text(ProjectFiles.ROOT.resolve("docs/getting-started.md")))
			.results()
			.toList();
		assertThat(rows).isNotEmpty().allSatisfy((row) -> {
			for (MatchResult type : CODE.matcher(row.group(2)).results().toList()) {
				for (MatchResult name : CODE.matcher(row.group(1)).results().toList()) {
					String file = (name.group(1) + "." + type.group(1)).replace('.', '/');
					assertThat(ProjectFiles.matching("pusher-[^/]+/src/main/java/" + file + "\\.java")).as(file)
						.hasSize(1);
				}
			}
		});
	}

	@ParameterizedTest
	@MethodSource("pages")
	void propertiesAndMetersExist(Path page) {
		assertThat(code(page).map(PROPERTY::matcher)
			.filter((name) -> name.matches())
			.map((name) -> name.group(1))
			.filter((name) -> !literals.contains(name) && !isProperty(name))).isEmpty();
	}

	// the reference of properties is itself compared with the metadata
	private static boolean isProperty(String name) {
		String property = name.replaceFirst("^pusher\\.apps\\.[a-z]+\\.", "pusher.");
		return properties.contains(property)
				|| properties.stream().anyMatch((other) -> other.startsWith(property + "."))
				|| properties.contains(property.replaceFirst("\\.[a-z-]+$", ""));
	}

	@Test
	void everyPageIsLinkedFromTheReadme() {
		assertThat(links(ProjectFiles.ROOT.resolve("README.md"))).containsAll(pages().stream()
			.map((page) -> ProjectFiles.ROOT.relativize(page).toString())
			.filter((page) -> page.startsWith("docs/"))
			.toList());
	}

	@Test
	void everyEventIsExplained() {
		assertThat(code(ProjectFiles.ROOT.resolve("docs/listeners.md"))).containsAll(
				ProjectFiles.matching("pusher-spring/src/main/java/dev/pusherspring/event/Pusher\\w+Event\\.java")
					.stream()
					.filter((file) -> !ProjectFiles.text(file).contains("abstract class"))
					.map((file) -> file.getFileName().toString().replace(".java", ""))
					.toList());
	}

	@Test
	void everyMeterIsExplainedToOperators() {
		assertThat(code(ProjectFiles.ROOT.resolve("docs/operations.md")))
			.containsAll(ProjectFiles.matching("pusher-spring/src/main/java/dev/pusherspring/metrics/.+")
				.stream()
				.flatMap((file) -> LITERAL.matcher(ProjectFiles.text(file)).results())
				.map((match) -> match.group(1))
				.toList());
	}

	@Test
	void linkToNothingIsFound(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("other.md"), "# Other\n\n## A `b`, and c\n");
		Path page = directory.resolve("page.md");
		Files.writeString(page, """
				# Page
				[a](other.md) [b](other.md#a-b-and-c) [c](#page) [d](https://example.com/x#y)
				[e](none.md) [f](other.md#none) [g](#none)
				""");
		assertThat(deadLinks(page)).containsExactly("none.md", "other.md#none", "#none");
	}

	private static List<String> deadLinks(Path page) {
		return links(page).stream().filter((link) -> !link.matches("[a-z]+:.*")).filter((link) -> {
			String[] parts = link.split("#", 2);
			Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
			return !Files.exists(target) || (parts.length > 1 && !anchors(target).contains(parts[1]));
		}).toList();
	}

	private static List<String> links(Path page) {
		return LINK.matcher(ProjectFiles.text(page)).results().map((link) -> link.group(1)).toList();
	}

	// as GitHub makes them
	private static List<String> anchors(Path page) {
		return ProjectFiles.text(page)
			.lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+\\s+", "").toLowerCase(Locale.ROOT))
			.map((heading) -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
			.toList();
	}

	private static Stream<String> code(Path page) {
		String text = BLOCK.matcher(ProjectFiles.text(page)).replaceAll("");
		return CODE.matcher(page.endsWith("migrating.md") ? text.replaceAll(OLD_NAMES, "|") : text)
			.results()
			.map((code) -> code.group(1));
	}

	/**
	 * Return the simple names of all types: of the project, of its libraries, of the JDK.
	 * @return the names
	 */
	private static Set<String> types() {
		Stream<String> ours = ProjectFiles.matching(".+\\.java").stream().map(Path::toString);
		Stream<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> entry.endsWith(".jar"))
			.flatMap((entry) -> entries(entry).stream());
		return Stream.of(ours, libraries, jdk())
			.flatMap((names) -> names)
			.map((name) -> name.replaceAll("\\.(java|class)$", "").replaceAll(".*[/$]", ""))
			.collect(Collectors.toSet());
	}

	private static List<String> entries(String jar) {
		try (ZipFile file = new ZipFile(jar)) {
			return file.stream().map(ZipEntry::getName).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> jdk() {
		try (Stream<Path> files = Files
			.walk(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base"))) {
			return files.map(Path::toString).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
