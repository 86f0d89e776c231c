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

import org.openjdk.jmh.runner.RunnerException;

import dev.pusherspring.benchmarks.contender.ContenderMain;
import dev.pusherspring.benchmarks.contender.StartUp;
import dev.pusherspring.benchmarks.publish.PublishMain;
import dev.pusherspring.benchmarks.report.Plan.Measurement;

/**
 * Runs all measurements with alternating contenders, and writes the report.
 */
public final class Suite {

	/**
	 * Name of the application start in the results.
	 */
	static final String START_UP = "start-up";

	private static final List<String> MEMORY = List.of("-Xms512m", "-Xmx512m");

	private final Installation installation = new Installation();

	private final Results results = new Results();

	private final Plan plan;

	private final String only;

	private Suite(boolean quick, String only) {
		this.plan = new Plan(quick);
		this.only = only;
	}

	/**
	 * Run the measurements.
	 * @param args {@code --quick} for a run of a few minutes that shows trends,
	 * {@code --only=NAME} for the measurements whose names start with this text, and the
	 * file to write
	 * @throws Exception if the load server or JMH cannot be run
	 */
	public static void main(String[] args) throws Exception {
		boolean quick = false;
		String only = "";
		Path file = Path.of("RESULTS.md");
		for (String arg : args) {
			if (arg.equals("--quick")) {
				quick = true;
			}
			else if (arg.startsWith("--only=")) {
				only = arg.substring("--only=".length());
			}
			else {
				file = Path.of(arg);
			}
		}
		long start = System.nanoTime();
		Suite suite = new Suite(quick, only);
		suite.run();
		long seconds = (System.nanoTime() - start) / 1_000_000_000;
		Files.writeString(file, new Report(suite.results, suite.plan, seconds).text());
		System.out.println("%d s, written to %s".formatted(seconds, file));
	}

	private void run() throws IOException, InterruptedException, RunnerException {
		try (Server server = new Server(this.installation)) {
			warmUp(server);
			for (Measurement measurement : this.plan.measurements()) {
				if (measurement.name().startsWith(this.only)) {
					measure(measurement, server);
				}
			}
			if (START_UP.startsWith(this.only)) {
				startUp(server);
			}
		}
		if (MicroBenchmarks.MEASUREMENT.startsWith(this.only)) {
			for (int i = 0; i < this.plan.microBenchmarkRounds(); i++) {
				System.out.println("Micro-benchmarks, round " + (i + 1));
				new MicroBenchmarks(this.plan.isQuick()).run(this.results);
			}
		}
	}

	// otherwise, the first contender would use a server that is not compiled yet
	private void warmUp(Server server) throws IOException, InterruptedException {
		for (boolean tls : new boolean[] { false, true }) {
			List<String> arguments = new ArrayList<>(server.properties(tls, 0));
			arguments.addAll(List.of(ContenderMain.class.getName(), "throughput", Plan.SOCKET, "200", "100", "1500",
					"300", "1"));
			new Fork(this.installation, this.installation.everything()).with(arguments).run();
		}
	}

	private void measure(Measurement measurement, Server server) throws InterruptedException {
		List<String> options = new ArrayList<>(MEMORY);
		options.addAll(server.properties(measurement.tls(), measurement.authDelay()));
		for (int round = 0; round < this.plan.rounds(measurement); round++) {
			for (String contender : measurement.contenders()) {
				List<String> arguments = new ArrayList<>(options);
				Class<?> main = measurement.kind().startsWith("publish") ? PublishMain.class : ContenderMain.class;
				arguments.addAll(List.of(main.getName(), measurement.kind(), contender));
				measurement.arguments().forEach((argument) -> arguments.add(argument.toString()));
				run(measurement.name(), contender,
						new Fork(this.installation, this.installation.everything()).with(arguments));
			}
		}
	}

	private void startUp(Server server) throws InterruptedException {
		List<String> properties = List.of("-Dpusher.key=key", "-Dpusher.host=localhost",
				"-Dpusher.port=" + server.port(), "-Dpusher.force-tls=false", "-Dpusher.channels=market",
				StartUp.class.getName());
		for (int round = 0; round < this.plan.startUpRounds(); round++) {
			run(START_UP, "plain", new Fork(this.installation, this.installation.plainApplication()).with(properties));
			run(START_UP, "libraries",
					new Fork(this.installation, this.installation.applicationWithLibraries()).with(properties));
			run(START_UP, "starter",
					new Fork(this.installation, this.installation.applicationWithStarter()).with(properties));
		}
	}

	private void run(String measurement, String contender, Fork fork) throws InterruptedException {
		try {
			Map<String, Double> figures = fork.run();
			System.out.println(measurement + ": " + contender + " " + figures);
			this.results.add(measurement, contender, figures);
		}
		catch (IOException ex) {
			String text = "%s: %s failed: %s".formatted(measurement, contender, ex.getMessage());
			System.out.println(text);
			this.results.failed(text);
		}
	}

}
