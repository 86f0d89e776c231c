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

package dev.pusherspring.listener.method.argument;

import java.util.Collection;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;

/**
 * The kind of a JSON value.
 */
enum JsonShape {

	OBJECT, ARRAY, NUMBER, BOOLEAN, TEXT;

	// possessive, so that no input causes backtracking
	private static final Pattern NUMBER_PATTERN = Pattern.compile("-?+\\d++(?:\\.\\d++)?+(?:[eE][+-]?+\\d++)?+");

	/**
	 * Return the kind of JSON value for a type.
	 * @param type the type
	 * @return the kind, or {@code null} if any kind can be converted to the type
	 */
	static @Nullable JsonShape of(Class<?> type) {
		Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
		if (boxed == Object.class || boxed == byte[].class || JsonNode.class.isAssignableFrom(boxed)) {
			return null;
		}
		if (Number.class.isAssignableFrom(boxed)) {
			return NUMBER;
		}
		if (boxed == Boolean.class) {
			return BOOLEAN;
		}
		if (BeanUtils.isSimpleValueType(boxed)) {
			return TEXT;
		}
		return (boxed.isArray() || Collection.class.isAssignableFrom(boxed)) ? ARRAY : OBJECT;
	}

	/**
	 * Return the kind of JSON value of data.
	 * @param data the data, or {@code null}
	 * @return the kind, or {@code null} if there is no data
	 */
	static @Nullable JsonShape of(@Nullable String data) {
		String text = (data != null) ? data.strip() : "";
		if (text.isEmpty() || text.equals("null")) {
			return null;
		}
		if (text.startsWith("{")) {
			return OBJECT;
		}
		if (text.startsWith("[")) {
			return ARRAY;
		}
		if (text.equals("true") || text.equals("false")) {
			return BOOLEAN;
		}
		return NUMBER_PATTERN.matcher(text).matches() ? NUMBER : TEXT;
	}

}
