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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import dev.pusherspring.benchmarks.Frames;

/**
 * Encoded messages, which are created once and written as often as needed.
 */
final class Block {

	private static final int MIN_LENGTH = 256 * 1024;

	private final byte[] bytes;

	// end offset of each message
	private final int[] ends;

	private Block(byte[] bytes, int[] ends) {
		this.bytes = bytes;
		this.ends = ends;
	}

	/**
	 * Create messages for all channels in turn.
	 * @param length length of a message
	 * @param channels number of channels
	 * @return the messages
	 */
	static Block of(int length, int channels) {
		int rounds = Math.max(1, MIN_LENGTH / (length * channels));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int[] ends = new int[rounds * channels];
		for (int i = 0; i < ends.length; i++) {
			bytes.writeBytes(
					WireFrame.text(Frames.frame(Frames.channel(i % channels), ClientConnection.ID_BASE + i, length)));
			ends[i] = bytes.size();
		}
		return new Block(bytes.toByteArray(), ends);
	}

	void write(OutputStream out, int count) throws IOException {
		for (int left = count; left > 0;) {
			int some = Math.min(left, this.ends.length);
			out.write(this.bytes, 0, this.ends[some - 1]);
			left -= some;
		}
	}

}
