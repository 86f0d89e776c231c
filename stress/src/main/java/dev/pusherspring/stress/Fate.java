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

package dev.pusherspring.stress;

import java.util.Arrays;

/**
 * The fate of a connection, from the server's point of view.
 *
 * @param connection number of the connection
 * @param name how it ended
 * @param written number of events written, by channel
 * @param mustHave number of events that the client must have received, by channel
 */
record Fate(int connection, String name, int[] written, int[] mustHave) {

	static Fate parse(String line) {
		String[] parts = line.split(" ");
		return new Fate(Integer.parseInt(parts[0]), parts[1], numbers(parts[2]), numbers(parts[3]));
	}

	private static int[] numbers(String text) {
		return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
	}

}
