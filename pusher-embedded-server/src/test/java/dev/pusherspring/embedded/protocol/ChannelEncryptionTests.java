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

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.pusher.rest.crypto.nacl.SecretBox;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link ChannelEncryption} against a known vector and the official library.
 */
class ChannelEncryptionTests {

	private static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private final ChannelEncryption encryption = new ChannelEncryption(MASTER_KEY);

	@Test
	void knownEventIsEncrypted() {
		byte[] nonce = Base64.getDecoder().decode("ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7");
		assertThat(this.encryption.encrypt("private-encrypted-foobar", "{\"message\":\"hello\"}", nonce)).isEqualTo(
				"{\"nonce\":\"ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7\",\"ciphertext\":\"D9ZlXw1NAK1p9kbP90qc4VhTFJSUGzZpJbK8OFyj5qJzEv8=\"}");
	}

	@Test
	void officialLibraryDecrypts() {
		String text = "Grüße ".repeat(500);
		JsonNode data = new JsonMapper().readTree(this.encryption.encrypt("private-encrypted-a", text));
		byte[] opened = SecretBox.open(Base64.getDecoder().decode(this.encryption.sharedSecret("private-encrypted-a")),
				Base64.getDecoder().decode(data.get("nonce").asString()),
				Base64.getDecoder().decode(data.get("ciphertext").asString()));
		assertThat(new String(opened, StandardCharsets.UTF_8)).isEqualTo(text);
	}

	@Test
	void nonceIsNeverUsedTwice() {
		assertThat(this.encryption.encrypt("private-encrypted-a", "x"))
			.isNotEqualTo(this.encryption.encrypt("private-encrypted-a", "x"));
	}

	@Test
	void missingBouncyCastleIsNamed() throws Exception {
		URL classes = ChannelEncryption.class.getProtectionDomain().getCodeSource().getLocation();
		try (URLClassLoader without = new URLClassLoader(new URL[] { classes }, ClassLoader.getPlatformClassLoader())) {
			Class<?> type = without.loadClass(ChannelEncryption.class.getName());
			Object encryption = type.getConstructor(String.class).newInstance(MASTER_KEY);
			Method encrypt = type.getMethod("encrypt", String.class, String.class);
			assertThatThrownBy(() -> encrypt.invoke(encryption, "private-encrypted-a", "x"))
				.hasCauseInstanceOf(IllegalStateException.class)
				.cause()
				.hasMessageContaining("org.bouncycastle:bcprov-jdk18on");
		}
	}

	@Test
	void keyOfTheWrongLengthIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ChannelEncryption("AAEC"))
			.withMessageContaining("32 bytes")
			.withMessageNotContaining("AAEC");
	}

	@Test
	void appWithoutAMasterKeyHasOneThatIsDerivedFromItsSecret() {
		String key = ChannelEncryption.deriveMasterKey("app-secret");
		assertThat(Base64.getDecoder().decode(key)).hasSize(32);
		assertThat(key).isEqualTo(ChannelEncryption.deriveMasterKey("app-secret"))
			.isNotEqualTo(ChannelEncryption.deriveMasterKey("other-secret"));
	}

}
