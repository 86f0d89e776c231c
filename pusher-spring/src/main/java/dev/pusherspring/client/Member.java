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

package dev.pusherspring.client;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A member of a presence channel. Immutable.
 *
 * @since 1.0.0
 */
public final class Member {

	private final String id;

	private final @Nullable String info;

	private final JsonMapper jsonMapper;

	/**
	 * Create a new {@link Member} instance.
	 * @param id the id of the user
	 * @param info the JSON text about the user, or {@code null}
	 * @param jsonMapper the mapper that converts the info
	 */
	public Member(String id, @Nullable String info, JsonMapper jsonMapper) {
		this.id = id;
		this.info = info;
		this.jsonMapper = jsonMapper;
	}

	/**
	 * Return the id of the user.
	 * @return the id, a string even if a server writes it as a number
	 */
	public String getId() {
		return this.id;
	}

	/**
	 * Return the info about the user.
	 * @return the JSON text, or {@code null} if there is no info
	 */
	public @Nullable String getInfo() {
		return this.info;
	}

	/**
	 * Return the info about the user as an object.
	 * @param <T> the type
	 * @param type the type
	 * @return the object, or {@code null} if there is no info
	 * @throws IllegalArgumentException if the info cannot be converted to the type
	 */
	public <T> @Nullable T getInfo(Class<T> type) {
		return getInfo(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Return the info about the user as an object of a generic type.
	 * @param <T> the type
	 * @param type the type
	 * @return the object, or {@code null} if there is no info
	 * @throws IllegalArgumentException if the info cannot be converted to the type
	 */
	public <T> @Nullable T getInfo(ParameterizedTypeReference<T> type) {
		JavaType javaType = this.jsonMapper.constructType(type.getType());
		try {
			return (this.info != null) ? this.jsonMapper.readValue(this.info, javaType) : null;
		}
		catch (RuntimeException ex) {
			// the message may quote the info, which may be private. Numbers out of range
			// are not covered by Jackson's own exceptions
			throw new IllegalArgumentException("The info of member '%s' cannot be read as %s"
				.formatted(PrintableText.of(this.id), type.getType().getTypeName()));
		}
	}

	@Override
	public boolean equals(@Nullable Object obj) {
		return obj instanceof Member other && this.id.equals(other.id) && Objects.equals(this.info, other.info);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.id, this.info);
	}

	/**
	 * Return a description without the info, so that logs do not reveal it.
	 */
	@Override
	public String toString() {
		return "Member[id=" + PrintableText.of(this.id) + "]";
	}

}
