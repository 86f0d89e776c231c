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

package dev.pusherspring.benchmarks.load;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What a client wants of the server. The orders are names of channels, so that every
 * client can give them in the same way: by a subscription.
 */
public final class Order {

	private static final String PREFIX = "order";

	private Order() {
	}

	/**
	 * As many messages as fast as they can be written.
	 * @param length length of a message
	 * @param channels number of channels
	 * @param count number of messages
	 * @param number distinguishes orders
	 * @return the name of the channel
	 */
	public static String burst(int length, int channels, int count, int number) {
		return "%s.burst.%d.%d.%d.%d".formatted(PREFIX, length, channels, count, number);
	}

	/**
	 * Messages at a steady pace, with the time of sending as id.
	 * @param length length of a message
	 * @param channels number of channels
	 * @param rate messages per second
	 * @param count number of messages
	 * @param number distinguishes orders
	 * @return the name of the channel
	 */
	public static String paced(int length, int channels, int rate, int count, int number) {
		return "%s.paced.%d.%d.%d.%d.%d".formatted(PREFIX, length, channels, rate, count, number);
	}

	/**
	 * An end of the connection without a close frame, and without an answer. As clients
	 * subscribe to everything again after that, it happens once.
	 * @param number distinguishes orders
	 * @return the name of the channel
	 */
	public static String drop(long number) {
		return "%s.drop.%d".formatted(PREFIX, number);
	}

	static String @Nullable [] parse(String channel) {
		String[] parts = channel.split("\\.");
		return parts[0].equals(PREFIX) ? Arrays.copyOfRange(parts, 1, parts.length) : null;
	}

}
