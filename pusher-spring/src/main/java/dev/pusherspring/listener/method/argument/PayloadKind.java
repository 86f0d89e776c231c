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

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PayloadType;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Determines whether data matches a payload type before converting it, by the kind of its
 * JSON value and by the type id property of Jackson, if there is one.
 */
public final class PayloadKind {

	private final Class<?> type;

	private final @Nullable JsonShape shape;

	// the supertype that data of all subtypes is converted to
	private final @Nullable Class<?> root;

	private final @Nullable PayloadType rootType;

	private PayloadKind(Class<?> type, @Nullable JsonShape shape, @Nullable Class<?> root) {
		this.type = type;
		this.shape = shape;
		this.root = root;
		this.rootType = (root != null) ? PayloadType.of(root) : null;
	}

	static PayloadKind of(ListenerParameter parameter) {
		ResolvableType type = ResolvableType.forType(parameter.genericType());
		Class<?> raw = ((type.toClass() == Optional.class) ? type.getGeneric() : type).toClass();
		JsonShape shape = JsonShape.of(raw);
		return new PayloadKind(raw, shape, (shape == JsonShape.OBJECT) ? root(raw) : null);
	}

	private static @Nullable Class<?> root(Class<?> type) {
		MergedAnnotation<JsonTypeInfo> annotation = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
			.get(JsonTypeInfo.class);
		return (annotation.isPresent() && annotation.getSource() instanceof Class<?> source) ? source : null;
	}

	/**
	 * Return the types that data may be converted to in order to determine its subtype.
	 * @param type the type of a payload
	 * @return its supertype and the subtypes of that, empty if they cannot be
	 * distinguished
	 */
	static Set<Class<?>> relatives(Class<?> type) {
		Set<Class<?>> relatives = new LinkedHashSet<>();
		Class<?> root = root(type);
		if (root != null) {
			relatives.add(root);
			JsonSubTypes subtypes = root.getAnnotation(JsonSubTypes.class);
			if (subtypes != null) {
				Arrays.stream(subtypes.value()).map(JsonSubTypes.Type::value).forEach(relatives::add);
			}
		}
		return relatives;
	}

	/**
	 * Return whether this kind restricts the data that matches.
	 * @return {@code false} if any data matches
	 */
	public boolean isKnown() {
		return this.shape != null;
	}

	/**
	 * Return whether data of this kind can be distinguished from data of another kind.
	 * @param other the other kind
	 * @return whether it can be distinguished
	 */
	public boolean differsFrom(PayloadKind other) {
		return isKnown() && other.isKnown() && (this.shape != other.shape
				|| (this.root != null && this.root == other.root && this.type != other.type));
	}

	/**
	 * Return whether the type of this kind is a subtype of the type of another.
	 * @param other the other kind
	 * @return whether it is a subtype
	 */
	public boolean isPartOf(PayloadKind other) {
		return this.type != other.type && other.type.isAssignableFrom(this.type);
	}

	/**
	 * Data that is to be matched against several kinds.
	 */
	public static final class Candidate {

		private final PusherChannelEvent event;

		private final @Nullable JsonShape shape;

		private @Nullable PayloadType rootType;

		private @Nullable Object value;

		/**
		 * Create a new {@link Candidate} instance.
		 * @param event the event with the data
		 */
		public Candidate(PusherChannelEvent event) {
			this.event = event;
			this.shape = JsonShape.of(PayloadArgument.text(event));
		}

		/**
		 * Return whether the data matches a kind.
		 * @param kind the kind
		 * @return whether it matches
		 */
		public boolean isOf(PayloadKind kind) {
			return this.shape != null && this.shape == kind.shape
					&& (kind.rootType == null || kind.type.isInstance(read(kind.rootType)));
		}

		// once for all subtypes
		private @Nullable Object read(PayloadType rootType) {
			if (this.rootType == null || !this.rootType.toString().equals(rootType.toString())) {
				this.rootType = rootType;
				this.value = readIfPossible(rootType);
			}
			return this.value;
		}

		private @Nullable Object readIfPossible(PayloadType rootType) {
			try {
				return (this.event instanceof PusherMessageEvent message) ? message.getData(rootType) : null;
			}
			catch (PayloadConversionException ex) {
				// not one of the subtypes; the default handler may still accept it
				return null;
			}
		}

	}

}
