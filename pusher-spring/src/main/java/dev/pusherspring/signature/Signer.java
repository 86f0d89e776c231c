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
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.util.Assert;

/**
 * Creates and verifies signatures with the secret of a Pusher app: HMAC-SHA256 in
 * lower-case hexadecimal. Authorizations, requests to the HTTP API and webhooks are all
 * signed this way.
 * <p>
 * Immutable and safe for use by multiple threads. The string form does not show the
 * secret.
 *
 * @since 1.0.0
 */
public final class Signer {

	private static final String ALGORITHM = "HmacSHA256";

	private final SecretKeySpec secret;

	/**
	 * Create a signer.
	 * @param secret the secret of the Pusher app
	 */
	public Signer(String secret) {
		Assert.hasText(secret, "'secret' must not be empty");
		// a secret read from a file often ends with a line break
		Assert.isTrue(secret.equals(secret.strip()) && secret.chars().noneMatch(Character::isISOControl),
				"'secret' must not start or end with white space, nor contain a line break");
		this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	/**
	 * Sign a text.
	 * @param text the text, signed as UTF-8
	 * @return the signature in lower-case hexadecimal
	 */
	public String sign(String text) {
		return sign(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sign bytes, such as the body of a request.
	 * @param bytes the bytes
	 * @return the signature in lower-case hexadecimal
	 */
	public String sign(byte[] bytes) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.secret);
			return HexFormat.of().formatHex(mac.doFinal(bytes));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform must provide " + ALGORITHM, ex);
		}
	}

	/**
	 * Verify the signature of a text, in constant time.
	 * @param text the text
	 * @param signature the signature to verify
	 * @return {@code true} if the text was signed with the secret
	 */
	public boolean verify(String text, String signature) {
		return verify(text.getBytes(StandardCharsets.UTF_8), signature);
	}

	/**
	 * Verify the signature of bytes, such as the body of a webhook exactly as received,
	 * in constant time.
	 * @param bytes the bytes
	 * @param signature the signature to verify
	 * @return {@code true} if the bytes were signed with the secret
	 */
	public boolean verify(byte[] bytes, String signature) {
		return MessageDigest.isEqual(sign(bytes).getBytes(StandardCharsets.UTF_8),
				signature.getBytes(StandardCharsets.UTF_8));
	}

	@Override
	public String toString() {
		return "Signer[secret=******]";
	}

}
