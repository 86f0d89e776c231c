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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NettyFrameDecoder}: frames however their bytes arrive, and what is no
 * frame.
 */
class NettyFrameDecoderTests {

	private static final int MAX_LENGTH = 1000;

	private final List<String> heard = new ArrayList<>();

	private boolean reading = true;

	private final EmbeddedChannel channel = new EmbeddedChannel(
			new NettyFrameDecoder(new ManualEventLoop(), new Recorder(), MAX_LENGTH));

	@AfterEach
	void releaseEverything() {
		this.channel.finishAndReleaseAll();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 7, 64, 100_000 })
	void decodesTheSameHoweverTheBytesArrive(int chunk) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(frame(0x81, "é你😀 whole"));
		bytes.writeBytes(frame(0x01, "first "));
		bytes.writeBytes(frame(0x89, "ping"));
		bytes.writeBytes(frame(0x00, ""));
		bytes.writeBytes(frame(0x80, "second"));
		bytes.writeBytes(frame(0x8A, "pong"));
		bytes.writeBytes(frame(0x82, "binary"));
		bytes.writeBytes(frame(0x81, ""));
		bytes.writeBytes(frame(0x81, "x".repeat(MAX_LENGTH)));
		bytes.writeBytes(frame(0x81, "x".repeat(MAX_LENGTH + 1)));
		bytes.writeBytes(frame(0x81, "x".repeat(70_000)));
		bytes.writeBytes(frame(0x81, "\uFFFD"));
		bytes.writeBytes(frame(0x88, "\u000f\u00a0why".getBytes(StandardCharsets.ISO_8859_1)));
		write(bytes.toByteArray(), chunk);
		assertThat(this.heard).containsExactly("é你😀 whole", "ping: ping", "first second", "binary", "",
				"x".repeat(MAX_LENGTH), "too long", "too long", "\uFFFD", "closed: 4000 why");
	}

	@Test
	void theLimitCountsCharactersRatherThanBytes() {
		write(frame(0x81, "你".repeat(MAX_LENGTH)), 100);
		write(frame(0x81, "😀".repeat(MAX_LENGTH / 2)), 100);
		write(frame(0x81, "😀".repeat(MAX_LENGTH / 2) + "x"), 100);
		assertThat(this.heard).containsExactly("你".repeat(MAX_LENGTH), "😀".repeat(MAX_LENGTH / 2), "too long");
	}

	@ParameterizedTest
	@CsvSource({ "C1 00,a frame uses an extension", "81 80 00 00 00 00,a frame is masked",
			"81 FF 80 00 00 00 00 00 00 00,a frame is masked",
			"82 7F 80 00 00 00 00 00 00 00,a frame has no valid length", "80 00,a frame continues nothing",
			"01 00 81 00,a message begins within another", "89 7E 00 80,a control frame is too long",
			"09 00,a control frame is too long", "83 00,a frame has the unknown opcode 3",
			"8B 00,a frame has the unknown opcode 11", "88 01 03,a close frame has half a code",
			"88 02 03 ED,a close frame has the code 1005" })
	void whatBreaksTheProtocolEndsTheConnection(String bytes, String problem) {
		write(bytes(bytes), 100);
		write(frame(0x81, "late"), 100);
		assertThat(this.heard).containsExactly("failed: The server broke the WebSocket protocol: " + problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "81 01 FF", "81 02 C3 28", "81 03 ED A0 80", "01 01 C3 80 00" })
	void whatIsNoTextEndsTheConnection(String bytes) {
		write(bytes(bytes), 100);
		assertThat(this.heard).hasSize(1).allMatch((event) -> event.startsWith("failed: "));
	}

	@Test
	void stopsBetweenTwoMessagesThatHaveArrivedTogether() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(frame(0x81, "stop"));
		bytes.writeBytes(frame(0x81, "next"));
		bytes.write(frame(0x81, "in two"), 0, 4);
		write(bytes.toByteArray(), 1000);
		assertThat(this.heard).containsExactly("stop");
		write(Arrays.copyOfRange(frame(0x81, "in two"), 4, 8), 1000);
		assertThat(this.heard).containsExactly("stop");
		this.reading = true;
		this.channel.pipeline().fireUserEventTriggered(NettyFrameDecoder.GO_ON);
		assertThat(this.heard).containsExactly("stop", "next", "in two");
	}

	@Test
	void whatHasArrivedIsToldAtTheEndEvenIfNoMoreIsWanted() {
		write(frame(0x81, "stop"), 100);
		write(frame(0x81, "last"), 100);
		this.channel.close();
		assertThat(this.heard).containsExactly("stop", "last", "failed: The server ended the connection");
	}

	@Test
	void theEndOfTheConnectionIsToldAfterWhatHasArrived() {
		write(frame(0x81, "last"), 1);
		this.channel.close();
		assertThat(this.heard).containsExactly("last", "failed: The server ended the connection");
	}

	@Test
	void nothingComesAfterAClose() {
		write(frame(0x88, ""), 100);
		write(frame(0x81, "late"), 100);
		this.channel.close();
		assertThat(this.heard).containsExactly("closed: 1005 ");
	}

	private void write(byte[] bytes, int chunk) {
		for (int start = 0; start < bytes.length; start += chunk) {
			this.channel.writeInbound(Unpooled.copiedBuffer(bytes, start, Math.min(chunk, bytes.length - start)));
		}
	}

	private static byte[] frame(int first, String payload) {
		return frame(first, payload.getBytes(StandardCharsets.UTF_8));
	}

	private static byte[] frame(int first, byte[] payload) {
		ByteBuf frame = Unpooled.buffer().writeByte(first);
		if (payload.length < 126) {
			frame.writeByte(payload.length);
		}
		else if (payload.length < 65_536) {
			frame.writeByte(126).writeShort(payload.length);
		}
		else {
			frame.writeByte(127).writeLong(payload.length);
		}
		frame.writeBytes(payload);
		byte[] bytes = new byte[frame.readableBytes()];
		frame.readBytes(bytes);
		return bytes;
	}

	private static byte[] bytes(String hex) {
		String[] parts = hex.split(" ");
		byte[] bytes = new byte[parts.length];
		for (int i = 0; i < parts.length; i++) {
			bytes[i] = (byte) Integer.parseInt(parts[i], 16);
		}
		return bytes;
	}

	private final class Recorder implements NettyFrames {

		@Override
		public void text(String text) {
			NettyFrameDecoderTests.this.heard.add(text);
			if (text.equals("stop")) {
				NettyFrameDecoderTests.this.reading = false;
			}
		}

		@Override
		public boolean isReading() {
			return NettyFrameDecoderTests.this.reading;
		}

		@Override
		public void binary() {
			NettyFrameDecoderTests.this.heard.add("binary");
		}

		@Override
		public void tooLong() {
			NettyFrameDecoderTests.this.heard.add("too long");
		}

		@Override
		public void ping(byte[] payload) {
			NettyFrameDecoderTests.this.heard.add("ping: " + new String(payload, StandardCharsets.UTF_8));
		}

		@Override
		public void closed(int code, String reason) {
			NettyFrameDecoderTests.this.heard.add("closed: " + code + " " + reason);
		}

		@Override
		public void broken(Throwable cause) {
			NettyFrameDecoderTests.this.heard.add("failed: " + cause.getMessage());
		}

	}

}
