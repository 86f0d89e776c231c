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

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the blocks of the README and of the pages in {@code docs}: what a reader may
 * copy has been compiled or run.
 */
class DocumentationSnippetTests {

	private static final Set<String> OUTPUT = Set.of("", "text");

	private static final String ADVICE = """
			%s: this block is in no tested file (%s).
			Quote whole lines, without a gap, of a file that a test compiles or runs, such as one in
			pusher-spring-boot-autoconfigure/src/test/java/dev/pusherspring/docs or
			pusher-spring-boot-autoconfigure/src/test/resources/docs, or of sample-app or smoke-tests.
			What is no more than output has the language 'text' or none.""";

	@ParameterizedTest
	@MethodSource("blocks")
	void blockIsTested(Block block) {
		if (block.language().equals("shell")) {
			assertThat(ShellCommand.parse(block.lines())).isNotEmpty()
				.allSatisfy((command) -> assertThat(command.problems())
					.as("%s: '%s'", block.place(), String.join(" ", command.words()))
					.isEmpty());
		}
		else if (!OUTPUT.contains(block.language())) {
			TestedSources sources = TestedSources.of(block.language());
			assertThat(sources).as("%s: language '%s', which no test knows", block.place(), block.language())
				.isNotNull();
			String difference = sources.difference(block);
			assertThat(difference).withFailMessage(() -> ADVICE.formatted(block.place(), difference)).isNull();
		}
	}

	static List<Block> blocks() {
		return Block.all();
	}

	@Test
	void blockThatSomeFileHasIsFoundWhateverItsIndentation() {
		Block block = block("java", "void a() {", "    b();", "}");
		assertThat(sources("class C {", "", "\tvoid a() {", "\t\tb();", "\t}", "", "}").difference(block)).isNull();
	}

	@Test
	void blockThatDiffersIsReportedWithTheNearestFile() {
		Block block = block("java", "void a() {", "\tb();", "\tc();", "}");
		assertThat(sources("void a() {", "}", "\tvoid a() {", "\t\tb();", "\t\td();", "\t}").difference(block))
			.isEqualTo("C.java:5 goes on differently from 'c();'");
		assertThat(sources("void a() {", "\tb();").difference(block))
			.isEqualTo("C.java:3 goes on differently from 'c();'");
		assertThat(sources("class C {").difference(block)).isEqualTo("no file has its first line 'void a() {'");
	}

	@Test
	void indentationWithinTheBlockCounts() {
		Block block = block("yaml", "a:", "  b: c");
		assertThat(sources("a:", "b: c").difference(block)).isNotNull();
		assertThat(sources("  a:", "    b: c").difference(block)).isNull();
	}

	@Test
	void blocksKnowTheirPlace() {
		assertThat(Block.parse("page.md", List.of("text", "```java", "a();", "```", "", "```", "out", "```")))
			.containsExactly(new Block("page.md", 3, "java", List.of("a();")),
					new Block("page.md", 7, "", List.of("out")));
	}

	@Test
	void commandOfSomethingThatIsNotThereIsReported() {
		assertThat(problems("mvn -q -pl sample-app,no-such-module -am verify"))
			.containsExactly("there is no 'no-such-module'");
		assertThat(problems("mvn -Pno-such-profile verify")).containsExactly("there is no profile 'no-such-profile'");
		assertThat(problems("mvn test \\", "  -Dtest=NoSuchTests")).containsExactly("there is no test 'NoSuchTests'");
		assertThat(problems("bash .ci/none")).containsExactly("there is no '.ci/none'");
		assertThat(problems("java -jar sample-app/target/other.jar"))
			.containsExactly("the build of 'sample-app/target/other.jar' gives the jar another name");
		assertThat(problems("java -cp benchmarks/target/benchmarks.jar dev.pusherspring.NoSuchClass"))
			.containsExactly("there is no class 'dev.pusherspring.NoSuchClass'");
		assertThat(problems("no-such-program")).containsExactly("no test knows the program 'no-such-program'");
		assertThat(problems("A=b mvn -Prelease verify # all", "bash .ci/run")).isEmpty();
	}

	private static List<String> problems(String... lines) {
		return ShellCommand.parse(List.of(lines)).stream().flatMap((command) -> command.problems().stream()).toList();
	}

	private static Block block(String language, String... lines) {
		return new Block("page.md", 1, language, List.of(lines));
	}

	private static TestedSources sources(String... lines) {
		return TestedSources.of(Map.of("C.java", List.of(lines)));
	}

}
