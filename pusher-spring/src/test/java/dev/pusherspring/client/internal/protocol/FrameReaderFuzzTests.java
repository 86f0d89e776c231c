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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.testsupport.Fuzz;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link FrameReader} with inputs of chance, beside a parser that builds a tree.
 */
class FrameReaderFuzzTests {

	/**
	 * What servers send.
	 */
	public static final List<String> RECORDED = List.of(ServerMessages.established("123.456"), ServerMessages.PING,
			ServerMessages.PONG, ServerMessages.subscriptionSucceeded("room"), ServerMessages.error(4301, "Too fast"),
			ServerMessages.event("room", "price", "{\\\"a\\\":1.50,\\\"b\\\":\\\"\\u20ac \\\\\\\\\\\"}"),
			"{\"event\":\"price\",\"channel\":\"room\",\"data\":{\"a\":[1,2,{\"b\":null}],\"c\":\"\u20ac\"}}",
			"{\"channel\":\"private-room\",\"data\":\"text\",\"event\":\"client-typing\",\"user_id\":\"7\"}",
			"{ \"event\" : \"e\" , \"data\" : null , \"channel\" : \"room\" , \"other\" : [ { } ] }");

	private static final JsonMapper TREE = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	private final FrameReader reader = new FrameReader();

	@Test
	void readsWhatATreeHoldsOrSaysThatItCannot() {
		int[] read = new int[1];
		Fuzz.run(RECORDED, (number, input) -> {
			JsonNode tree = tree(input);
			Frame frame;
			try {
				frame = this.reader.read(input, 0, input.length);
			}
			catch (MalformedFrameException ex) {
				assertThat(isEnvelope(tree)).isFalse();
				return;
			}
			if (tree != null) {
				read[0]++;
				assertThat(isEnvelope(tree)).isTrue();
				assertThat(frame.event()).isEqualTo(text(tree.get("event")));
				assertThat(frame.channel()).isEqualTo(text(tree.get("channel")));
				JsonNode data = tree.get("data");
				if (data == null || data.isNull() || data.isString()) {
					assertThat(frame.data()).isEqualTo(text(data));
				}
				else if (data.isContainer()) {
					assertThat(TREE.readTree(frame.data())).isEqualTo(data);
				}
			}
		});
		assertThat(read[0]).as("inputs that were frames").isGreaterThan(Fuzz.inputs() / 20);
	}

	@Test
	void readsAFrameWhateverCameBefore() {
		String good = ServerMessages.event("room", "price", "{\\\"a\\\":1}");
		Frame expected = new FrameReader().read(good);
		byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
		Fuzz.run(RECORDED, (number, input) -> {
			try {
				this.reader.read(input, 0, input.length);
			}
			catch (MalformedFrameException ex) {
				assertThat(ex.getMessage()).isNotEmpty();
			}
			assertThat(this.reader.read(bytes, 0, bytes.length)).isEqualTo(expected);
		});
	}

	private static @Nullable JsonNode tree(byte[] input) {
		try {
			return TREE.readTree(input);
		}
		catch (JacksonException | NumberFormatException ex) {
			return null;
		}
	}

	private static boolean isEnvelope(@Nullable JsonNode tree) {
		return tree != null && tree.isObject() && tree.path("event").isString() && isText(tree.get("channel"));
	}

	private static boolean isText(@Nullable JsonNode node) {
		return node == null || node.isNull() || node.isString();
	}

	private static @Nullable String text(@Nullable JsonNode node) {
		return (node != null && node.isString()) ? node.stringValue() : null;
	}

}
