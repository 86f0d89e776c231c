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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageWriter}.
 */
class MessageWriterTests {

	private final ByteArrayOutputStream written = new ByteArrayOutputStream();

	private final Queue<Runnable> thread = new ArrayDeque<>();

	private final AtomicInteger failures = new AtomicInteger();

	private final MessageWriter writer = new MessageWriter(this.written, new SecureRandom(), this.thread::add,
			this.failures::incrementAndGet);

	@ParameterizedTest
	@CsvSource({ "0, 2", "1, 2", "125, 2", "126, 4", "65535, 4", "65536, 10", "100000, 10" })
	void writesAMaskedFrameWithTheShortestLength(int length, int headerSize) {
		byte[] payload = new byte[length];
		Arrays.fill(payload, (byte) 'x');
		assertThat(this.writer.write(Opcode.TEXT, payload)).isTrue();
		runThread();
		byte[] frame = this.written.toByteArray();
		assertThat(frame).hasSize(headerSize + 4 + length);
		assertThat(frame[0]).isEqualTo((byte) 0x81);
		assertThat(frame[1] & 0x80).isEqualTo(0x80);
		long written = frame[1] & 0x7f;
		if (headerSize > 2) {
			assertThat(written).isEqualTo((headerSize == 4) ? 126 : 127);
			written = 0;
			for (int i = 2; i < headerSize; i++) {
				written = written << 8 | frame[i] & 0xff;
			}
		}
		assertThat(written).isEqualTo(length);
		for (int i = 0; i < length; i++) {
			assertThat(frame[headerSize + 4 + i] ^ frame[headerSize + i % 4]).isEqualTo('x');
		}
	}

	@Test
	void eachFrameHasAMaskOfItsOwn() {
		for (int i = 0; i < 10; i++) {
			this.writer.write(Opcode.PING, new byte[0]);
		}
		runThread();
		byte[] frames = this.written.toByteArray();
		assertThat(frames).hasSize(60);
		assertThat(Arrays.copyOfRange(frames, 2, 6)).isNotEqualTo(Arrays.copyOfRange(frames, 8, 12));
	}

	@Test
	void oneTaskWritesAllThatWaits() {
		this.writer.write(Opcode.TEXT, new byte[1]);
		this.writer.write(Opcode.TEXT, new byte[2]);
		assertThat(this.thread).hasSize(1);
		runThread();
		assertThat(this.written.size()).isEqualTo(7 + 8);
		this.writer.write(Opcode.TEXT, new byte[3]);
		assertThat(this.thread).hasSize(1);
		runThread();
		assertThat(this.written.size()).isEqualTo(7 + 8 + 9);
	}

	@Test
	void nothingFollowsAClose() {
		this.writer.write(Opcode.CLOSE, new byte[2]);
		assertThat(this.writer.write(Opcode.TEXT, new byte[1])).isTrue();
		runThread();
		assertThat(this.written.size()).isEqualTo(8);
	}

	@Test
	void noMoreThan16MegabytesWaitForTheServer() {
		int half = 8 * 1024 * 1024;
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
		assertThat(this.writer.write(Opcode.TEXT, new byte[1])).isFalse();
		runThread();
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 125 })
	void shortFramesThatWaitAreLimitedToo(int length) {
		int count = 0;
		while (count < 1_000_000 && this.writer.write(Opcode.PONG, new byte[length])) {
			count++;
		}
		assertThat(count).isBetween(50_000, 300_000);
	}

	@Test
	void framesThatHaveBeenWrittenDoNotCount() {
		int half = 8 * 1024 * 1024;
		for (int i = 0; i < 1000; i++) {
			this.writer.write(Opcode.PONG, new byte[0]);
		}
		runThread();
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
		assertThat(this.writer.write(Opcode.TEXT, new byte[half])).isTrue();
		assertThat(this.writer.write(Opcode.TEXT, new byte[1])).isFalse();
	}

	@Test
	void whatIsToBeDoneAtTheEndIsDoneOnceEverythingIsWritten() {
		AtomicInteger done = new AtomicInteger();
		this.writer.whenDone(done::incrementAndGet);
		assertThat(done).hasValue(1);
		this.writer.write(Opcode.TEXT, new byte[1]);
		this.writer.whenDone(() -> done.set(this.written.size()));
		assertThat(done).hasValue(1);
		runThread();
		assertThat(done).hasValue(7);
	}

	@Test
	void aFailureIsToldAndEndsTheWriting() {
		OutputStream broken = new OutputStream() {

			@Override
			public void write(int value) throws IOException {
				throw new IOException("Broken pipe");
			}

		};
		MessageWriter writer = new MessageWriter(broken, new SecureRandom(), this.thread::add,
				this.failures::incrementAndGet);
		AtomicInteger done = new AtomicInteger();
		writer.write(Opcode.TEXT, new byte[1]);
		writer.whenDone(done::incrementAndGet);
		runThread();
		assertThat(this.failures).hasValue(1);
		assertThat(done).hasValue(1);
		assertThat(writer.write(Opcode.TEXT, new byte[1])).isTrue();
		assertThat(this.thread).isEmpty();
		writer.whenDone(done::incrementAndGet);
		assertThat(done).hasValue(2);
	}

	private void runThread() {
		this.thread.remove().run();
		assertThat(this.thread).isEmpty();
	}

}
