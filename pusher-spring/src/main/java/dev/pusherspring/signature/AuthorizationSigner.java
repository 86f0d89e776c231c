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

package dev.pusherspring.signature;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Signs that a connection may subscribe to a channel, or who its user is. Contains the
 * secret of one Pusher app; its string form does not show it.
 * <p>
 * The parts of the signed text are separated by colons. For that reason a socket id or a
 * channel name with a colon of its own is rejected: it could change the meaning of the
 * text. Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class AuthorizationSigner {

	private final String key;

	private final Signer signer;

	/**
	 * Create a signer.
	 * @param key the key of the Pusher app
	 * @param secret the secret of the Pusher app
	 * @throws IllegalArgumentException if the key or the secret is not valid. The message
	 * does not contain the secret
	 */
	public AuthorizationSigner(String key, String secret) {
		Assert.hasText(key, "'key' must not be empty");
		this.key = key;
		this.signer = new Signer(secret);
	}

	/**
	 * Sign that a connection may subscribe to a channel.
	 * @param socketId id of the connection
	 * @param channel name of the channel
	 * @param channelData the member that joins the channel, exactly as sent to the
	 * server, or {@code null}
	 * @return the key and the signature, as servers expect them
	 * @throws IllegalArgumentException if the socket id is not valid, or the name of the
	 * channel is empty or contains a colon
	 */
	public String signChannel(String socketId, String channel, @Nullable String channelData) {
		Assert.isTrue(!channel.isEmpty() && channel.indexOf(':') < 0,
				"The name of the channel must not be empty or contain a colon");
		String text = checked(socketId) + ":" + channel;
		return sign((channelData != null) ? text + ":" + channelData : text);
	}

	/**
	 * Sign who the user of a connection is.
	 * @param socketId id of the connection
	 * @param userData the user, exactly as sent to the server
	 * @return the key and the signature, as servers expect them
	 * @throws IllegalArgumentException if the socket id is not valid
	 */
	public String signUser(String socketId, String userData) {
		return sign(checked(socketId) + "::user::" + userData);
	}

	private static String checked(String socketId) {
		Assert.isTrue(SocketId.isValid(socketId), "The socket id must have the form 'number.number'");
		return socketId;
	}

	private String sign(String text) {
		return this.key + ":" + this.signer.sign(text);
	}

	@Override
	public String toString() {
		return "AuthorizationSigner[key=" + this.key + ", secret=******]";
	}

}
