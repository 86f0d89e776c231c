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

package dev.pusherspring.listener.deduplicate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Computes the key that identifies an event within its channel. The key is a hash because
 * names and data come from the server and may be long.
 */
final class EventKeys {

	private final String @Nullable [] path;

	/**
	 * Create a new {@link EventKeys} instance.
	 * @param field path of the JSON field that identifies an event, or {@code null} for
	 * the data as a whole
	 */
	EventKeys(@Nullable String field) {
		this.path = (field != null) ? field.split("\\.") : null;
	}

	/**
	 * Return the key of an event.
	 * @param event the event
	 * @return the key, or {@code null} if nothing identifies the event
	 */
	@Nullable Key of(PusherMessageEvent event) {
		String value = (this.path != null) ? member(event, this.path) : event.getData();
		// two events without data are considered equal, too
		return (value == null && this.path != null) ? null : hash(event.getEvent(), event.getUserId(), value);
	}

	private static @Nullable String member(PusherMessageEvent event, String[] path) {
		try {
			JsonNode node = event.getData(JsonNode.class);
			for (int i = 0; i < path.length && node != null; i++) {
				node = node.get(path[i]);
			}
			// the number 1 and the text "1" are different
			return (node != null && node.isValueNode() && !node.isNull()) ? node.toString() : null;
		}
		catch (PayloadConversionException ex) {
			return null;
		}
	}

	private static Key hash(@Nullable String... texts) {
		MessageDigest digest = digest();
		for (String text : texts) {
			byte[] bytes = (text != null) ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
			// includes the length, so that different parts cannot yield the same bytes
			digest.update(ByteBuffer.allocate(Integer.BYTES).putInt((text != null) ? bytes.length : -1).array());
			digest.update(bytes);
		}
		ByteBuffer hash = ByteBuffer.wrap(digest.digest());
		return new Key(hash.getLong(), hash.getLong());
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Half of a hash, which is long enough to rule out collisions, both accidental and
	 * intentional.
	 *
	 * @param high the first 8 bytes
	 * @param low the next 8 bytes
	 */
	record Key(long high, long low) {

	}

}
