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

package dev.pusherspring.client.internal.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Names of events and channels, which come again and again. One copy of each serves all
 * messages, with the hash code that maps have asked for. The memory is bounded: a name
 * may displace another.
 * <p>
 * Instances are safe for use by several threads.
 */
final class RecurringNames {

	private static final int SIZE_BITS = 10;

	private static final int MAX_LENGTH = 200;

	private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	// threads may see different names in a place, but only whole ones
	private final @Nullable Name[] names = new Name[1 << SIZE_BITS];

	/**
	 * Return a name.
	 * @param bytes where it is, in UTF-8
	 * @param start where it starts
	 * @param end where it ends
	 * @return the name
	 */
	String get(byte[] bytes, int start, int end) {
		if (end - start > MAX_LENGTH) {
			return new String(bytes, start, end - start, StandardCharsets.UTF_8);
		}
		int place = place(bytes, start, end);
		Name name = this.names[place];
		if (name == null || !Arrays.equals(name.bytes, 0, name.bytes.length, bytes, start, end)) {
			name = new Name(Arrays.copyOfRange(bytes, start, end),
					new String(bytes, start, end - start, StandardCharsets.UTF_8));
			this.names[place] = name;
		}
		return name.text;
	}

	// eight bytes at once, the last eight perhaps overlapping those before
	private static int place(byte[] bytes, int start, int end) {
		long hash = end - start;
		int last = end - Long.BYTES;
		if (last < start) {
			for (int position = start; position < end; position++) {
				hash = (hash ^ bytes[position]) * MULTIPLIER;
			}
		}
		else {
			for (int position = start; position < last; position += Long.BYTES) {
				hash = (hash ^ (long) EIGHT_BYTES.get(bytes, position)) * MULTIPLIER;
			}
			hash = (hash ^ (long) EIGHT_BYTES.get(bytes, last)) * MULTIPLIER;
		}
		return (int) (hash >>> (Long.SIZE - SIZE_BITS));
	}

	private record Name(byte[] bytes, String text) {

	}

}
