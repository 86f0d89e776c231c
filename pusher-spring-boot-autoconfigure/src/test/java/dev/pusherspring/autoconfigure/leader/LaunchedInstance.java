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

package dev.pusherspring.autoconfigure.leader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import org.awaitility.Awaitility;

/**
 * A {@link PartitionInstance} in a JVM of its own.
 */
final class LaunchedInstance {

	private final String name;

	private final Process process;

	private final Thread reader;

	private final List<String> log = new CopyOnWriteArrayList<>();

	private LaunchedInstance(String name, Process process, BiConsumer<String, String> lines) {
		this.name = name;
		this.process = process;
		this.reader = new Thread(() -> read(lines), "output of " + name);
		this.reader.start();
	}

	/**
	 * Launch an instance.
	 * @param name its name
	 * @param lines receives the name and each line that says what was handled or missed
	 * @param properties properties of the application
	 * @return the instance, which starts
	 */
	static LaunchedInstance launch(String name, BiConsumer<String, String> lines, List<String> properties) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						PartitionInstance.class.getName()));
		properties.forEach((property) -> command.add("--" + property));
		try {
			return new LaunchedInstance(name, new ProcessBuilder(command).redirectErrorStream(true).start(), lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(BiConsumer<String, String> lines) {
		try (BufferedReader output = this.process.inputReader()) {
			output.lines().forEach((line) -> {
				if (line.startsWith(PartitionInstance.HANDLED) || line.startsWith(PartitionInstance.OUTAGE)) {
					lines.accept(this.name, line);
				}
				else {
					this.log.add(line);
				}
			});
		}
		catch (IOException | UncheckedIOException ex) {
			this.log.add("The output ended: " + ex);
		}
	}

	void awaitReady() {
		Awaitility.await("start of " + this)
			.atMost(Duration.ofMinutes(1))
			.until(() -> this.log.contains(PartitionInstance.READY) || !this.process.isAlive());
		if (!this.process.isAlive()) {
			throw new IllegalStateException("Did not start: " + this);
		}
	}

	void kill() throws InterruptedException {
		this.process.toHandle().destroyForcibly();
		this.process.waitFor();
		this.reader.join();
	}

	/**
	 * Ask it to end, by SIGTERM, and wait until it has.
	 */
	void end() throws InterruptedException {
		// not the process itself, which would close its output
		this.process.toHandle().destroy();
		this.process.waitFor();
		this.reader.join();
	}

	@Override
	public String toString() {
		return "instance " + this.name + ":\n" + String.join("\n", this.log);
	}

}
