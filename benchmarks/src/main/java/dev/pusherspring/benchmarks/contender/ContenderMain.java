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

package dev.pusherspring.benchmarks.contender;

import java.time.Duration;

/**
 * Runs one measurement of one contender.
 */
public final class ContenderMain {

	private ContenderMain() {
	}

	/**
	 * Run the measurement.
	 * @param args the measurement, the contender, and the arguments of the measurement
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		Target target = Target.fromSystemProperties();
		Contender contender = Contender.of(args[1]);
		switch (args[0]) {
			case "throughput" -> new Throughput(contender, number(args, 2), number(args, 3)).run(target,
					Duration.ofMillis(number(args, 4)), Duration.ofMillis(number(args, 5)), number(args, 6));
			case "latency" -> new Latency(contender).run(target, number(args, 2), number(args, 3), number(args, 4));
			case "private-channels" -> new PrivateChannels(contender, number(args, 2)).subscribe(target);
			case "recovery" -> new PrivateChannels(contender, number(args, 2)).recover(target);
			case "channels" -> new Memory(contender).channels(target, number(args, 2));
			case "blocked" -> new Memory(contender).blocked(target, number(args, 2), number(args, 3));
			case "first-event" -> new FirstEvent(contender).run(target);
			default -> throw new IllegalArgumentException("There is no measurement '%s'".formatted(args[0]));
		}
		System.exit(0);
	}

	private static int number(String[] args, int index) {
		return Integer.parseInt(args[index]);
	}

}
