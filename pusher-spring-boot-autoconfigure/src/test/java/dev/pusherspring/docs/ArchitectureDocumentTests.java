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

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what ARCHITECTURE.md and {@code docs/decisions.md} name: types that are gone
 * or have another name are the first sign that a page about the code is out of date.
 */
class ArchitectureDocumentTests {

	private static final Pattern TYPE = Pattern.compile("`@?([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?(?:\\([^`]*\\))?`");

	private static final Pattern PACKAGE = Pattern.compile("(?m)^\\|((?: `[a-z.]+`,?)+)[^|]*\\| ");

	private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

	// types of Spring and of the JDK
	private static final Set<String> OF_OTHERS = Set.of("ApplicationEvent", "BeanRegistrar", "Executor",
			"ExponentialBackOff", "HttpURLConnection", "TaskScheduler", "WebSocketClient");

	@ParameterizedTest
	@ValueSource(strings = { "ARCHITECTURE.md", "docs/decisions.md" })
	void typesThatThePageNamesExist(String page) {
		Set<String> sources = ProjectFiles.all()
			.stream()
			.map((file) -> file.getFileName().toString())
			.filter((name) -> name.endsWith(".java"))
			.map((name) -> name.replace(".java", ""))
			.collect(Collectors.toSet());
		Matcher types = TYPE.matcher(ProjectFiles.text(ProjectFiles.ROOT.resolve(page)));
		List<String> names = types.results().map((result) -> result.group(1)).distinct().toList();
		assertThat(names).hasSizeGreaterThan(5)
			.filteredOn((name) -> !OF_OTHERS.contains(name))
			.allSatisfy((name) -> assertThat(sources).contains(name));
	}

	@Test
	void packagesOfTheLayersExist() {
		String heading = "## Layers of `pusher-spring-boot-autoconfigure`";
		String text = ProjectFiles.text(ProjectFiles.ROOT.resolve("ARCHITECTURE.md"));
		String section = text.substring(text.indexOf(heading) + heading.length());
		Matcher rows = PACKAGE.matcher(section.substring(0, section.indexOf("\n## ")));
		List<String> packages = rows.results()
			.flatMap((row) -> NAME.matcher(row.group(1)).results())
			.map((name) -> name.group(1))
			.toList();
		Path root = ProjectFiles.ROOT.resolve("pusher-spring-boot-autoconfigure/src/main/java/dev/pusherspring");
		assertThat(packages).hasSizeGreaterThan(10)
			.allSatisfy((name) -> assertThat(root.resolve(name.replace('.', '/'))).isDirectory());
	}

}
