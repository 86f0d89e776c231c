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

package dev.pusherspring.observation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * {@link TraceContextExtractor} that reads a JSON field in the data of the event, either
 * an object with fields such as {@code traceparent}, or the value of {@code traceparent}.
 * The data is parsed only up to that field. Data that is not a JSON object has no trace
 * context.
 *
 * @since 1.0.0
 */
public class PayloadTraceContextExtractor implements TraceContextExtractor {

	private final JsonMapper mapper;

	private final String field;

	/**
	 * Create a new {@link PayloadTraceContextExtractor} instance.
	 * @param mapper parses the data
	 * @param field name of the field
	 */
	public PayloadTraceContextExtractor(JsonMapper mapper, String field) {
		Assert.hasText(field, "'field' must not be empty");
		this.mapper = mapper;
		this.field = field;
	}

	@Override
	public Map<String, String> extract(PusherChannelEvent event) {
		String data = (event instanceof PusherMessageEvent message) ? message.getData() : null;
		// avoids parsing most of the data of senders without tracing
		if (data == null || !data.contains(this.field)) {
			return Map.of();
		}
		try (JsonParser parser = this.mapper.createParser(data)) {
			return find(parser);
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

	private Map<String, String> find(JsonParser parser) {
		if (parser.nextToken() != JsonToken.START_OBJECT) {
			return Map.of();
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			boolean found = this.field.equals(parser.currentName());
			JsonToken value = parser.nextToken();
			if (!found) {
				parser.skipChildren();
			}
			else if (value == JsonToken.VALUE_STRING) {
				return Map.of("traceparent", parser.getString());
			}
			else {
				return (value == JsonToken.START_OBJECT) ? entries(parser) : Map.of();
			}
		}
		return Map.of();
	}

	private static Map<String, String> entries(JsonParser parser) {
		Map<String, String> entries = new HashMap<>();
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName().toLowerCase(Locale.ROOT);
			if (parser.nextToken() == JsonToken.VALUE_STRING) {
				entries.put(name, parser.getString());
			}
			else {
				parser.skipChildren();
			}
		}
		return entries;
	}

}
