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

package dev.pusherspring.client.internal.link.spring;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a text message. Of a message that is too long no more is kept than may be.
 */
final class Utf8Message {

	// of a longer message the memory is given back
	private static final int KEPT_CAPACITY = 65_536;

	// a character has up to three bytes; those with four are two characters in Java
	private static final int MAX_BYTES_PER_CHARACTER = 3;

	private static final char REPLACEMENT = '\uFFFD';

	private final int maxLength;

	private final long maxBytes;

	private byte[] bytes = new byte[8192];

	private int size;

	private boolean tooLong;

	Utf8Message(int maxLength) {
		this.maxLength = maxLength;
		this.maxBytes = Math.min(Integer.MAX_VALUE - 8L, (long) MAX_BYTES_PER_CHARACTER * maxLength);
	}

	/**
	 * Take a part.
	 * @param in where it is
	 * @param length its number of bytes
	 */
	void add(ByteBuf in, int length) {
		if (this.tooLong || (long) this.size + length > this.maxBytes) {
			this.tooLong = true;
			clear();
			in.skipBytes(length);
			return;
		}
		reserve(this.size + length);
		in.readBytes(this.bytes, this.size, length);
		this.size += length;
	}

	private void reserve(int capacity) {
		if (this.bytes.length < capacity) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.max(capacity, Math.min(this.maxBytes, this.bytes.length * 2L)));
		}
	}

	/**
	 * Return whether a part was taken.
	 * @return whether {@link #end()} is still to come
	 */
	boolean isStarted() {
		return this.size > 0 || this.tooLong;
	}

	/**
	 * Return the message that was taken, and be ready for the next one.
	 * @return the message, or {@code null} if it was too long
	 * @throws CharacterCodingException if it is no text
	 */
	@Nullable String end() throws CharacterCodingException {
		String text = this.tooLong ? null : decode(this.bytes, 0, this.size);
		this.tooLong = false;
		clear();
		return text;
	}

	/**
	 * Read a message that is there as a whole.
	 * @param in where it is
	 * @param length its number of bytes
	 * @return the message, or {@code null} if it is too long
	 * @throws CharacterCodingException if it is no text
	 */
	@Nullable String read(ByteBuf in, int length) throws CharacterCodingException {
		if (in.hasArray() && length <= this.maxBytes) {
			int start = in.arrayOffset() + in.readerIndex();
			in.skipBytes(length);
			return decode(in.array(), start, length);
		}
		add(in, length);
		return end();
	}

	private @Nullable String decode(byte[] bytes, int start, int length) throws CharacterCodingException {
		String text = new String(bytes, start, length, StandardCharsets.UTF_8);
		if (text.indexOf(REPLACEMENT) >= 0) {
			// either sent as such or in place of what is no character
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
		}
		return (text.length() <= this.maxLength) ? text : null;
	}

	private void clear() {
		this.size = 0;
		if (this.bytes.length > KEPT_CAPACITY) {
			this.bytes = new byte[8192];
		}
	}

}
