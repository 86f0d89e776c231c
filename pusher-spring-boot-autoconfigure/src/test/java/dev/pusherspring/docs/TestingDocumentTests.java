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
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.Faults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/testing.md}: its examples are those that run here, and its tables
 * are complete.
 */
class TestingDocumentTests {

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?class (\\w+) .*?)```", Pattern.DOTALL);

	private static final Pattern CALL = Pattern.compile("`(\\w+)[(`]");

	private final String page = read(Path.of("../docs/testing.md"));

	@Test
	void examplesAreThoseThatRun() {
		List<String[]> examples = EXAMPLE.matcher(this.page)
			.results()
			.map((result) -> new String[] { result.group(2), result.group(1) })
			.toList();
		assertThat(examples).hasSize(4)
			.allSatisfy((
					example) -> assertThat(read(Path.of("src/test/java/dev/pusherspring/docs/" + example[0] + ".java")))
						.contains(example[1]));
	}

	@Test
	void everyFaultIsInTheTable() {
		assertThat(cells("## Faults", 2)).containsExactlyInAnyOrderElementsOf(methods(Faults.class, "reset"));
	}

	@Test
	void everyQuestionIsInTheTable() {
		assertThat(cells("## What the server can be asked", 1)).contains("trigger")
			.containsAll(methods(EmbeddedPusherServer.class.getSuperclass(), ""));
	}

	private Set<String> cells(String heading, int column) {
		String section = this.page.substring(this.page.indexOf(heading + "\n") + heading.length());
		return section.substring(0, section.indexOf("\n## "))
			.lines()
			.filter((line) -> line.startsWith("| "))
			.flatMap((line) -> CALL.matcher(line.split("\\|")[column]).results())
			.map((result) -> result.group(1))
			.collect(Collectors.toSet());
	}

	private static Set<String> methods(Class<?> type, String except) {
		return Stream.of(type.getDeclaredMethods())
			.filter((method) -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
			.map(Method::getName)
			.filter((name) -> !name.equals(except))
			.collect(Collectors.toSet());
	}

	private static String read(Path path) {
		try {
			return Files.readString(path);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
