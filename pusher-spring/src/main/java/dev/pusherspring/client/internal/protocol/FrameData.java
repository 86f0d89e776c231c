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

import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The data of one of the protocol's own messages. These are few and small, so that it can
 * be read into a tree.
 */
final class FrameData {

	// limited, since a tree is written recursively
	private static final int MAX_DEPTH = 1_000;

	// limited, since the time to read a number is quadratic in its length
	private static final int MAX_NUMBER_LENGTH = 10_000;

	// numbers in the data of members must be preserved exactly
	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxStringLength(Integer.MAX_VALUE)
				.maxNumberLength(MAX_NUMBER_LENGTH)
				.maxNestingDepth(MAX_DEPTH)
				.build())
			.streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH + 1).build())
			.build())
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	private final JsonNode node;

	private FrameData(JsonNode node) {
		this.node = node;
	}

	/**
	 * Return the data of a message that must be an object.
	 * @param frame the message
	 * @return its data
	 * @throws MalformedFrameException if the data is not a JSON object
	 */
	static FrameData of(Frame frame) {
		String text = frame.data();
		if (text == null) {
			throw new MalformedFrameException("'%s' must have data".formatted(ServerText.printable(frame.event())));
		}
		return parse("The data of '%s'".formatted(ServerText.printable(frame.event())), text);
	}

	/**
	 * Return data that must be an object.
	 * @param what description of the text, for messages
	 * @param text the JSON text
	 * @return the data
	 * @throws MalformedFrameException if the text is not a JSON object
	 */
	static FrameData parse(String what, String text) {
		try {
			JsonNode node = MAPPER.readTree(text);
			if (node.isObject()) {
				return new FrameData(node);
			}
		}
		catch (StreamConstraintsException ex) {
			throw new MalformedFrameException(
					"%s is nested more than %d levels deep or has a number of more than %d digits".formatted(what,
							MAX_DEPTH, MAX_NUMBER_LENGTH));
		}
		catch (RuntimeException ex) {
			// numbers out of range are not covered by Jackson's own exceptions
			throw new MalformedFrameException("%s is malformed JSON".formatted(what));
		}
		throw new MalformedFrameException("%s must be a JSON object".formatted(what));
	}

	/**
	 * Return the data of a message, empty if it is not an object.
	 * @param frame the message
	 * @return its data
	 */
	static FrameData lenient(Frame frame) {
		try {
			return of(frame);
		}
		catch (MalformedFrameException ex) {
			return new FrameData(MissingNode.getInstance());
		}
	}

	boolean isObject() {
		return this.node.isObject();
	}

	@Nullable String text(String name) {
		JsonNode value = this.node.path(name);
		return value.isString() ? value.stringValue() : null;
	}

	// a fraction is cut off; a value out of the range of int counts as absent, since a
	// truncated value would be wrong; some servers write numbers as text
	@Nullable Integer number(String name) {
		JsonNode value = this.node.path(name);
		OptionalInt number = (value.isNumber() || value.isString()) ? value.asIntOpt() : OptionalInt.empty();
		return number.isPresent() ? number.getAsInt() : null;
	}

	/**
	 * Return an id. Some servers write ids that look like numbers as numbers.
	 * @param name name of the field
	 * @return the id, or {@code null} if there is none
	 */
	@Nullable String id(String name) {
		return id(this.node.path(name));
	}

	static @Nullable String id(JsonNode value) {
		return (value.isString() || value.isNumber()) ? value.asString() : null;
	}

	/**
	 * Return the JSON text of a field's value.
	 * @param name name of the field
	 * @return the text, or {@code null} if there is no value
	 */
	@Nullable String json(String name) {
		return json(this.node.path(name));
	}

	static @Nullable String json(JsonNode value) {
		return (value.isMissingNode() || value.isNull()) ? null : MAPPER.writeValueAsString(value);
	}

	JsonNode node() {
		return this.node;
	}

}
