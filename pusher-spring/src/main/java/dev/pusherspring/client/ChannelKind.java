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
 * Kinds of channels, determined by the prefix of the name. The cache variant of a kind
 * belongs to that kind.
 *
 * @since 1.0.0
 */
public enum ChannelKind {

	/**
	 * Open to everyone.
	 */
	PUBLIC(""),

	/**
	 * Requires an authorization.
	 */
	PRIVATE("private-"),

	/**
	 * A private channel with end-to-end encrypted events.
	 */
	ENCRYPTED("private-encrypted-"),

	/**
	 * A private channel whose subscribers know each other.
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
	 * Return whether a subscription requires an authorization.
	 * @return {@code true} for all channels except public ones
	 */
	public boolean requiresAuthorization() {
		return this != PUBLIC;
	}

}
