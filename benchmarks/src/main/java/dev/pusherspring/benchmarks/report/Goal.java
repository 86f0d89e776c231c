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

/**
 * Something to reach.
 *
 * @param what what is measured
 * @param limit the limit, in words
 * @param figure the figure, in words
 * @param met whether it is met
 */
record Goal(String what, String limit, String figure, boolean met) {

	static Goal atLeast(String what, double limit, String unit, Sample sample) {
		return new Goal(what, "≥ " + number(limit) + unit, sample.text(1, 2) + unit, sample.median() >= limit);
	}

	static Goal atMost(String what, double limit, String unit, Sample sample, int digits) {
		return new Goal(what, "≤ " + number(limit) + unit, sample.text(1, digits) + unit, sample.median() <= limit);
	}

	private static String number(double number) {
		return (number == Math.rint(number)) ? "%,d".formatted((long) number) : String.valueOf(number);
	}

	String row() {
		return "| %s | %s | %s | %s |".formatted(this.what, this.limit, this.figure, this.met ? "met" : "**not met**");
	}

}
