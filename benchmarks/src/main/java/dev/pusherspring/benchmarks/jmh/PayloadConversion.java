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

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.benchmarks.Price;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Measures the conversion of a payload from text to an object, which takes place once per
 * event and type.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PayloadConversion {

	private static final ParameterizedTypeReference<Map<String, Object>> MAP = new ParameterizedTypeReference<>() {
	};

	private final PusherClient client = new PusherClientBuilder(PusherOptions.builder("key").build()).build();

	private final JsonMapper mapper = JsonMapper.shared();

	private String data = "";

	/**
	 * Create the payload.
	 */
	@Setup
	public void prepare() {
		this.data = Frames.data(123_456, "the quick brown fox jumps over the lazy dog");
	}

	private PusherMessageEvent event() {
		return new PusherMessageEvent(this.client, "channel", "event", this.data, null, this.mapper);
	}

	/**
	 * Convert to a record.
	 * @return the record
	 */
	@Benchmark
	public @Nullable Price asRecord() {
		return event().getData(Price.class);
	}

	/**
	 * Convert to a map.
	 * @return the map
	 */
	@Benchmark
	public @Nullable Map<String, Object> asMap() {
		return event().getData(MAP);
	}

}
