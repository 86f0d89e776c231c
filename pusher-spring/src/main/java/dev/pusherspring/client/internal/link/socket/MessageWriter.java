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

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.SendBacklog;

/**
 * Sends frames one after the other, on a thread that only exists while there are frames
 * to send. Callers do not wait.
 */
final class MessageWriter {

	private final OutputStream out;

	private final SecureRandom random;

	private final Executor thread;

	private final Runnable onFailure;

	private final Queue<byte[]> waiting = new ArrayDeque<>();

	private final SendBacklog backlog = new SendBacklog();

	private boolean writing;

	private boolean closed;

	private @Nullable Runnable whenDone;

	MessageWriter(OutputStream out, SecureRandom random, Executor thread, Runnable onFailure) {
		this.out = new BufferedOutputStream(out, 16 * 1024);
		this.random = random;
		this.thread = thread;
		this.onFailure = onFailure;
	}

	/**
	 * Send a frame after those that are waiting. Does nothing if a close frame is among
	 * them.
	 * @param opcode kind of the frame
	 * @param payload content of the frame
	 * @return {@code false} if too many bytes are already waiting
	 */
	synchronized boolean write(int opcode, byte[] payload) {
		if (this.closed) {
			return true;
		}
		byte[] frame = frame(opcode, payload);
		if (!this.backlog.add(frame.length)) {
			return false;
		}
		this.closed = opcode == Opcode.CLOSE;
		this.waiting.add(frame);
		if (!this.writing) {
			this.writing = true;
			this.thread.execute(this::writeAll);
		}
		return true;
	}

	/**
	 * Run an action when all frames have been sent or cannot be sent.
	 * @param action the action
	 */
	void whenDone(Runnable action) {
		synchronized (this) {
			if (this.writing) {
				this.whenDone = action;
				return;
			}
		}
		action.run();
	}

	private byte[] frame(int opcode, byte[] payload) {
		int length = payload.length;
		int lengthSize = (length < 126) ? 0 : (length <= 0xffff) ? 2 : 8;
		int start = 2 + lengthSize + 4;
		byte[] frame = new byte[start + length];
		frame[0] = (byte) (0x80 | opcode);
		frame[1] = (byte) (0x80 | ((lengthSize == 0) ? length : (lengthSize == 2) ? 126 : 127));
		for (int i = 0; i < Math.min(lengthSize, Integer.BYTES); i++) {
			frame[1 + lengthSize - i] = (byte) (length >> (8 * i));
		}
		byte[] mask = new byte[4];
		this.random.nextBytes(mask);
		System.arraycopy(mask, 0, frame, start - 4, 4);
		for (int i = 0; i < length; i++) {
			frame[start + i] = (byte) (payload[i] ^ mask[i & 3]);
		}
		return frame;
	}

	private void writeAll() {
		try {
			for (byte[] frame = next(); frame != null; frame = next()) {
				this.out.write(frame);
				if (isLast()) {
					this.out.flush();
				}
			}
		}
		catch (IOException ex) {
			failed();
		}
	}

	private synchronized boolean isLast() {
		return this.waiting.isEmpty();
	}

	private byte @Nullable [] next() {
		Runnable whenDone;
		synchronized (this) {
			byte[] frame = this.waiting.poll();
			if (frame != null) {
				this.backlog.remove(frame.length);
				return frame;
			}
			this.writing = false;
			whenDone = this.whenDone;
		}
		if (whenDone != null) {
			whenDone.run();
		}
		return null;
	}

	// the reader detects the reason, after it has read everything that the server has
	// sent before
	private void failed() {
		Runnable whenDone;
		synchronized (this) {
			this.closed = true;
			this.waiting.clear();
			this.writing = false;
			whenDone = this.whenDone;
		}
		this.onFailure.run();
		if (whenDone != null) {
			whenDone.run();
		}
	}

}
