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
 * @param limit the limit
 * @param least whether the limit is the least that is wanted, rather than the most
 * @param unit unit of limit and figures
 * @param digits digits of a figure behind the point
 * @param byDefault the figures with the default engine
 * @param netty the figures with the engine on Netty, none where the engine does not
 * matter
 */
record Goal(String what, double limit, boolean least, String unit, int digits, Sample byDefault, Sample netty) {

	static Goal atLeast(String what, double limit, String unit, Sample byDefault, Sample netty) {
		return new Goal(what, limit, true, unit, 2, byDefault, netty);
	}

	static Goal atMost(String what, double limit, String unit, int digits, Sample byDefault, Sample netty) {
		return new Goal(what, limit, false, unit, digits, byDefault, netty);
	}

	static Goal atMost(String what, double limit, String unit, int digits, Sample sample) {
		return atMost(what, limit, unit, digits, sample, Sample.NONE);
	}

	private static String number(double number) {
		return (number == Math.rint(number)) ? "%,d".formatted((long) number) : String.valueOf(number);
	}

	private String cell(Sample sample) {
		if (sample.isEmpty()) {
			return "–";
		}
		boolean met = this.least ? sample.median() >= this.limit : sample.median() <= this.limit;
		return sample.text(1, this.digits) + this.unit + ": " + (met ? "met" : "**not met**");
	}

	String row() {
		return "| %s | %s | %s | %s |".formatted(this.what, (this.least ? "≥ " : "≤ ") + number(this.limit) + this.unit,
				cell(this.byDefault), cell(this.netty));
	}

}
