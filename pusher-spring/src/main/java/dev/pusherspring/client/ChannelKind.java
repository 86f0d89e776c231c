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

/**
 * Kinds of channels, which servers tell apart by the prefix of the name. The cache
 * variants behave like the kind that they are a variant of.
 *
 * @since 1.0.0
 */
public enum ChannelKind {

	/**
	 * Open to everybody.
	 */
	PUBLIC(""),

	/**
	 * Open to those who are authorized.
	 */
	PRIVATE("private-"),

	/**
	 * Private, and its events are encrypted end to end.
	 */
	ENCRYPTED("private-encrypted-"),

	/**
	 * Private, and its subscribers know of each other.
	 */
	PRESENCE("presence-");

	private final String prefix;

	ChannelKind(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Return the kind of a channel.
	 * @param name name of the channel
	 * @return the kind
	 */
	public static ChannelKind of(String name) {
		if (name.startsWith(ENCRYPTED.prefix)) {
			return ENCRYPTED;
		}
		if (name.startsWith(PRIVATE.prefix)) {
			return PRIVATE;
		}
		return name.startsWith(PRESENCE.prefix) ? PRESENCE : PUBLIC;
	}

	/**
	 * Return whether clients may send events on the channel.
	 * @return {@code true} for private and presence channels
	 */
	public boolean permitsClientEvents() {
		return this == PRIVATE || this == PRESENCE;
	}

	/**
	 * Return whether a subscription needs an authorization.
	 * @return {@code false} for public channels only
	 */
	public boolean requiresAuthorization() {
		return this != PUBLIC;
	}

}
