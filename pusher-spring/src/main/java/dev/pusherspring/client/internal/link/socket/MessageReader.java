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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * Parses frames and assembles messages from them. A text that arrives in one frame is
 * passed on within the buffer; only a fragmented or very long text is copied.
 */
final class MessageReader {

	private static final int BUFFER_SIZE = 64 * 1024;

	private static final byte[] EMPTY = new byte[0];

	private final InputStream in;

	private final int maxMessageSize;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	private int position;

	private int limit;

	// the current frame

	private boolean inFrame;

	private int opcode;

	private boolean last;

	private long remaining;

	// whether the frame is a complete message that fits into the buffer
	private boolean whole;

	private int checked;

	// the current message

	private int messageOpcode = Opcode.CONTINUATION;

	private byte[] message = EMPTY;

	private int messageSize;

	private @Nullable String discarded;

	private final Utf8Check utf8 = new Utf8Check();

	MessageReader(InputStream in, int maxMessageSize) {
		this.in = in;
		this.maxMessageSize = maxMessageSize;
	}

	/**
	 * Wait for bytes.
	 * @return {@code false} if the stream has ended
	 */
	boolean fill() throws IOException {
		System.arraycopy(this.buffer, this.position, this.buffer, 0, this.limit - this.position);
		this.limit -= this.position;
		this.position = 0;
		int count = this.in.read(this.buffer, this.limit, this.buffer.length - this.limit);
		this.limit += Math.max(0, count);
		return count >= 0;
	}

	/**
	 * Read and discard bytes until the server closes the connection.
	 */
	void drain() throws IOException {
		while (this.in.read(this.buffer) >= 0) {
			// discard the bytes
		}
	}

	/**
	 * Read the next frame, or the part of it that is available.
	 * @param handler receives everything that is complete
	 * @return {@code false} if more bytes are needed first
	 */
	boolean next(Handler handler) throws ProtocolViolation {
		if (!this.inFrame && !readHeader()) {
			return false;
		}
		if (Opcode.isControl(this.opcode)) {
			return readControl(handler);
		}
		return this.whole ? readWhole(handler) : readPart(handler);
	}

	private boolean readHeader() throws ProtocolViolation {
		if (this.limit - this.position < 2) {
			return false;
		}
		int first = this.buffer[this.position] & 0xff;
		int second = this.buffer[this.position + 1] & 0xff;
		int opcode = first & 0x0f;
		boolean last = (first & 0x80) != 0;
		require((first & 0x70) == 0, "a frame has a reserved bit set");
		require(Opcode.isKnown(opcode), "a frame has an unknown opcode");
		require((second & 0x80) == 0, "a frame is masked");
		if (Opcode.isControl(opcode)) {
			require(last, "a control frame is fragmented");
			require(second <= 125, "a control frame is longer than 125 bytes");
		}
		else if (opcode == Opcode.CONTINUATION) {
			require(this.messageOpcode != Opcode.CONTINUATION, "a frame continues a message that has not started");
		}
		else {
			require(this.messageOpcode == Opcode.CONTINUATION, "a message starts before the last one has ended");
		}
		int lengthSize = (second == 126) ? 2 : (second == 127) ? 8 : 0;
		if (this.limit - this.position < 2 + lengthSize) {
			return false;
		}
		long length = second;
		if (lengthSize > 0) {
			length = readLength(this.position + 2, lengthSize);
			require(length >= 0, "the length of a frame has its highest bit set");
			require(length > ((lengthSize == 2) ? 125 : 0xffff), "the length of a frame has more bytes than it needs");
		}
		this.position += 2 + lengthSize;
		startFrame(opcode, last, length);
		return true;
	}

	private static void require(boolean valid, String violation) throws ProtocolViolation {
		if (!valid) {
			throw new ProtocolViolation(1002, violation);
		}
	}

	private long readLength(int start, int size) {
		long length = 0;
		for (int i = start; i < start + size; i++) {
			length = length << 8 | this.buffer[i] & 0xff;
		}
		return length;
	}

	private void startFrame(int opcode, boolean last, long length) {
		this.inFrame = true;
		this.opcode = opcode;
		this.last = last;
		this.remaining = length;
		this.checked = 0;
		if (Opcode.isControl(opcode)) {
			return;
		}
		if (opcode != Opcode.CONTINUATION) {
			this.messageOpcode = opcode;
			this.messageSize = 0;
			this.discarded = (opcode == Opcode.BINARY) ? "A binary message was discarded" : null;
			this.utf8.reset();
		}
		if (this.discarded == null && length > this.maxMessageSize - this.messageSize) {
			this.discarded = "A message of more than %d bytes was discarded".formatted(this.maxMessageSize);
			this.message = EMPTY;
		}
		this.whole = last && opcode == Opcode.TEXT && length <= BUFFER_SIZE && this.discarded == null;
	}

	private boolean readWhole(Handler handler) throws ProtocolViolation {
		int start = this.position;
		int length = (int) this.remaining;
		int end = Math.min(this.limit, start + length);
		this.utf8.check(this.buffer, start + this.checked, end);
		this.checked = end - start;
		if (this.checked < length) {
			return false;
		}
		this.utf8.checkEnd();
		this.position = end;
		this.inFrame = false;
		this.messageOpcode = Opcode.CONTINUATION;
		handler.text(this.buffer, start, length);
		return true;
	}

	private boolean readPart(Handler handler) throws ProtocolViolation {
		int count = (int) Math.min(this.remaining, this.limit - this.position);
		if (this.discarded == null) {
			this.utf8.check(this.buffer, this.position, this.position + count);
			append(count);
		}
		this.position += count;
		this.remaining -= count;
		if (this.remaining > 0) {
			return false;
		}
		this.inFrame = false;
		if (this.last) {
			endMessage(handler);
		}
		return true;
	}

	private void append(int count) {
		int size = this.messageSize + count;
		if (size > this.message.length) {
			long capacity = Math.max(size, Math.min(2L * this.message.length, this.maxMessageSize));
			this.message = Arrays.copyOf(this.message, (int) capacity);
		}
		System.arraycopy(this.buffer, this.position, this.message, this.messageSize, count);
		this.messageSize = size;
	}

	private void endMessage(Handler handler) throws ProtocolViolation {
		this.messageOpcode = Opcode.CONTINUATION;
		if (this.discarded != null) {
			handler.discarded(this.discarded);
			return;
		}
		this.utf8.checkEnd();
		byte[] text = this.message;
		if (text.length > BUFFER_SIZE) {
			this.message = EMPTY;
		}
		handler.text(text, 0, this.messageSize);
	}

	private boolean readControl(Handler handler) throws ProtocolViolation {
		if (this.limit - this.position < this.remaining) {
			return false;
		}
		byte[] payload = Arrays.copyOfRange(this.buffer, this.position, this.position + (int) this.remaining);
		this.position += payload.length;
		this.inFrame = false;
		switch (this.opcode) {
			case Opcode.PING -> handler.ping(payload);
			case Opcode.PONG -> handler.pong();
			default -> close(payload, handler);
		}
		return true;
	}

	private static void close(byte[] payload, Handler handler) throws ProtocolViolation {
		if (payload.length == 0) {
			handler.close(CloseAction.NO_CODE, "", CloseAction.NO_CODE);
			return;
		}
		require(payload.length > 1, "a close frame has half a code");
		int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
		require(isPermitted(code), "a close frame has the code %d, which must not be sent".formatted(code));
		// the code is still valid if the reason is malformed
		handler.close(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8),
				isText(payload, 2) ? code : Utf8Check.INVALID_PAYLOAD);
	}

	private static boolean isText(byte[] bytes, int from) {
		Utf8Check utf8 = new Utf8Check();
		try {
			utf8.check(bytes, from, bytes.length);
			utf8.checkEnd();
			return true;
		}
		catch (ProtocolViolation ex) {
			return false;
		}
	}

	private static boolean isPermitted(int code) {
		return (code >= 1000 && code <= 1014 && code != 1004 && code != CloseAction.NO_CODE
				&& code != CloseAction.ABNORMAL) || (code >= 3000 && code <= 4999);
	}

	/**
	 * Handler of messages and frames.
	 */
	interface Handler {

		/**
		 * Handle a text message.
		 * @param bytes the buffer with the text, only valid during the call
		 * @param offset the offset of the text
		 * @param length the length of the text in bytes
		 */
		void text(byte[] bytes, int offset, int length);

		void discarded(String reason);

		void ping(byte[] payload);

		void pong();

		/**
		 * Handle a close frame.
		 * @param code its code, or {@value CloseAction#NO_CODE}
		 * @param reason its reason
		 * @param answer the code to answer with
		 */
		void close(int code, String reason, int answer);

	}

}
