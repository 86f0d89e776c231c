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

package dev.pusherspring.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Inputs that come from recorded ones by chance: bytes flipped, cut out, doubled, put in
 * from elsewhere. The same seed gives the same inputs. {@code -Dfuzz.inputs=1000000}
 * makes more of them, {@code -Dfuzz.seed=7} others.
 */
public final class Fuzz {

	private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);

	private static final long SEED = Long.getLong("fuzz.seed", 20261128);

	// what parsers stumble over
	private static final List<String> SPICES = List.of("1e99999999999", "-0", "\\u0000", "\\ud800", "\\", "\"",
			"\u0000", "\n", "{", "}", "[", "]", ",", ":", "null", "true", "9223372036854775808", "\u2028",
			"\uD83D\uDE00", "{\"a\":", "[".repeat(1100), "pusher:", "pusher_internal:", "\\\"", " ", "\t",
			"x".repeat(5000));

	private final List<byte[]> recorded;

	private final Random random = new Random(SEED);

	private Fuzz(List<String> recorded) {
		this.recorded = recorded.stream().map((text) -> text.getBytes(StandardCharsets.UTF_8)).toList();
	}

	/**
	 * Return how many inputs there are to be.
	 * @return the number
	 */
	public static int inputs() {
		return INPUTS;
	}

	/**
	 * Try all inputs.
	 * @param recorded what to make them of
	 * @param trial tries one and fails if it finds something wrong
	 * @throws AssertionError with what it takes to repeat the failure
	 */
	public static void run(List<String> recorded, Trial trial) {
		Fuzz fuzz = new Fuzz(recorded);
		for (int number = 0; number < INPUTS; number++) {
			byte[] input = fuzz.next();
			try {
				trial.run(number, input);
			}
			catch (Throwable ex) {
				throw new AssertionError("Input %d with -Dfuzz.seed=%d: %s".formatted(number, SEED, printable(input)),
						ex);
			}
		}
	}

	private byte[] next() {
		byte[] input = pick();
		for (int change = this.random.nextInt(4); change >= 0; change--) {
			input = change(input);
		}
		return input;
	}

	private byte[] pick() {
		return this.recorded.get(this.random.nextInt(this.recorded.size()));
	}

	private byte[] change(byte[] input) {
		int from = this.random.nextInt(input.length + 1);
		int to = Math.min(input.length, from + this.random.nextInt(12));
		return switch (this.random.nextInt(7)) {
			case 0 -> splice(input, from, to, new byte[0]);
			case 1 -> splice(input, from, from, bytes(SPICES.get(this.random.nextInt(SPICES.size()))));
			case 2 -> splice(input, from, to, bytes(SPICES.get(this.random.nextInt(SPICES.size()))));
			case 3 ->
				splice(input, from, Math.min(input.length, from + 1), new byte[] { (byte) this.random.nextInt() });
			case 4 -> splice(input, from, input.length, new byte[0]);
			case 5 -> splice(input, to, to, slice(input, from, to));
			default -> {
				byte[] other = pick();
				int start = this.random.nextInt(other.length + 1);
				yield splice(input, from, to, slice(other, start, Math.min(other.length, start + 30)));
			}
		};
	}

	private static byte[] splice(byte[] input, int from, int to, byte[] replacement) {
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		result.write(input, 0, from);
		result.writeBytes(replacement);
		result.write(input, to, input.length - to);
		return result.toByteArray();
	}

	private static byte[] slice(byte[] input, int from, int to) {
		return splice(splice(input, to, input.length, new byte[0]), 0, from, new byte[0]);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String printable(byte[] input) {
		StringBuilder text = new StringBuilder();
		for (byte next : input) {
			text.append((next >= ' ' && next < 127) ? String.valueOf((char) next) : "\\x%02x".formatted(next));
		}
		return text.toString();
	}

	/**
	 * Tries one input.
	 */
	@FunctionalInterface
	public interface Trial {

		void run(int number, byte[] input) throws Exception;

	}

}
