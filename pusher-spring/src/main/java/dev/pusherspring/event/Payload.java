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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The data of an event, read when somebody asks and once per type.
 */
final class Payload {

	private final @Nullable String text;

	private final JsonMapper mapper;

	private @Nullable Map<Type, @Nullable Object> converted;

	Payload(@Nullable String text, JsonMapper mapper) {
		this.text = text;
		this.mapper = mapper;
	}

	@Nullable String text() {
		return this.text;
	}

	synchronized @Nullable Object as(Type type, String channel, String event) {
		if (type == String.class) {
			return this.text;
		}
		if (this.text == null) {
			return null;
		}
		if (this.converted == null) {
			this.converted = new HashMap<>(2);
		}
		if (!this.converted.containsKey(type)) {
			this.converted.put(type, convert(this.text, type, channel, event));
		}
		return this.converted.get(type);
	}

	private @Nullable Object convert(String text, Type type, String channel, String event) {
		try {
			return this.mapper.readValue(text, this.mapper.constructType(type));
		}
		catch (JacksonException ex) {
			throw new PayloadConversionException("The data of event '%s' on channel '%s' cannot be read as %s: %s"
				.formatted(event, channel, type.getTypeName(), describe(ex)), new ConversionFailure(ex));
		}
	}

	// Jackson's messages may quote the data, which may be private
	private static String describe(JacksonException ex) {
		TokenStreamLocation location = ex.getLocation();
		String position = (location != null && location.getCharOffset() >= 0)
				? " at character " + location.getCharOffset() : "";
		StringBuilder path = new StringBuilder();
		for (JacksonException.Reference step : ex.getPath()) {
			append(path, step, ex instanceof PropertyBindingException);
		}
		return ex.getClass().getSimpleName() + position + (path.isEmpty() ? "" : " in '" + path + "'");
	}

	// names of a type's properties are harmless, keys of a map and names that no type
	// knows are data
	private static void append(StringBuilder path, JacksonException.Reference step, boolean unknownProperty) {
		if (step.getPropertyName() == null) {
			path.append('[').append((step.getIndex() >= 0) ? step.getIndex() : "?").append(']');
		}
		else if (unknownProperty || isMap(step.from())) {
			path.append("[?]");
		}
		else {
			path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
		}
	}

	private static boolean isMap(@Nullable Object from) {
		return from instanceof Map || (from instanceof Class<?> type && Map.class.isAssignableFrom(type));
	}

	/**
	 * Stands for Jackson's exception without its text.
	 */
	private static final class ConversionFailure extends RuntimeException {

		private ConversionFailure(JacksonException ex) {
			super(ex.getClass().getName(), null, false, true);
			setStackTrace(ex.getStackTrace());
		}

	}

}
