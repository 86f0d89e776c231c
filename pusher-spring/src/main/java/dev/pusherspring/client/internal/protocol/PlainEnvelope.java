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
 * Reads a message in the form that servers give to nearly all of them: known fields only,
 * and all of them strings. That takes half of a general parser's time, as text between
 * escapes is taken eight characters at once. Whatever looks different is left to such a
 * parser, so that one place alone knows all of JSON and says what is wrong.
 */
final class PlainEnvelope {

	private static final byte[] EVENT = name("event");

	private static final byte[] CHANNEL = name("channel");

	private static final byte[] DATA = name("data");

	private static final byte[] USER_ID = name("user_id");

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	private static final long ONES = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	// UTF-8, in which no part of a longer character looks like syntax
	private final byte[] bytes;

	private final RecurringNames names;

	private int position;

	private @Nullable String event;

	private @Nullable String channel;

	private @Nullable String data;

	private @Nullable String userId;

	private PlainEnvelope(String text, RecurringNames names) {
		this.bytes = text.getBytes(StandardCharsets.UTF_8);
		this.names = names;
	}

	private static byte[] name(String name) {
		return ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Read a message.
	 * @param text the received text
	 * @param names the names of messages so far
	 * @return the message, or {@code null} if it does not have the usual form
	 */
	static @Nullable Frame read(String text, RecurringNames names) {
		return new PlainEnvelope(text, names).read();
	}

	private @Nullable Frame read() {
		if (!skip('{')) {
			return null;
		}
		do {
			if (!readField()) {
				return null;
			}
		}
		while (skip(','));
		boolean complete = skip('}') && isAtEnd();
		return (complete && this.event != null) ? new Frame(this.event, this.channel, this.data, this.userId) : null;
	}

	private boolean readField() {
		skipWhitespace();
		// what follows the quotation mark tells the fields apart
		int first = (this.position + 1 < this.bytes.length) ? this.bytes[this.position + 1] : 0;
		return switch (first) {
			case 'e' -> {
				this.event = skip(EVENT) ? readString(true) : null;
				yield this.event != null;
			}
			case 'c' -> {
				this.channel = skip(CHANNEL) ? readString(true) : null;
				yield this.channel != null;
			}
			case 'd' -> {
				this.data = skip(DATA) ? readString(false) : null;
				yield this.data != null;
			}
			case 'u' -> {
				this.userId = skip(USER_ID) ? readString(false) : null;
				yield this.userId != null;
			}
			default -> false;
		};
	}

	private @Nullable String readString(boolean recurring) {
		if (!skip(':') || !skip('"')) {
			return null;
		}
		byte[] bytes = this.bytes;
		int start = this.position;
		int from = start;
		// what follows an escape moves up
		int to = start;
		while (from < bytes.length) {
			int plain = movePlain(from, to);
			from += plain;
			to += plain;
			if (from == bytes.length) {
				return null;
			}
			byte current = bytes[from++];
			if (current == '"') {
				this.position = from;
				return recurring ? this.names.get(bytes, start, to)
						: new String(bytes, start, to - start, StandardCharsets.UTF_8);
			}
			if (current == '\\' && from < bytes.length) {
				current = unescape(bytes[from++]);
				if (current == 0) {
					return null;
				}
			}
			else if (current >= 0 && current < ' ') {
				return null;
			}
			bytes[to++] = current;
		}
		return null;
	}

	/**
	 * Move text up to the next byte that has to be looked at: one that does not mean
	 * itself, or one of the last few.
	 * @param from where it is
	 * @param to where it goes, not behind that
	 * @return how many bytes have been moved
	 */
	private int movePlain(int from, int to) {
		byte[] bytes = this.bytes;
		int count = 0;
		while (from + count + Long.BYTES <= bytes.length) {
			long word = (long) EIGHT_BYTES.get(bytes, from + count);
			long special = special(word);
			if (special != 0) {
				int plain = Long.numberOfTrailingZeros(special) / Byte.SIZE;
				for (int i = 0; i < plain; i++, count++) {
					bytes[to + count] = bytes[from + count];
				}
				return count;
			}
			EIGHT_BYTES.set(bytes, to + count, word);
			count += Long.BYTES;
		}
		return count;
	}

	// the high bit of the first byte that is a quotation mark, a backslash or a control
	// character; behind that one there may be more
	private static long special(long word) {
		return (zeros(word ^ ('"' * ONES)) | zeros(word ^ ('\\' * ONES)) | ((word - ' ' * ONES) & ~word)) & HIGH_BITS;
	}

	private static long zeros(long word) {
		return (word - ONES) & ~word;
	}

	// 0 for what is no short escape
	private static byte unescape(byte escape) {
		return switch (escape) {
			case '"', '\\', '/' -> escape;
			case 'n' -> '\n';
			case 't' -> '\t';
			case 'r' -> '\r';
			case 'b' -> '\b';
			case 'f' -> '\f';
			default -> 0;
		};
	}

	private boolean skip(byte[] expected) {
		int end = this.position + expected.length;
		if (end > this.bytes.length || !Arrays.equals(this.bytes, this.position, end, expected, 0, expected.length)) {
			return false;
		}
		this.position = end;
		return true;
	}

	private boolean skip(char expected) {
		skipWhitespace();
		if (this.position == this.bytes.length || this.bytes[this.position] != expected) {
			return false;
		}
		this.position++;
		return true;
	}

	private boolean isAtEnd() {
		skipWhitespace();
		return this.position == this.bytes.length;
	}

	private void skipWhitespace() {
		while (this.position < this.bytes.length && isWhitespace(this.bytes[this.position])) {
			this.position++;
		}
	}

	private static boolean isWhitespace(byte current) {
		return current == ' ' || current == '\n' || current == '\r' || current == '\t';
	}

}
