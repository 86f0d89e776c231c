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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Describes why data cannot be read, without repeating the data as Jackson's own message
 * may.
 *
 * @param text the data
 * @param cause the exception thrown during the conversion
 */
record ConversionProblem(String text, RuntimeException cause) {

	private static final String TOO_SHORT = "the JSON ends too early";

	String describe() {
		String path = path();
		String reason = reason(path);
		long offset = offset();
		return reason + ((path.isEmpty() || reason.endsWith("'")) ? "" : ", in '" + path + "'")
				+ ((offset >= 0) ? ", at character " + offset : "");
	}

	private String reason(String path) {
		if (this.cause instanceof UnexpectedEndOfInputException) {
			return TOO_SHORT;
		}
		if (this.cause instanceof InputCoercionException coercion) {
			return "a number out of range for %s".formatted(name(coercion.getTargetType()));
		}
		if (this.cause instanceof StreamReadException) {
			return (offset() >= this.text.length()) ? TOO_SHORT : "it is not JSON";
		}
		if (this.cause instanceof PropertyBindingException unknown) {
			return "a property unknown to %s".formatted(name(unknown.getReferringClass()));
		}
		if (this.cause instanceof ValueInstantiationException instantiation) {
			Throwable thrown = instantiation.getCause();
			return "the constructor of %s threw %s".formatted(name(instantiation.getType().getRawClass()),
					((thrown != null) ? thrown : instantiation).getClass().getSimpleName());
		}
		if (this.cause instanceof ArithmeticException || this.cause instanceof NumberFormatException) {
			return "a number out of range";
		}
		return (this.cause instanceof MismatchedInputException mismatch) ? mismatch(mismatch, path)
				: this.cause.getClass().getSimpleName();
	}

	private String mismatch(MismatchedInputException mismatch, String path) {
		Class<?> expected = mismatch.getTargetType();
		String found = found();
		if (expected == null) {
			return mismatch.getClass().getSimpleName();
		}
		if (found == null) {
			return "no value for %s%s".formatted(name(expected), path.isEmpty() ? "" : " '" + path + "'");
		}
		if (mismatch instanceof InvalidFormatException && found.equals("text") && !isNumber(expected)) {
			return "no valid %s%s".formatted(name(expected), path.isEmpty() ? "" : " in '" + path + "'");
		}
		return "%s where %s is expected".formatted(found, name(expected));
	}

	private static boolean isNumber(Class<?> type) {
		return type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class;
	}

	private static String name(@Nullable Class<?> type) {
		if (type == null) {
			return "the type";
		}
		return type.getPackageName().equals("java.lang") ? type.getSimpleName() : type.getTypeName();
	}

	// the first character of a value determines its type
	private @Nullable String found() {
		long offset = offset();
		if (offset < 0 || offset >= this.text.length()) {
			return null;
		}
		return switch (this.text.charAt((int) offset)) {
			case '"' -> "text";
			case '{' -> "an object";
			case '[' -> "an array";
			case 't', 'f' -> "a boolean";
			case 'n' -> "null";
			case '}', ']' -> null;
			default -> "a number";
		};
	}

	private long offset() {
		TokenStreamLocation location = (this.cause instanceof JacksonException ex) ? ex.getLocation() : null;
		return (location != null) ? location.getCharOffset() : -1;
	}

	private String path() {
		StringBuilder path = new StringBuilder();
		if (this.cause instanceof JacksonException ex) {
			ex.getPath().forEach((step) -> append(path, step, ex instanceof PropertyBindingException));
		}
		return path.toString();
	}

	// the names of a type's properties may be shown; keys of a map and unknown names are
	// data
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
	 * Return an exception to use as the cause in place of Jackson's, without its message.
	 * @return an exception with the same stack trace
	 */
	RuntimeException silentCause() {
		return new ConversionFailure(this.cause);
	}

	private static final class ConversionFailure extends RuntimeException {

		private ConversionFailure(RuntimeException ex) {
			super(ex.getClass().getName(), null, false, true);
			setStackTrace(ex.getStackTrace());
		}

	}

}
