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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads messages of the protocol in one streaming pass. No tree is built: the content of
 * {@code data} is kept if it is a string; any other value is kept as the received text,
 * so that numbers are exact.
 * <p>
 * Not safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class FrameReader {

	// deeper nesting would cost more memory than the message itself
	private static final int MAX_DEPTH = 100_000;

	// the transport limits the size of a message, and data is subject to limits of its
	// own when it is read, so that no further limit on strings and numbers is needed
	private final JsonFactory factory = JsonFactory.builder()
		.disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNumberLength(Integer.MAX_VALUE)
			.maxNestingDepth(MAX_DEPTH)
			.build())
		.build();

	private final PlainEnvelope plainEnvelope = new PlainEnvelope(new RecurringNames());

	/**
	 * Read one message.
	 * @param text the text of the message
	 * @return the message
	 * @throws MalformedFrameException if the text is not a JSON object with an
	 * {@code event}
	 */
	public Frame read(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return read(bytes, 0, bytes.length);
	}

	/**
	 * Read one message.
	 * @param bytes the buffer with its text in UTF-8
	 * @param offset the offset of the text
	 * @param length the length of the text in bytes
	 * @return the message
	 * @throws MalformedFrameException if the text is not a JSON object with an
	 * {@code event}
	 */
	public Frame read(byte[] bytes, int offset, int length) {
		Frame frame = this.plainEnvelope.read(bytes, offset, length);
		return (frame != null) ? frame : parse(bytes, offset, length);
	}

	private Frame parse(byte[] bytes, int offset, int length) {
		try (JsonParser parser = this.factory.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new MalformedFrameException(
						"A message must be a JSON object but starts with " + describe(parser.currentToken()));
			}
			Frame frame = readEnvelope(parser, bytes, offset);
			if (parser.nextToken() != null) {
				throw new MalformedFrameException("A message must be a single JSON object but more follows it");
			}
			return frame;
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private Frame readEnvelope(JsonParser parser, byte[] bytes, int offset) {
		String event = null;
		String channel = null;
		String data = null;
		String userId = null;
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			JsonToken value = parser.nextToken();
			switch (name) {
				case "event" -> {
					event = readName(name, value, parser);
				}
				case "channel" -> {
					channel = readName(name, value, parser);
				}
				case "data" -> {
					data = readText(value, parser, bytes, offset);
				}
				case "user_id" -> {
					userId = readText(value, parser, bytes, offset);
				}
				default -> parser.skipChildren();
			}
		}
		if (event == null) {
			throw new MalformedFrameException("A message must have an 'event'");
		}
		return new Frame(event, channel, data, userId);
	}

	private @Nullable String readName(String field, JsonToken value, JsonParser parser) {
		if (value == JsonToken.VALUE_NULL) {
			return null;
		}
		if (value != JsonToken.VALUE_STRING) {
			throw new MalformedFrameException(
					"The '%s' of a message must be a string but is %s".formatted(field, describe(value)));
		}
		return parser.getString();
	}

	private @Nullable String readText(JsonToken value, JsonParser parser, byte[] bytes, int offset) {
		return switch (value) {
			case VALUE_NULL -> null;
			case VALUE_STRING -> parser.getString();
			case START_OBJECT, START_ARRAY -> {
				int start = (int) parser.currentTokenLocation().getByteOffset();
				parser.skipChildren();
				int end = (int) parser.currentLocation().getByteOffset();
				yield new String(bytes, offset + start, end - start, StandardCharsets.UTF_8);
			}
			default -> parser.getString();
		};
	}

	private static String describe(@Nullable JsonToken token) {
		if (token == null) {
			return "nothing";
		}
		return switch (token) {
			case START_OBJECT -> "an object";
			case START_ARRAY -> "an array";
			case VALUE_STRING -> "a string";
			case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
			case VALUE_TRUE, VALUE_FALSE -> "a boolean";
			case VALUE_NULL -> "null";
			default -> token.name();
		};
	}

	// Jackson's message may quote the source, so that only the position is used
	static MalformedFrameException malformed(JacksonException ex) {
		if (ex instanceof StreamConstraintsException) {
			return new MalformedFrameException("JSON that is nested more than %d levels deep".formatted(MAX_DEPTH));
		}
		TokenStreamLocation location = ex.getLocation();
		return new MalformedFrameException(
				"Malformed JSON" + ((location != null) ? " at byte " + location.getByteOffset() : ""));
	}

}
