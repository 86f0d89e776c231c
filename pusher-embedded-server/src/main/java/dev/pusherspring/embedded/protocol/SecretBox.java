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

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The {@code secretbox} of NaCl, XSalsa20 with Poly1305: a 16-byte tag followed by the
 * ciphertext. The only class that requires Bouncy Castle.
 */
final class SecretBox {

	static final int NONCE_BYTES = 24;

	private static final int MAC_BYTES = 16;

	private static final int MAC_KEY_BYTES = 32;

	private SecretBox() {
	}

	static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext) {
		XSalsa20Engine cipher = new XSalsa20Engine();
		cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
		byte[] macKey = new byte[MAC_KEY_BYTES];
		cipher.processBytes(macKey, 0, MAC_KEY_BYTES, macKey, 0);
		byte[] box = new byte[MAC_BYTES + plaintext.length];
		cipher.processBytes(plaintext, 0, plaintext.length, box, MAC_BYTES);
		Poly1305 mac = new Poly1305();
		mac.init(new KeyParameter(macKey));
		mac.update(box, MAC_BYTES, plaintext.length);
		mac.doFinal(box, 0);
		return box;
	}

}
