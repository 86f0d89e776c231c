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
 * The key from which the key of each encrypted channel derives: SHA-256 over the
 * channel's name followed by the master key.
 */
public final class EncryptionMasterKey {

	private static final int LENGTH = 32;

	private final byte[] key;

	private EncryptionMasterKey(byte[] key) {
		this.key = key;
	}

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
			// its text quotes a character of the key
			throw new IllegalArgumentException("The encryption master key must be in Base64");
		}
	}

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

}
