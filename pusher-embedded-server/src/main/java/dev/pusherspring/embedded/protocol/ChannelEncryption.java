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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Derives the secrets of encrypted channels and encrypts events with them, as server
 * libraries do when they publish. Safe for use by multiple threads. The string form does
 * not show the key.
 *
 * @since 1.0.0
 */
public final class ChannelEncryption {

	private static final int KEY_BYTES = 32;

	private final byte[] masterKey;

	private final SecureRandom random = new SecureRandom();

	/**
	 * Create an instance for an app.
	 * @param masterKey the master key, 32 bytes in Base64
	 * @throws IllegalArgumentException if the key is not valid
	 */
	public ChannelEncryption(String masterKey) {
		this.masterKey = Base64.getDecoder().decode(masterKey);
		if (this.masterKey.length != KEY_BYTES) {
			throw new IllegalArgumentException("The encryption master key must be " + KEY_BYTES + " bytes in Base64");
		}
	}

	/**
	 * Derive the secret of a channel, which its subscribers receive with their
	 * authorization.
	 * @param channel the channel's name
	 * @return the secret, 32 bytes in Base64
	 */
	public String sharedSecret(String channel) {
		return Base64.getEncoder().encodeToString(key(channel));
	}

	/**
	 * Encrypt the data of an event.
	 * @param channel the channel's name
	 * @param data the data
	 * @return the encrypted data as sent over the wire
	 * @throws IllegalStateException if Bouncy Castle is not on the classpath
	 */
	public String encrypt(String channel, String data) {
		byte[] nonce = new byte[SecretBox.NONCE_BYTES];
		this.random.nextBytes(nonce);
		return encrypt(channel, data, nonce);
	}

	String encrypt(String channel, String data, byte[] nonce) {
		byte[] ciphertext;
		try {
			ciphertext = SecretBox.seal(key(channel), nonce, data.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoClassDefFoundError ex) {
			throw new IllegalStateException("Cannot publish to encrypted channel '" + channel
					+ "'. Add org.bouncycastle:bcprov-jdk18on to the classpath", ex);
		}
		Base64.Encoder base64 = Base64.getEncoder();
		return Json.write(Json.object()
			.put("nonce", base64.encodeToString(nonce))
			.put("ciphertext", base64.encodeToString(ciphertext)));
	}

	private byte[] key(String channel) {
		MessageDigest digest = sha256();
		digest.update(channel.getBytes(StandardCharsets.UTF_8));
		return digest.digest(this.masterKey);
	}

	/**
	 * Derive a master key for an app that is configured without one.
	 * @param secret the app's secret
	 * @return the secret, 32 bytes in Base64, which is always the same for the same
	 * secret
	 */
	public static String deriveMasterKey(String secret) {
		return Base64.getEncoder().encodeToString(sha256().digest(secret.getBytes(StandardCharsets.UTF_8)));
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("SHA-256 is not available", ex);
		}
	}

}
