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

package dev.pusherspring.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs one measurement in its own JVM, which is terminated if it takes too long.
 */
final class Fork {

	private static final long TIMEOUT_SECONDS = 120;

	private final List<String> command = new ArrayList<>();

	Fork(Installation installation, String classpath) {
		this.command.add(installation.java());
		this.command.addAll(List.of("-cp", classpath));
	}

	Fork with(List<String> arguments) {
		this.command.addAll(arguments);
		return this;
	}

	/**
	 * Run the measurement.
	 * @return the figures
	 * @throws IOException if there are none
	 * @throws InterruptedException if the thread is interrupted
	 */
	Map<String, Double> run() throws IOException, InterruptedException {
		Path output = Files.createTempFile("benchmark", ".log");
		Process process = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
				throw new IOException("No result within %d s".formatted(TIMEOUT_SECONDS));
			}
			List<String> lines = Files.readAllLines(output);
			return lines.stream()
				.filter((line) -> line.startsWith("RESULT "))
				.findFirst()
				.map(Fork::parse)
				.orElseThrow(() -> new IOException(
						"No result: " + String.join("\n", lines.subList(0, Math.min(lines.size(), 20)))));
		}
		finally {
			process.destroyForcibly().waitFor();
			Files.delete(output);
		}
	}

	private static Map<String, Double> parse(String line) {
		Map<String, Double> figures = new TreeMap<>();
		for (String figure : line.substring("RESULT ".length()).split(" ")) {
			String[] parts = figure.split("=");
			figures.put(parts[0], Double.valueOf(parts[1]));
		}
		return figures;
	}

}
