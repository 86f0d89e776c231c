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
 * A goal.
 *
 * @param what the measured quantity
 * @param limit the limit
 * @param least whether the limit is a minimum rather than a maximum
 * @param unit the unit of the limit and the figures
 * @param digits number of decimal places
 * @param sample the figures
 */
record Goal(String what, double limit, boolean least, String unit, int digits, Sample sample) {

	static Goal atLeast(String what, double limit, String unit, Sample sample) {
		return new Goal(what, limit, true, unit, 2, sample);
	}

	static Goal atMost(String what, double limit, String unit, int digits, Sample sample) {
		return new Goal(what, limit, false, unit, digits, sample);
	}

	private static String number(double number) {
		return (number == Math.rint(number)) ? "%,d".formatted((long) number) : String.valueOf(number);
	}

	private String result() {
		if (this.sample.isEmpty()) {
			return "–";
		}
		boolean met = this.least ? this.sample.median() >= this.limit : this.sample.median() <= this.limit;
		return this.sample.text(1, this.digits) + this.unit + ": " + (met ? "met" : "**not met**");
	}

	String row() {
		return "| %s | %s | %s |".formatted(this.what, (this.least ? "≥ " : "≤ ") + number(this.limit) + this.unit,
				result());
	}

}
