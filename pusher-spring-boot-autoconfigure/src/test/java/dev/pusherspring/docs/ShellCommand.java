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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command of a shell block. It is not run, but each name in it must be that of
 * something in the checkout.
 *
 * @param words the words of the command
 */
record ShellCommand(List<String> words) {

	private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*$");

	private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=\\S*");

	/**
	 * Return the commands of a block.
	 * @param lines its lines
	 * @return the commands
	 */
	static List<ShellCommand> parse(List<String> lines) {
		String text = String.join("\n", lines).replaceAll("\\\\\n", " ");
		return text.lines()
			.map((line) -> COMMENT.matcher(line).replaceAll(""))
			.flatMap((line) -> Arrays.stream(line.split("&&")))
			.map(String::strip)
			.filter((command) -> !command.isEmpty())
			.map((command) -> new ShellCommand(Arrays.stream(command.split("\\s+"))
				.dropWhile((word) -> ASSIGNMENT.matcher(word).matches())
				.toList()))
			.toList();
	}

	/**
	 * Return what the command names and the project does not have.
	 * @return the problems, empty if there are none
	 */
	List<String> problems() {
		String program = this.words.isEmpty() ? "" : this.words.get(0);
		return switch (program) {
			case "mvn" -> mavenProblems();
			case "java" -> jarProblems();
			case "bash" -> missing(ProjectFiles.ROOT.resolve(this.words.get(1)), this.words.get(1));
			case "cd", "export", "git", "curl", "docker" -> List.of();
			// a script of the project
			default -> program.contains("/") ? missing(ProjectFiles.ROOT.resolve(program), program)
					: List.of("no test knows the program '%s'".formatted(program));
		};
	}

	private List<String> mavenProblems() {
		List<String> problems = new ArrayList<>();
		for (String module : values("-pl")) {
			problems.addAll(missing(ProjectFiles.ROOT.resolve(module).resolve("pom.xml"), module));
		}
		String pom = ProjectFiles.text(ProjectFiles.ROOT.resolve("pom.xml"));
		values("-P").stream()
			.filter((profile) -> !pom.contains("<id>" + profile + "</id>"))
			.map("there is no profile '%s'"::formatted)
			.forEach(problems::add);
		values("-Dtest=").stream()
			.filter((test) -> ProjectFiles.all().stream().noneMatch((file) -> file.endsWith(test + ".java")))
			.map("there is no test '%s'"::formatted)
			.forEach(problems::add);
		return problems;
	}

	private List<String> jarProblems() {
		List<String> problems = new ArrayList<>();
		List<String> mainClasses = values("-cp").isEmpty() ? List.of() : List.of(this.words.get(3));
		mainClasses.stream()
			.filter((name) -> ProjectFiles.all().stream().noneMatch((file) -> file.endsWith(path(name))))
			.map("there is no class '%s'"::formatted)
			.forEach(problems::add);
		for (String jar : Stream.concat(values("-jar").stream(), values("-cp").stream()).toList()) {
			Path path = Path.of(jar);
			Path target = path.getParent();
			if (target == null || !target.endsWith("target")) {
				return List.of("'%s' is not built here".formatted(jar));
			}
			Path pom = ProjectFiles.ROOT.resolve(target).resolveSibling("pom.xml");
			problems.addAll(missing(pom, jar));
			String name = path.getFileName().toString().replace(".jar", "");
			if (problems.isEmpty() && !ProjectFiles.text(pom).contains("<finalName>" + name + "</finalName>")) {
				problems.add("the build of '%s' gives the jar another name".formatted(jar));
			}
		}
		return problems;
	}

	private static Path path(String className) {
		return Path.of(className.replace('.', '/') + ".java");
	}

	// the value of an option may follow as a word of its own
	private List<String> values(String option) {
		List<String> values = new ArrayList<>();
		for (int i = 1; i < this.words.size(); i++) {
			String word = this.words.get(i);
			if (word.equals(option) && i + 1 < this.words.size()) {
				values.add(this.words.get(i + 1));
			}
			else if (word.startsWith(option)) {
				values.add(word.substring(option.length()));
			}
		}
		return values.stream().flatMap((value) -> Stream.of(value.split(","))).toList();
	}

	private static List<String> missing(Path file, String name) {
		return Files.exists(file) ? List.of() : List.of("there is no '%s'".formatted(name));
	}

}
