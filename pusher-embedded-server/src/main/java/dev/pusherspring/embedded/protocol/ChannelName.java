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

package dev.pusherspring.embedded.protocol;

import java.util.regex.Pattern;

/**
 * The name of a channel, whose prefix determines the kind of channel.
 *
 * @param value the name as sent over the wire
 * @since 1.0.0
 */
public record ChannelName(String value) {

	/** The prefix of the channel on which the server sends events to one user. */
	public static final String SERVER_TO_USER = "#server-to-user-";

	private static final int MAX_LENGTH = 164;

	private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_\\-=@,.;]{1," + MAX_LENGTH + "}");

	/**
	 * Return whether a channel may have this name.
	 * @return {@code true} if the name is well-formed
	 */
	public boolean isValid() {
		return VALID.matcher(isServerToUser() ? this.value.substring(SERVER_TO_USER.length()) : this.value).matches();
	}

	/**
	 * Return whether subscribing requires a signature.
	 * @return {@code true} for private, encrypted and presence channels
	 */
	public boolean isAuthorized() {
		return isPrivate() || isPresence();
	}

	/**
	 * Return whether this is a private channel, encrypted or not.
	 * @return {@code true} for a private channel
	 */
	public boolean isPrivate() {
		return this.value.startsWith("private-");
	}

	/**
	 * Return whether the server sees only ciphertext of this channel.
	 * @return {@code true} for an encrypted channel
	 */
	public boolean isEncrypted() {
		return this.value.startsWith("private-encrypted-");
	}

	/**
	 * Return whether this is a presence channel.
	 * @return {@code true} for a presence channel
	 */
	public boolean isPresence() {
		return this.value.startsWith("presence-");
	}

	/**
	 * Return whether the channel keeps its last event for later subscribers.
	 * @return {@code true} for a cache channel of any kind
	 */
	public boolean isCache() {
		return this.value.startsWith("cache-") || this.value.startsWith("private-cache-")
				|| this.value.startsWith("private-encrypted-cache-") || this.value.startsWith("presence-cache-");
	}

	/**
	 * Return whether this is the channel of one signed-in user.
	 * @return {@code true} for such a channel
	 */
	public boolean isServerToUser() {
		return this.value.startsWith(SERVER_TO_USER);
	}

	@Override
	public String toString() {
		return this.value;
	}

}
