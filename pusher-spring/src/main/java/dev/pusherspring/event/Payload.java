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

package dev.pusherspring.event;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PrintableText;

/**
 * The data of an event, converted on demand: once per type if the resulting object is
 * immutable, otherwise again for each caller. Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class Payload {

	/**
	 * Receives messages that quote the data. Not a child of the package's logger, so that
	 * debug logging of the library does not reveal data.
	 */
	private static final Log dataLogger = LogFactory.getLog("pusher.payload");

	private final @Nullable String text;

	private final JsonMapper mapper;

	private @Nullable Map<Type, @Nullable Object> converted;

	/**
	 * Create a new {@link Payload} instance.
	 * @param text text of the data, or {@code null}
	 * @param mapper the mapper that converts the data
	 */
	public Payload(@Nullable String text, JsonMapper mapper) {
		this.text = text;
		this.mapper = mapper;
	}

	/**
	 * Return the data as it was sent.
	 * @return the text, or {@code null} if there was no data
	 */
	public @Nullable String text() {
		return this.text;
	}

	/**
	 * Return the data as an object.
	 * @param type the type
	 * @param channel name of the channel, for messages
	 * @param event name of the event, for messages
	 * @return the object; if there is no data, {@code null}, or an empty {@code Optional}
	 * for a type of {@code Optional}
	 * @throws PayloadConversionException if the data does not fit the type
	 */
	public @Nullable Object as(PayloadType type, String channel, String event) {
		String text = this.text;
		return type.read(text, (content) -> (text != null) ? convert(text, type, content, channel, event) : null);
	}

	private synchronized @Nullable Object convert(String text, PayloadType type, Type content, String channel,
			String event) {
		if (this.converted == null) {
			this.converted = new HashMap<>(2);
		}
		boolean known = this.converted.containsKey(content);
		if (known && type.isImmutable()) {
			return this.converted.get(content);
		}
		Object value = convert(text, content, channel, event);
		if (!known) {
			this.converted.put(content, value);
		}
		return value;
	}

	private @Nullable Object convert(String text, Type type, String channel, String event) {
		JavaType javaType = this.mapper.constructType(type);
		try {
			return this.mapper.readValue(text, javaType);
		}
		catch (RuntimeException ex) {
			// numbers out of range are not covered by Jackson's own exceptions
			String subject = "The data of event '%s' on channel '%s' cannot be read as %s: "
				.formatted(PrintableText.of(event), PrintableText.of(channel), type.getTypeName());
			dataLogger.debug(LogMessage.format("%s%s", subject, ex.getMessage()));
			ConversionProblem problem = new ConversionProblem(text, ex);
			throw new PayloadConversionException(subject + problem.describe(), problem.silentCause());
		}
	}

}
