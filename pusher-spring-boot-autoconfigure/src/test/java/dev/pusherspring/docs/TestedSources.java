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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The files that tests compile or run, and what of them a page may quote: any run of
 * whole lines. Indentation counts only within the quotation.
 */
final class TestedSources {

	private static final Map<String, Set<String>> ENDINGS = Map.of("java", Set.of(".java"), "yaml",
			Set.of(".yaml", ".yml"), "xml", Set.of(".xml"), "properties", Set.of(".properties"), "json",
			Set.of(".json"));

	private static final Pattern TESTED = Pattern
		.compile("(.+/src/test/.+)|(sample-app/.+)|(smoke-tests/.+)|(pom\\.xml)|(benchmarks/pom\\.xml)");

	private static final Pattern PARENT_VERSION = Pattern.compile("<version>([^<$]+)</version>");

	private final Map<String, List<String>> sources;

	private TestedSources(Map<String, List<String>> sources) {
		this.sources = sources;
	}

	/**
	 * Return the files of the project that can stand for a block of a language.
	 * @param language the language of a block
	 * @return the files, {@code null} if blocks of that language are not compared
	 */
	static @Nullable TestedSources of(String language) {
		Set<String> endings = ENDINGS.get(language);
		if (endings == null) {
			return null;
		}
		Map<String, List<String>> sources = new TreeMap<>();
		for (Path file : ProjectFiles.all()) {
			String name = ProjectFiles.ROOT.relativize(file).toString();
			if (endings.stream().anyMatch(name::endsWith) && TESTED.matcher(name).matches()) {
				sources.put(name, lines(file));
			}
		}
		return new TestedSources(sources);
	}

	static TestedSources of(Map<String, List<String>> sources) {
		return new TestedSources(new TreeMap<>(sources));
	}

	private static List<String> lines(Path file) {
		String text = ProjectFiles.text(file);
		if (file.endsWith("pom.xml")) {
			text = text.replace("${project.version}", version());
		}
		return text.lines().toList();
	}

	private static String version() {
		Matcher version = PARENT_VERSION.matcher(ProjectFiles.text(ProjectFiles.ROOT.resolve("pom.xml")));
		if (!version.find()) {
			throw new IllegalStateException("The project's pom.xml has no version");
		}
		return version.group(1);
	}

	/**
	 * Return what is wrong with a block.
	 * @param block a block of a page
	 * @return where it differs from the file that is most like it, or {@code null} if
	 * some file has it
	 */
	@Nullable String difference(Block block) {
		List<String> wanted = unindented(block.lines());
		String nearest = "no file has its first line '%s'".formatted(wanted.get(0).strip());
		int most = 0;
		for (Map.Entry<String, List<String>> source : this.sources.entrySet()) {
			List<String> lines = source.getValue();
			for (int start = 0; start < lines.size(); start++) {
				if (!lines.get(start).strip().equals(wanted.get(0).strip())) {
					continue;
				}
				int end = Math.min(lines.size(), start + wanted.size());
				int same = same(wanted, unindented(lines.subList(start, end)));
				if (same == wanted.size()) {
					return null;
				}
				if (same > most) {
					most = same;
					nearest = "%s:%d goes on differently from '%s'".formatted(source.getKey(), start + 1 + same,
							wanted.get(same).strip());
				}
			}
		}
		return nearest;
	}

	private static int same(List<String> wanted, List<String> lines) {
		int same = 0;
		while (same < lines.size() && wanted.get(same).equals(lines.get(same))) {
			same++;
		}
		return same;
	}

	private static List<String> unindented(List<String> lines) {
		// a tab and four spaces are the same to a reader
		return String.join("\n", lines).replace("\t", "    ").stripIndent().lines().toList();
	}

}
