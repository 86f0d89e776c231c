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

import java.util.List;
import java.util.Locale;

/**
 * The values of a figure in several rounds.
 *
 * @param figures one figure for each round
 */
record Sample(List<Double> figures) {

	static final Sample NONE = new Sample(List.of());

	boolean isEmpty() {
		return this.figures.isEmpty();
	}

	double median() {
		List<Double> sorted = this.figures.stream().sorted().toList();
		int size = sorted.size();
		if (size == 0) {
			return Double.NaN;
		}
		return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
	}

	/**
	 * Return the median and, if there are several figures, their range.
	 * @param scale the factor to multiply figures with
	 * @param digits number of decimal places
	 * @return the text
	 */
	String text(double scale, int digits) {
		if (isEmpty()) {
			return "–";
		}
		String median = format(median() * scale, digits);
		if (this.figures.size() == 1) {
			return median;
		}
		double min = this.figures.stream().mapToDouble(Double::doubleValue).min().orElse(0);
		double max = this.figures.stream().mapToDouble(Double::doubleValue).max().orElse(0);
		return "%s (%s–%s)".formatted(median, format(min * scale, digits), format(max * scale, digits));
	}

	private static String format(double figure, int digits) {
		return String.format(Locale.ROOT, "%,." + digits + "f", figure);
	}

}
