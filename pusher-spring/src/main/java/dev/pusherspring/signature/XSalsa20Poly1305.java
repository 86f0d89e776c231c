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
import java.security.MessageDigest;
import java.util.Arrays;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The only class that uses Bouncy Castle, so that all others load without it.
 */
final class XSalsa20Poly1305 {

	private static final int TAG_LENGTH = SecretBox.TAG_LENGTH;

	private XSalsa20Poly1305() {
	}

	static byte[] seal(byte[] key, byte[] nonce, byte[] text) {
		XSalsa20Engine cipher = cipher(key, nonce);
		Poly1305 mac = mac(cipher);
		byte[] box = new byte[TAG_LENGTH + text.length];
		cipher.processBytes(text, 0, text.length, box, TAG_LENGTH);
		mac.update(box, TAG_LENGTH, text.length);
		mac.doFinal(box, 0);
		return box;
	}

	static byte[] open(byte[] key, byte[] nonce, byte[] box) throws GeneralSecurityException {
		XSalsa20Engine cipher = cipher(key, nonce);
		Poly1305 mac = mac(cipher);
		int length = box.length - TAG_LENGTH;
		mac.update(box, TAG_LENGTH, length);
		byte[] tag = new byte[TAG_LENGTH];
		mac.doFinal(tag, 0);
		if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG_LENGTH))) {
			throw new GeneralSecurityException("The encrypted text was sealed with another key or was changed");
		}
		byte[] text = new byte[length];
		cipher.processBytes(box, TAG_LENGTH, length, text, 0);
		return text;
	}

	private static XSalsa20Engine cipher(byte[] key, byte[] nonce) {
		XSalsa20Engine cipher = new XSalsa20Engine();
		// encryption and decryption are the same
		cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
		return cipher;
	}

	// the key stream starts with the one-time key of the tag
	private static Poly1305 mac(XSalsa20Engine cipher) {
		byte[] key = new byte[32];
		cipher.processBytes(key, 0, key.length, key, 0);
		Poly1305 mac = new Poly1305();
		mac.init(new KeyParameter(key));
		return mac;
	}

}
