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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import org.springframework.util.Assert;

/**
 * The key from which the key of each encrypted channel is derived, as the SHA-256 digest
 * of the channel's name followed by the master key.
 * <p>
 * Immutable and safe for use by multiple threads. The string form does not show the key.
 *
 * @since 1.0.0
 */
public final class EncryptionMasterKey {

	private static final int LENGTH = 32;

	private final byte[] key;

	private EncryptionMasterKey(byte[] key) {
		this.key = key;
	}

	/**
	 * Create a master key from its Base64 form.
	 * @param base64 the 32 bytes of the key in Base64
	 * @return the key
	 * @throws IllegalArgumentException if the key is not valid. The message does not
	 * contain the key
	 */
	public static EncryptionMasterKey fromBase64(String base64) {
		byte[] key = decode(base64);
		Assert.isTrue(key.length == LENGTH,
				() -> "The encryption master key must have " + LENGTH + " bytes, but has " + key.length);
		return new EncryptionMasterKey(key);
	}

	private static byte[] decode(String base64) {
		try {
			return Base64.getDecoder().decode(base64.strip());
		}
		catch (IllegalArgumentException ex) {
			// the message of the exception quotes a character of the key
			throw new IllegalArgumentException("The encryption master key must be in Base64");
		}
	}

	/**
	 * Return the key of a channel, which a {@link SecretBox} uses to encrypt its events.
	 * @param channelName the full name of the channel
	 * @return the 32 bytes of the key
	 */
	public byte[] sharedSecret(String channelName) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(channelName.getBytes(StandardCharsets.UTF_8));
			return digest.digest(this.key);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform must provide SHA-256", ex);
		}
	}

	@Override
	public String toString() {
		return "EncryptionMasterKey[key=******]";
	}

}
