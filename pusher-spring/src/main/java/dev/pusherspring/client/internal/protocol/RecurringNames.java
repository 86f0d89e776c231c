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
 * Cache of the names of events and channels, which recur in messages. One copy of each
 * name is shared by all messages, together with its cached hash code. The memory is
 * bounded: a name replaces the oldest one with the same place.
 * <p>
 * Safe for use by multiple threads.
 */
final class RecurringNames {

	private static final int PLACE_BITS = 10;

	// the number of names that share a place; with one, a thousand channels would keep
	// replacing each other
	private static final int WAYS = 4;

	private static final int MAX_LENGTH = 200;

	private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	// threads may see different names in a place, but never partial ones
	private final @Nullable Name[] names = new Name[WAYS << PLACE_BITS];

	/**
	 * Return a name.
	 * @param bytes the buffer with its text in UTF-8
	 * @param start the start of the text
	 * @param end the end of the text
	 * @return the name
	 */
	String get(byte[] bytes, int start, int end) {
		if (end - start > MAX_LENGTH) {
			return new String(bytes, start, end - start, StandardCharsets.UTF_8);
		}
		long hash = hash(bytes, start, end);
		int first = WAYS * (int) (hash >>> (Long.SIZE - PLACE_BITS));
		for (int place = first; place < first + WAYS; place++) {
			Name name = this.names[place];
			if (name != null && name.hash == hash && equal(name.bytes, bytes, start, end)) {
				return name.text;
			}
		}
		Name name = new Name(hash, Arrays.copyOfRange(bytes, start, end),
				new String(bytes, start, end - start, StandardCharsets.UTF_8));
		System.arraycopy(this.names, first, this.names, first + 1, WAYS - 1);
		this.names[first] = name;
		return name.text;
	}

	// eight bytes at a time; the last eight may overlap those before
	private static long hash(byte[] bytes, int start, int end) {
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
		return hash;
	}

	// compares like the hash is computed, which is faster for a few bytes than a method
	// for arrays of any length
	private static boolean equal(byte[] name, byte[] bytes, int start, int end) {
		int length = end - start;
		int last = length - Long.BYTES;
		if (name.length != length || last < 0) {
			return Arrays.equals(name, 0, name.length, bytes, start, end);
		}
		for (int i = 0; i < last; i += Long.BYTES) {
			if ((long) EIGHT_BYTES.get(name, i) != (long) EIGHT_BYTES.get(bytes, start + i)) {
				return false;
			}
		}
		return (long) EIGHT_BYTES.get(name, last) == (long) EIGHT_BYTES.get(bytes, start + last);
	}

	private record Name(long hash, byte[] bytes, String text) {

	}

}
