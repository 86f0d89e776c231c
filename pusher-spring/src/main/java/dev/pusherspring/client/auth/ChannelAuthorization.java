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

package dev.pusherspring.client.auth;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The authorization of one connection to subscribe to one channel. The string form does
 * not show the values.
 *
 * @param auth the signature in the form {@code key:signature}
 * @param channelData for a presence channel, the JSON text about the user that the
 * signature covers, which is sent to the server verbatim; {@code null} if there is none
 * @param sharedSecret for an encrypted channel, its key in Base64, which never leaves the
 * client; {@code null} if there is none
 * @since 1.0.0
 */
public record ChannelAuthorization(String auth, @Nullable String channelData, @Nullable String sharedSecret) {

	public ChannelAuthorization {
		Assert.hasText(auth, "'auth' must not be empty");
		Assert.isTrue(channelData == null || !channelData.isBlank(), "'channelData' must not be blank");
		Assert.isTrue(sharedSecret == null || !sharedSecret.isBlank(), "'sharedSecret' must not be blank");
	}

	/**
	 * Create an authorization for a private channel.
	 * @param auth the signature in the form {@code key:signature}
	 */
	public ChannelAuthorization(String auth) {
		this(auth, null, null);
	}

	/**
	 * Create an authorization for a presence channel.
	 * @param auth the signature in the form {@code key:signature}
	 * @param channelData the JSON text about the user that the signature covers
	 */
	public ChannelAuthorization(String auth, @Nullable String channelData) {
		this(auth, channelData, null);
	}

	/**
	 * Return a text without the values of this authorization, which some servers quote
	 * when they refuse a subscription.
	 * @param text the text, such as the message of a refusal
	 * @return the text with each value masked
	 */
	public String redact(String text) {
		return Masked.in(text, this.auth, this.channelData, this.sharedSecret);
	}

	@Override
	public String toString() {
		return "ChannelAuthorization[auth=" + Masked.of(this.auth) + ", channelData=" + Masked.of(this.channelData)
				+ ", sharedSecret=" + Masked.of(this.sharedSecret) + "]";
	}

}
