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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/troubleshooting.md} explains each analyzed failure, each
 * {@code PusherErrorEvent} and each code of the protocol, and none that does not exist.
 * With {@code pusher.docs.update=true} what the code itself says is written first.
 */
class TroubleshootingTests {

	private static final Path PAGE = ProjectFiles.ROOT.resolve("docs/troubleshooting.md");

	private static final String MAIN = "pusher-spring(-boot-autoconfigure)?/src/main/java/dev/pusherspring/";

	private static final Pattern QUOTED = Pattern.compile("'([\\w.:*@-]+)'");

	private static final Pattern CODE = Pattern.compile("\\b4[0-3]\\d\\d\\b");

	private static final SourceMessages messages = SourceMessages.of(ProjectFiles.matching(MAIN + ".+\\.java"));

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("pusher.docs.update")) {
			String page = ProjectFiles.text(PAGE);
			for (String name : List.of("configuration", "listeners")) {
				page = page.replace(start(name) + generated(page, name), start(name) + table(name));
			}
			Files.writeString(PAGE, page);
		}
	}

	@Test
	void failuresOfTheConfigurationAreThoseOfTheCode() {
		assertThat(generated(ProjectFiles.text(PAGE), "configuration"))
			.as("docs/troubleshooting.md; a comment on it says how to write it again")
			.isEqualTo(table("configuration"));
	}

	@Test
	void failuresOfListenersAreThoseOfTheCode() {
		assertThat(generated(ProjectFiles.text(PAGE), "listeners"))
			.as("docs/troubleshooting.md; a comment on it says how to write it again")
			.isEqualTo(table("listeners"));
	}

	@Test
	void eachAnalyzerIsNamed() {
		List<String> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.from((type) -> null),
					(type, name, failure) -> {
					})
			.stream()
			.map((analyzer) -> analyzer.getClass().getName())
			.filter((name) -> name.startsWith("dev.pusherspring."))
			.map(ClassUtils::getShortName)
			.toList();
		assertThat(analyzers).isNotEmpty();
		assertThat(named(Pattern.compile("`(\\w+FailureAnalyzer)`"))).containsExactlyInAnyOrderElementsOf(analyzers);
	}

	@Test
	void eachErrorEventIsExplained() {
		assertThat(firstCells("Error events")).containsExactlyInAnyOrderElementsOf(messages.texts("PusherError", 1));
	}

	@Test
	void eachCodeThatMattersIsExplained() {
		Set<String> known = ProjectFiles
			.matching(".+/src/main/.+/(CloseAction|ServerError|PusherStartupFailureAnalyzer|ErrorCode)\\.java")
			.stream()
			.flatMap((file) -> ProjectFiles.text(file).lines())
			.filter((line) -> !line.strip().startsWith("*"))
			.flatMap((line) -> CODE.matcher(line).results().map(MatchResult::group))
			.collect(Collectors.toSet());
		Set<String> explained = section("Codes of the server").lines()
			.filter((line) -> line.startsWith("| "))
			.flatMap((line) -> CODE.matcher(line.split("\\|")[1]).results().map(MatchResult::group))
			.collect(Collectors.toSet());
		assertThat(explained).containsAll(known);
		// the code compares with what follows the last one of a range
		assertThat(explained.stream().filter((code) -> !code.endsWith("99"))).allMatch(known::contains);
	}

	@Test
	void textsThatMethodsPassOnAreFound(@TempDir Path directory) throws IOException {
		Path source = Files.writeString(directory.resolve("C.java"), """
				class C {
					C(int size) {
						String text = "More than %d of %s wait".formatted(size, property("a.b"));
						report(1, text);
						report(2, (size > 1) ? "Too many" : "Too few");
						report(3, new Exception().getMessage());
						other("Nothing");
					}
					private void report(int code, String message) {
						tell(new Problem(code, message));
					}
				}
				""");
		SourceMessages found = SourceMessages.of(List.of(source));
		assertThat(found.texts("Problem", 1)).containsExactly("More than … of pusher.a.b wait", "Too many or Too few");
		assertThat(found.actions("Problem")).isEmpty();
	}

	private static String table(String name) {
		Map<String, String> failures = messages
			.actions(name.equals("listeners") ? "InvalidPusherListenerException" : "PusherConfigurationException");
		if (!name.equals("listeners")) {
			failures.putAll(messages.actions("FailureAnalysis"));
		}
		return failures.entrySet()
			.stream()
			.map((failure) -> "| `%s` | %s |".formatted(failure.getKey(), remedy(failure.getValue())))
			.collect(Collectors.joining("\n", "| Message | What to do |\n|---|---|\n", "\n"));
	}

	private static String remedy(String action) {
		String text = QUOTED.matcher(action).replaceAll("`$1`").replace("<", "&lt;");
		return text.equals("…") ? "The report says which name is right" : text.replaceFirst("\\.$", "");
	}

	private static String generated(String page, String name) {
		int begin = page.indexOf(start(name));
		int end = page.indexOf("<!-- end -->", begin);
		assertThat(begin).as(name).isPositive().isLessThan(end);
		return page.substring(begin + start(name).length(), end);
	}

	private static String start(String name) {
		return "<!-- generated: %s -->\n".formatted(name);
	}

	private static List<String> firstCells(String section) {
		return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
			.matcher(section(section))
			.results()
			.map((row) -> row.group(1))
			.toList();
	}

	private static List<String> named(Pattern pattern) {
		return pattern.matcher(ProjectFiles.text(PAGE)).results().map((name) -> name.group(1)).distinct().toList();
	}

	private static String section(String heading) {
		String page = ProjectFiles.text(PAGE);
		int begin = page.indexOf("\n## " + heading + "\n");
		assertThat(begin).as(heading).isPositive();
		int end = page.indexOf("\n## ", begin + 1);
		return page.substring(begin, (end < 0) ? page.length() : end);
	}

}
