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

import java.util.Map;
import java.util.stream.Collectors;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import dev.pusherspring.benchmarks.jmh.EnvelopeDecoding;

/**
 * The micro-benchmarks, which JMH runs once per round, so that they alternate, too.
 */
final class MicroBenchmarks {

	/**
	 * Name of the micro-benchmarks in the results.
	 */
	static final String MEASUREMENT = "jmh";

	private final int millis;

	MicroBenchmarks(boolean quick) {
		this.millis = quick ? 150 : 300;
	}

	String command() {
		return "java -jar benchmarks/target/benchmarks.jar jmh -f 1 -wi 4 -i 5 -w %dms -r %dms -prof gc"
			.formatted(this.millis, this.millis);
	}

	void run(Results results) throws RunnerException {
		Options options = new OptionsBuilder().include(EnvelopeDecoding.class.getPackageName())
			.forks(1)
			.warmupIterations(4)
			.measurementIterations(5)
			.warmupTime(TimeValue.milliseconds(this.millis))
			.measurementTime(TimeValue.milliseconds(this.millis))
			.addProfiler(GCProfiler.class)
			.verbosity(VerboseMode.SILENT)
			.build();
		for (RunResult result : new Runner(options).run()) {
			// the median of the iterations is more stable than their mean
			double nanos = result.getPrimaryResult().getStatistics().getPercentile(50);
			double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
			results.add(MEASUREMENT, name(result), Map.of("nanos", nanos, "bytes", bytes));
		}
	}

	private static String name(RunResult result) {
		String benchmark = result.getParams().getBenchmark();
		String[] parts = benchmark.split("\\.");
		String parameters = result.getParams()
			.getParamsKeys()
			.stream()
			.map((key) -> " " + result.getParams().getParam(key))
			.collect(Collectors.joining());
		return parts[parts.length - 2] + "." + parts[parts.length - 1] + parameters;
	}

}
