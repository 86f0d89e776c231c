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

package dev.pusherspring.client.internal.protocol;

import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * Encrypted data of an event.
 *
 * @param nonce the nonce
 * @param ciphertext the encrypted text
 * @since 1.0.0
 */
public record EncryptedData(byte[] nonce, byte[] ciphertext) {

	/**
	 * Read encrypted data.
	 * @param frame the message
	 * @return the data
	 * @throws MalformedFrameException if the data is not encrypted data
	 */
	public static EncryptedData from(Frame frame) {
		FrameData data = FrameData.of(frame);
		return new EncryptedData(decode("nonce", data.text("nonce")), decode("ciphertext", data.text("ciphertext")));
	}

	private static byte[] decode(String name, @Nullable String base64) {
		if (base64 == null) {
			throw new MalformedFrameException("Encrypted data must have a '%s'".formatted(name));
		}
		try {
			return Base64.getDecoder().decode(base64);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedFrameException("The '%s' of encrypted data must be Base64".formatted(name));
		}
	}

}
