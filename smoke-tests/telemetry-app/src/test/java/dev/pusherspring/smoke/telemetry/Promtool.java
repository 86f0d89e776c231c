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

package dev.pusherspring.smoke.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tool that comes with Prometheus and reads what it would read: {@code .ci/run} gets
 * it from Debian.
 */
final class Promtool {

	private Promtool() {
	}

	/**
	 * Check what Prometheus would scrape.
	 * @param scrape the text
	 */
	static void checkMetrics(String scrape) throws Exception {
		Path input = Files.createTempFile("scrape", ".txt");
		try {
			Files.writeString(input, scrape);
			// status 3 is for advice on names
			assertThat(run(input, "check", "metrics")).isIn(0, 3);
		}
		finally {
			Files.delete(input);
		}
	}

	/**
	 * Check expressions as rules would have them.
	 * @param expressions the expressions
	 */
	static void checkExpressions(List<String> expressions) throws Exception {
		String rules = expressions.stream()
			.map((expression) -> "  - record: some:name\n    labels: {number: \"%d\"}\n    expr: '%s'\n"
				.formatted(expressions.indexOf(expression), expression))
			.collect(Collectors.joining("", "groups:\n- name: dashboard\n  rules:\n", ""));
		Path file = Files.createTempFile("rules", ".yml");
		try {
			Files.writeString(file, rules);
			assertThat(run(Path.of("/dev/null"), "check", "rules", "--lint=none", file.toString())).isZero();
		}
		finally {
			Files.delete(file);
		}
	}

	private static int run(Path input, String... arguments) throws Exception {
		Process process;
		try {
			process = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList())
				.redirectInput(input.toFile())
				.redirectOutput(ProcessBuilder.Redirect.INHERIT)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
		}
		catch (IOException ex) {
			Assumptions.abort("promtool is not installed");
			throw ex;
		}
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return process.exitValue();
	}

}
