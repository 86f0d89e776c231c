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

package dev.pusherspring.benchmarks.publish;

import java.time.Duration;

import dev.pusherspring.embedded.EmbeddedPusherServer;

/**
 * Runs one measurement of one publisher.
 */
public final class PublishMain {

	private PublishMain() {
	}

	/**
	 * Run the measurement.
	 * @param args the measurement, the contender, and the arguments of the measurement
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().build()) {
			server.start();
			switch (args[0]) {
				case "publish" -> new PublishRate(Publisher.of(args[1], server), number(args, 2), number(args, 3))
					.run(Duration.ofMillis(number(args, 4)), Duration.ofMillis(number(args, 5)));
				case "publish-order" -> new PublishOrder(server).run(number(args, 2), number(args, 3));
				default -> throw new IllegalArgumentException("There is no measurement '%s'".formatted(args[0]));
			}
		}
		System.exit(0);
	}

	private static int number(String[] args, int index) {
		return Integer.parseInt(args[index]);
	}

}
