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

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * A type to which the data of events is converted. Keep an instance to convert many
 * events to the same type: it determines only once whether objects of the type can be
 * shared.
 * <p>
 * {@code String}, {@code CharSequence} and {@code Object} return the text itself,
 * {@code byte[]} returns its bytes in UTF-8, and {@code Optional} of any type allows for
 * missing data. All other types are read from JSON.
 *
 * @since 1.0.0
 */
public final class PayloadType {

	private static final Set<Class<?>> IMMUTABLE = Set.of(String.class, Number.class, BigDecimal.class,
			BigInteger.class, UUID.class, URI.class, Locale.class, Currency.class, OptionalInt.class,
			OptionalLong.class, OptionalDouble.class);

	private final boolean optional;

	private final Type content;

	private final Form form;

	private @Nullable Boolean immutable;

	private PayloadType(boolean optional, Type content, Form form) {
		this.optional = optional;
		this.content = content;
		this.form = form;
	}

	/**
	 * Create a payload type.
	 * @param type a class, or a type with type arguments
	 * @return the type
	 */
	public static PayloadType of(Type type) {
		if (type instanceof Class<?> simple && simple != Optional.class) {
			return new PayloadType(false, type, Form.of(simple));
		}
		ResolvableType resolvable = ResolvableType.forType(type);
		if (resolvable.toClass() != Optional.class) {
			return new PayloadType(false, type, Form.JSON);
		}
		ResolvableType content = resolvable.getGeneric();
		Class<?> raw = content.resolve();
		if (raw == null) {
			return new PayloadType(true, Object.class, Form.TEXT);
		}
		return new PayloadType(true, (content.hasGenerics() || content.isArray()) ? content.getType() : raw,
				Form.of(raw));
	}

	/**
	 * Convert data. Blank text counts as no data unless the text itself is requested.
	 * @param text the text, or {@code null}
	 * @param json the function that converts the text from JSON
	 * @return the object, or {@code null} or an empty {@code Optional} if there is none
	 */
	@Nullable Object read(@Nullable String text, Function<Type, @Nullable Object> json) {
		Object value = (text != null) ? content(text, json) : null;
		return this.optional ? Optional.ofNullable(value) : value;
	}

	private @Nullable Object content(String text, Function<Type, @Nullable Object> json) {
		return switch (this.form) {
			case TEXT -> text;
			case BYTES -> text.getBytes(StandardCharsets.UTF_8);
			case JSON -> text.isBlank() ? null : json.apply(this.content);
		};
	}

	/**
	 * Return whether an object of this type can be shared between listeners.
	 * @return {@code true} if the object and everything in it is immutable
	 */
	boolean isImmutable() {
		Boolean immutable = this.immutable;
		if (immutable == null) {
			immutable = isImmutable(ResolvableType.forType(this.content), new HashSet<>());
			this.immutable = immutable;
		}
		return immutable;
	}

	private static boolean isImmutable(ResolvableType type, Set<String> visited) {
		Class<?> raw = type.toClass();
		if (ClassUtils.isPrimitiveOrWrapper(raw) || raw.isEnum() || IMMUTABLE.contains(raw)
				|| raw.getPackageName().equals("java.time")) {
			return true;
		}
		if (raw == Optional.class) {
			return isImmutable(type.getGeneric(), visited);
		}
		if (raw.isSealed() && (raw.isInterface() || Modifier.isAbstract(raw.getModifiers()))) {
			return !visited.add(type.toString()) || Arrays.stream(raw.getPermittedSubclasses())
				.allMatch((permitted) -> isImmutable(ResolvableType.forClass(permitted), visited));
		}
		return raw.isRecord() && (!visited.add(type.toString()) || hasImmutableComponents(type, raw, visited));
	}

	private static boolean hasImmutableComponents(ResolvableType type, Class<?> raw, Set<String> visited) {
		for (RecordComponent component : raw.getRecordComponents()) {
			if (!isImmutable(ResolvableType.forType(component.getGenericType(), type), visited)) {
				return false;
			}
		}
		return true;
	}

	@Override
	public String toString() {
		return this.optional ? "java.util.Optional<" + this.content.getTypeName() + ">" : this.content.getTypeName();
	}

	/**
	 * The result of a conversion.
	 */
	private enum Form {

		TEXT, BYTES, JSON;

		private static Form of(Class<?> type) {
			if (type == String.class || type == CharSequence.class || type == Object.class) {
				return TEXT;
			}
			return (type == byte[].class) ? BYTES : JSON;
		}

	}

}
