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

import java.security.GeneralSecurityException;

import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

/**
 * Seals and opens a "secret box" of NaCl: text encrypted with XSalsa20 and authenticated
 * with Poly1305, with the 16-byte tag in front. Requires Bouncy Castle, an optional
 * dependency.
 * <p>
 * Immutable and safe for use by multiple threads. The string form does not show the key.
 *
 * @since 1.0.0
 */
public final class SecretBox {

	/**
	 * Length of a key in bytes.
	 */
	public static final int KEY_LENGTH = 32;

	/**
	 * Length of a nonce in bytes.
	 */
	public static final int NONCE_LENGTH = 24;

	/**
	 * Length of the tag in bytes, which is also the length of the shortest box.
	 */
	public static final int TAG_LENGTH = 16;

	private static final String LIBRARY_CLASS = "org.bouncycastle.crypto.engines.XSalsa20Engine";

	private final byte[] key;

	/**
	 * Create a secret box for a key.
	 * @param key the key, of {@value #KEY_LENGTH} bytes
	 * @throws IllegalArgumentException if the key has another length
	 * @throws IllegalStateException if Bouncy Castle is missing
	 */
	public SecretBox(byte[] key) {
		Assert.isTrue(key.length == KEY_LENGTH,
				() -> "The key must have " + KEY_LENGTH + " bytes, but has " + key.length);
		checkAvailable();
		this.key = key.clone();
	}

	/**
	 * Return whether Bouncy Castle is on the classpath.
	 * @return {@code true} if boxes can be sealed and opened
	 */
	public static boolean isAvailable() {
		return ClassUtils.isPresent(LIBRARY_CLASS, SecretBox.class.getClassLoader());
	}

	/**
	 * Check that Bouncy Castle is on the classpath.
	 * @throws IllegalStateException if it is missing. The message names the dependency to
	 * add
	 */
	public static void checkAvailable() {
		Assert.state(isAvailable(),
				"Add org.bouncycastle:bcprov-jdk18on to the classpath to use private-encrypted channels");
	}

	/**
	 * Encrypt a text.
	 * @param nonce the nonce, of {@value #NONCE_LENGTH} bytes. Use random bytes, and
	 * never the same nonce twice with the same key
	 * @param text the text
	 * @return the box: the tag and the encrypted text
	 * @throws IllegalArgumentException if the nonce has another length
	 */
	public byte[] seal(byte[] nonce, byte[] text) {
		Assert.isTrue(nonce.length == NONCE_LENGTH, () -> nonceLength(nonce));
		return XSalsa20Poly1305.seal(this.key, nonce, text);
	}

	/**
	 * Check and decrypt a box.
	 * @param nonce the nonce, of {@value #NONCE_LENGTH} bytes
	 * @param box the tag and the encrypted text
	 * @return the decrypted text
	 * @throws GeneralSecurityException if the nonce or the box has an invalid length, or
	 * the box was not sealed with this key and nonce
	 */
	public byte[] open(byte[] nonce, byte[] box) throws GeneralSecurityException {
		if (nonce.length != NONCE_LENGTH) {
			throw new GeneralSecurityException(nonceLength(nonce));
		}
		if (box.length < TAG_LENGTH) {
			throw new GeneralSecurityException(
					"The encrypted text must have at least " + TAG_LENGTH + " bytes, but has " + box.length);
		}
		return XSalsa20Poly1305.open(this.key, nonce, box);
	}

	private static String nonceLength(byte[] nonce) {
		return "The nonce must have " + NONCE_LENGTH + " bytes, but has " + nonce.length;
	}

	@Override
	public String toString() {
		return "SecretBox[key=******]";
	}

}
