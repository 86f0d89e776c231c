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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All figures by measurement, contender and name, one for each round.
 */
final class Results {

	private final Map<String, List<Double>> figures = new LinkedHashMap<>();

	private final List<String> failures = new ArrayList<>();

	void add(String measurement, String contender, Map<String, Double> figures) {
		figures.forEach((name, figure) -> this.figures
			.computeIfAbsent(key(measurement, contender, name), (key) -> new ArrayList<>())
			.add(figure));
	}

	void failed(String text) {
		this.failures.add(text);
	}

	List<String> failures() {
		return this.failures;
	}

	private static String key(String measurement, String contender, String name) {
		return measurement + "|" + contender + "|" + name;
	}

	Sample get(String measurement, String contender, String name) {
		return new Sample(this.figures.getOrDefault(key(measurement, contender, name), List.of()));
	}

	List<String> contenders(String measurement) {
		return this.figures.keySet()
			.stream()
			.map((key) -> key.split("\\|"))
			.filter((parts) -> parts[0].equals(measurement))
			.map((parts) -> parts[1])
			.distinct()
			.toList();
	}

	/**
	 * Return the ratios of two contenders by round.
	 * @param measurement the measurement
	 * @param contender the contender
	 * @param other the contender to compare with
	 * @param name name of the figure
	 * @return the ratios
	 */
	Sample ratio(String measurement, String contender, String other, String name) {
		List<Double> figures = get(measurement, contender, name).figures();
		List<Double> others = get(measurement, other, name).figures();
		return new Sample(IntStream.range(0, Math.min(figures.size(), others.size()))
			.mapToObj((i) -> figures.get(i) / others.get(i))
			.toList());
	}

}
