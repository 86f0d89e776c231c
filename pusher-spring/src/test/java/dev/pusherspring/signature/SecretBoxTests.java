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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SecretBox}.
 */
class SecretBoxTests {

	private static final byte[] KEY = Base64.getDecoder().decode("g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=");

	private static final byte[] NONCE = Base64.getDecoder().decode("ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7");

	private static final byte[] BOX = Base64.getDecoder().decode("D9ZlXw1NAK1p9kbP90qc4VhTFJSUGzZpJbK8OFyj5qJzEv8=");

	private final SecretBox secretBox = new SecretBox(KEY);

	@Test
	void opensWhatAnotherImplementationSealed() throws Exception {
		assertThat(this.secretBox.open(NONCE, BOX)).asString(StandardCharsets.UTF_8)
			.isEqualTo("{\"message\":\"hello\"}");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, 31, 32, 33, 63, 64, 65, 10_000 })
	void opensBoxesOfAnyLength(int length) throws Exception {
		byte[] text = new byte[length];
		new Random(length).nextBytes(text);
		assertThat(this.secretBox.open(NONCE, seal(text))).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 31, 32, 33, 64, 10_000 })
	void sealsAsAnotherImplementationDoes(int length) throws Exception {
		byte[] text = new byte[length];
		new Random(length).nextBytes(text);
		assertThat(this.secretBox.seal(NONCE, text)).isEqualTo(seal(text));
		assertThat(this.secretBox.seal(NONCE, "{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8)))
			.isEqualTo(BOX);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 23, 25 })
	void doesNotSealWithNonceOfAnotherLength(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.secretBox.seal(new byte[length], BOX))
			.withMessage("The nonce must have 24 bytes, but has " + length);
	}

	@Test
	void canOpenManyBoxes() throws Exception {
		assertThat(this.secretBox.open(NONCE, BOX)).isEqualTo(this.secretBox.open(NONCE, BOX));
	}

	@Test
	void everyChangedBitIsNoticed() {
		for (int bit = 0; bit < BOX.length * 8; bit++) {
			byte[] changed = flip(BOX, bit);
			assertThatExceptionOfType(GeneralSecurityException.class)
				.isThrownBy(() -> this.secretBox.open(NONCE, changed))
				.withMessageContaining("was changed");
		}
	}

	@Test
	void anotherKeyOrNonceIsNoticed() {
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> new SecretBox(flip(KEY, 255)).open(NONCE, BOX));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.secretBox.open(flip(NONCE, 0), BOX));
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.secretBox.open(flip(NONCE, 191), BOX));
	}

	@Test
	void cutOrExtendedBoxIsNoticed() {
		for (int length = 0; length < BOX.length; length++) {
			byte[] cut = Arrays.copyOf(BOX, length);
			assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> this.secretBox.open(NONCE, cut));
		}
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.secretBox.open(NONCE, Arrays.copyOf(BOX, BOX.length + 1)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 23, 25 })
	void nonceOfAnotherLengthIsRefused(int length) {
		assertThatExceptionOfType(GeneralSecurityException.class)
			.isThrownBy(() -> this.secretBox.open(new byte[length], BOX))
			.withMessage("The nonce must have 24 bytes, but has " + length);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 31, 33 })
	void keyOfAnotherLengthIsRefused(int length) {
		assertThatIllegalArgumentException().isThrownBy(() -> new SecretBox(new byte[length]))
			.withMessage("The key must have 32 bytes, but has " + length);
	}

	@Test
	void keepsItsOwnCopyOfTheKey() throws Exception {
		byte[] key = KEY.clone();
		SecretBox box = new SecretBox(key);
		Arrays.fill(key, (byte) 0);
		assertThat(box.open(NONCE, BOX)).hasSize(19);
	}

	@Test
	void stringFormDoesNotShowTheKey() {
		assertThat(this.secretBox).hasToString("SecretBox[key=******]");
	}

	@Test
	void saysWhatToDoWhenTheLibraryIsMissing() throws Exception {
		assertThat(SecretBox.isAvailable()).isTrue();
		Class<?> type = new WithoutBouncyCastle().loadClass(SecretBox.class.getName());
		assertThat(type).isNotEqualTo(SecretBox.class);
		assertThat(type.getMethod("isAvailable").invoke(null)).isEqualTo(false);
		assertThatExceptionOfType(InvocationTargetException.class)
			.isThrownBy(() -> type.getConstructor(byte[].class).newInstance(KEY))
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.withMessage("Add org.bouncycastle:bcprov-jdk18on to the classpath to use private-encrypted channels");
	}

	private static byte[] seal(byte[] text) {
		XSalsa20Engine cipher = new XSalsa20Engine();
		cipher.init(true, new ParametersWithIV(new KeyParameter(KEY), NONCE));
		byte[] tagKey = new byte[32];
		cipher.processBytes(tagKey, 0, 32, tagKey, 0);
		byte[] box = new byte[16 + text.length];
		cipher.processBytes(text, 0, text.length, box, 16);
		Poly1305 mac = new Poly1305();
		mac.init(new KeyParameter(tagKey));
		mac.update(box, 16, text.length);
		mac.doFinal(box, 0);
		return box;
	}

	private static byte[] flip(byte[] bytes, int bit) {
		byte[] changed = bytes.clone();
		changed[bit / 8] ^= (byte) (1 << (bit % 8));
		return changed;
	}

	/**
	 * Loads our package anew, on a classpath without the library.
	 */
	private static final class WithoutBouncyCastle extends ClassLoader {

		private WithoutBouncyCastle() {
			super(SecretBoxTests.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("org.bouncycastle.")) {
				throw new ClassNotFoundException(name);
			}
			if (!name.startsWith(SecretBox.class.getPackageName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] definition = bytes.readAllBytes();
				return defineClass(name, definition, 0, definition.length);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
