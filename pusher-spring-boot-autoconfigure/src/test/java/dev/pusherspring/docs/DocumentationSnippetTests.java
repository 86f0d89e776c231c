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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that code on the pages is code that is compiled and run, and that commands name
 * what exists.
 */
class DocumentationSnippetTests {

	private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```$");

	private static final Map<String, String> TESTED = Map.of("java", "(.+/src/test|sample-app|smoke-tests)/.+\\.java",
			"yaml", "(.+/src/test|sample-app|smoke-tests)/.+\\.ya?ml", "xml", "(.+/)?pom\\.xml", "kotlin",
			"smoke-tests/.+\\.kt", "javascript", "smoke-tests/.+/src/test/.+\\.js", "html",
			"smoke-tests/.+/src/test/.+\\.html");

	private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");

	private static final Pattern TEST = Pattern.compile("-Dtest=(\\w+)");

	private static final Pattern PROFILE = Pattern.compile("-P(\\w+)");

	private static final Pattern FILE = Pattern.compile("(?:bash |^)(\\.?[a-z][\\w-]*/[\\w./-]+)", Pattern.MULTILINE);

	private static final Pattern JAR = Pattern.compile("(\\S+)/target/(\\S+)\\.jar");

	private static final Pattern VERSION = Pattern.compile("<version>([^<$]+)</version>");

	@ParameterizedTest
	@MethodSource("blocks")
	void blockIsTested(Block block) {
		if (block.language.equals("shell")) {
			assertThat(missing(block.text)).as(block.page).isEmpty();
		}
		else if (!Set.of("", "text").contains(block.language)) {
			assertThat(TESTED).as("%s: language of a block", block.page).containsKey(block.language);
			assertThat(sources(block.language).anyMatch((source) -> contains(source, block.text)))
				.as("%s: no tested file has these lines one after the other:%n%s", block.page, block.text)
				.isTrue();
		}
	}

	static List<Block> blocks() {
		return ProjectFiles.pages().stream().flatMap(DocumentationSnippetTests::blocks).toList();
	}

	private static Stream<Block> blocks(Path page) {
		return BLOCK.matcher(ProjectFiles.text(page))
			.results()
			.map((block) -> new Block(ProjectFiles.ROOT.relativize(page).toString(), block.group(1), block.group(2)));
	}

	private static Stream<String> sources(String language) {
		String version = VERSION.matcher(ProjectFiles.text(ProjectFiles.ROOT.resolve("pom.xml")))
			.results()
			.map((match) -> match.group(1))
			.findFirst()
			.orElseThrow();
		return ProjectFiles.matching(TESTED.get(language))
			.stream()
			.map((file) -> ProjectFiles.text(file).replace("${project.version}", version));
	}

	// whole lines, indented as much as one likes but alike
	private static boolean contains(String source, String block) {
		List<String> wanted = unindented(block.lines().toList());
		List<String> lines = source.lines().toList();
		for (int start = 0; start + wanted.size() <= lines.size(); start++) {
			if (lines.get(start).strip().equals(wanted.get(0).strip())
					&& unindented(lines.subList(start, start + wanted.size())).equals(wanted)) {
				return true;
			}
		}
		return false;
	}

	private static List<String> unindented(List<String> lines) {
		// a tab and four spaces are the same to a reader
		return String.join("\n", lines).replace("\t", "    ").stripIndent().lines().toList();
	}

	private static List<String> missing(String commands) {
		String pom = ProjectFiles.text(ProjectFiles.ROOT.resolve("pom.xml"));
		return Stream
			.of(named(MODULES, commands).flatMap((modules) -> Stream.of(modules.split(",")))
				.filter((module) -> !exists(module + "/pom.xml")),
					named(PROFILE, commands).filter((profile) -> !pom.contains("<id>" + profile + "</id>")),
					named(TEST, commands).filter((test) -> ProjectFiles.matching(".+/" + test + "\\.java").isEmpty()),
					named(FILE, commands).filter((file) -> !file.contains("/target/") && !exists(file)),
					JAR.matcher(commands).results().filter((jar) -> !isBuilt(jar)).map(MatchResult::group))
			.flatMap((names) -> names)
			.toList();
	}

	private static Stream<String> named(Pattern pattern, String commands) {
		return pattern.matcher(commands).results().map((match) -> match.group(1));
	}

	private static boolean exists(String file) {
		return Files.exists(ProjectFiles.ROOT.resolve(file));
	}

	private static boolean isBuilt(MatchResult jar) {
		Path pom = ProjectFiles.ROOT.resolve(jar.group(1)).resolve("pom.xml");
		return Files.exists(pom)
				&& ProjectFiles.text(pom).contains("<finalName>%s</finalName>".formatted(jar.group(2)));
	}

	@Test
	void linesMustBeTheSameAndFollowEachOther() {
		String source = "class C {\n\n\tvoid a() {\n\t\tb();\n\t}\n\n}\n";
		assertThat(contains(source, "void a() {\n    b();\n}\n")).isTrue();
		assertThat(contains(source, "void a() {\n}\n")).isFalse();
		assertThat(contains(source, "void a() {\nb();\n}\n")).isFalse();
	}

	@Test
	void whatACommandNamesMustExist() {
		assertThat(missing("mvn -Pnone -pl sample-app,no-module -am test -Dtest=NoTests")).containsExactly("no-module",
				"none", "NoTests");
		assertThat(missing("bash .ci/none && java -jar sample-app/target/other.jar")).containsExactly(".ci/none",
				"sample-app/target/other.jar");
		assertThat(missing("bash .ci/run")).isEmpty();
	}

	private record Block(String page, String language, String text) {

		@Override
		public String toString() {
			return this.page + " " + this.language + " " + this.text.lines().findFirst().orElse("");
		}

	}

}
