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

package dev.pusherspring.benchmarks.jmh;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import com.pusher.client.channel.PusherEvent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * Measures the decoding of a message to its channel, event and data, from the bytes of
 * the socket, or from the text that the engine of pusher-java-client creates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EnvelopeDecoding {

	/**
	 * Length of the message in characters.
	 */
	@Param({ "200", "2048", "10240" })
	public int length;

	private final FrameReader reader = new FrameReader();

	private String text = "";

	private byte[] bytes = new byte[0];

	/**
	 * Create the message.
	 */
	@Setup
	public void prepare() {
		this.text = Frames.frame(Frames.channel(1), 123_456, this.length);
		this.bytes = this.text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * This project.
	 * @return the message
	 */
	@Benchmark
	public Frame frameReader() {
		return this.reader.read(this.bytes, 0, this.bytes.length);
	}

	/**
	 * The method that pusher-java-client calls for each message, and its subsequent calls
	 * on the result.
	 * @param blackhole consumes the parts
	 */
	@Benchmark
	public void pusherJavaClient(Blackhole blackhole) {
		PusherEvent event = PusherEvent.fromJson(this.text);
		blackhole.consume(event.getEventName());
		blackhole.consume(event.getChannelName());
		blackhole.consume(event.getData());
		blackhole.consume(event.getUserId());
	}

}
