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

package dev.pusherspring.benchmarks;

import java.util.Arrays;

import dev.pusherspring.benchmarks.report.Suite;

/**
 * Entry point of the module. Runs all benchmarks, or only JMH.
 */
public final class Main {

	private Main() {
	}

	/**
	 * Run the benchmarks.
	 * @param args {@code jmh} and the arguments of JMH, or the arguments of {@link Suite}
	 * @throws Exception if a benchmark fails
	 */
	public static void main(String[] args) throws Exception {
		if (args.length > 0 && args[0].equals("jmh")) {
			org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
		}
		else {
			Suite.main(args);
		}
	}

}
