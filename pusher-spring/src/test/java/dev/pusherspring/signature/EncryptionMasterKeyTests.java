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
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EncryptionMasterKey}.
 */
class EncryptionMasterKeyTests {

	private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

	private static final String BASE64 = Base64.getEncoder().encodeToString(KEY);

	private final EncryptionMasterKey masterKey = EncryptionMasterKey.fromBase64(BASE64);

	@Test
	void keyOfAChannelIsTheHashOfItsNameAndTheMasterKey() throws Exception {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		digest.update("private-encrypted-ä".getBytes(StandardCharsets.UTF_8));
		digest.update(KEY);
		assertThat(this.masterKey.sharedSecret("private-encrypted-ä")).isEqualTo(digest.digest());
	}

	@Test
	void whiteSpaceAroundTheKeyIsIgnored() {
		assertThat(EncryptionMasterKey.fromBase64(" " + BASE64 + "\n").sharedSecret("private-encrypted-a"))
			.isEqualTo(this.masterKey.sharedSecret("private-encrypted-a"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 31, 33 })
	void keyOfAnotherLengthIsRefused(int length) {
		String base64 = Base64.getEncoder().encodeToString(new byte[length]);
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionMasterKey.fromBase64(base64))
			.withMessage("The encryption master key must have 32 bytes, but has " + length);
	}

	@ParameterizedTest
	@ValueSource(strings = { "not Base64!", "*", "AAA=A" })
	void keyThatIsNotBase64IsRefusedAndNotShown(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> EncryptionMasterKey.fromBase64(key))
			.withMessage("The encryption master key must be in Base64")
			.withNoCause();
	}

	@Test
	void stringFormDoesNotShowTheKey() {
		assertThat(this.masterKey).hasToString("EncryptionMasterKey[key=******]");
	}

}
