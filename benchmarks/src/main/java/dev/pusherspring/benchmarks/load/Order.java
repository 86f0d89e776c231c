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
 * An order of a client to the server. Orders are encoded as names of channels, so that
 * every client can send them in the same way, with a subscription.
 */
public final class Order {

	private static final String PREFIX = "order";

	private Order() {
	}

	/**
	 * Return an order for messages at full speed.
	 * @param length length of a message
	 * @param channels number of channels
	 * @param count number of messages
	 * @param number a unique number of the order
	 * @return the name of the channel
	 */
	public static String burst(int length, int channels, int count, int number) {
		return "%s.burst.%d.%d.%d.%d".formatted(PREFIX, length, channels, count, number);
	}

	/**
	 * Return an order for messages at a constant rate, with the sending time as id.
	 * @param length length of a message
	 * @param channels number of channels
	 * @param rate messages per second
	 * @param count number of messages
	 * @param number a unique number of the order
	 * @return the name of the channel
	 */
	public static String paced(int length, int channels, int rate, int count, int number) {
		return "%s.paced.%d.%d.%d.%d.%d".formatted(PREFIX, length, channels, rate, count, number);
	}

	/**
	 * Return an order to close the connection without a close frame and without an
	 * answer. It is executed only once, as clients subscribe to all channels again
	 * afterwards.
	 * @param number a unique number of the order
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
