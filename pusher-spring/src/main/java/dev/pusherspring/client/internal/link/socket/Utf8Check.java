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

package dev.pusherspring.client.internal.link.socket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that a text is UTF-8, part by part as it arrives. Fails at the first invalid
 * byte, without waiting for the rest of the text.
 */
final class Utf8Check {

	static final int INVALID_PAYLOAD = 1007;

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	private static final long HIGH_BITS = 0x8080808080808080L;

	// the number of missing bytes of the current character, and the range of the next
	// byte
	private int missing;

	private int lowest;

	private int highest;

	/**
	 * Start with a new text.
	 */
	void reset() {
		this.missing = 0;
	}

	/**
	 * Check a part of the text.
	 * @param bytes the buffer with the part
	 * @param from the start of the part
	 * @param to the end of the part
	 */
	void check(byte[] bytes, int from, int to) throws ProtocolViolation {
		int position = from;
		while (position < to) {
			if (this.missing == 0) {
				position = skipAscii(bytes, position, to);
				if (position < to) {
					start(bytes[position++] & 0xff);
				}
			}
			else {
				resume(bytes[position++] & 0xff);
			}
		}
	}

	/**
	 * Check that the text does not end within a character.
	 */
	void checkEnd() throws ProtocolViolation {
		if (this.missing > 0) {
			throw invalid();
		}
	}

	private static int skipAscii(byte[] bytes, int from, int to) {
		int position = from;
		while (position <= to - 4 * Long.BYTES) {
			long words = (long) EIGHT_BYTES.get(bytes, position) | (long) EIGHT_BYTES.get(bytes, position + 8)
					| (long) EIGHT_BYTES.get(bytes, position + 16) | (long) EIGHT_BYTES.get(bytes, position + 24);
			if ((words & HIGH_BITS) != 0) {
				break;
			}
			position += 4 * Long.BYTES;
		}
		while (position < to && bytes[position] >= 0) {
			position++;
		}
		return position;
	}

	// RFC 3629, section 4: no surrogates, nothing above U+10FFFF, and no overlong
	// encodings
	private void start(int lead) throws ProtocolViolation {
		if (lead < 0xc2 || lead > 0xf4) {
			throw invalid();
		}
		this.missing = (lead < 0xe0) ? 1 : (lead < 0xf0) ? 2 : 3;
		this.lowest = (lead == 0xe0) ? 0xa0 : (lead == 0xf0) ? 0x90 : 0x80;
		this.highest = (lead == 0xed) ? 0x9f : (lead == 0xf4) ? 0x8f : 0xbf;
	}

	private void resume(int next) throws ProtocolViolation {
		if (next < this.lowest || next > this.highest) {
			throw invalid();
		}
		this.missing--;
		this.lowest = 0x80;
		this.highest = 0xbf;
	}

	private static ProtocolViolation invalid() {
		return new ProtocolViolation(INVALID_PAYLOAD, "a text message is not UTF-8");
	}

}
