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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Handshake}.
 */
class HandshakeTests {

	@ParameterizedTest
	@ValueSource(ints = { 4, 5, 6, 7 })
	void protocolsFourToSevenAreSupported(int protocol) {
		Handshake handshake = new Handshake("key", "" + protocol, null, null);
		assertThatNoException().isThrownBy(() -> handshake.check("key"));
		assertThat(handshake.protocolVersion()).isEqualTo(protocol);
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "8", "-7", "seven", "" })
	void otherProtocolsAreNot(String protocol) {
		assertRefused(new Handshake("key", protocol, null, null), 4007,
				"Unsupported protocol version '" + protocol + "'");
	}

	@Test
	void protocolMustBeNamed() {
		Handshake handshake = new Handshake("key", null, null, null);
		assertRefused(handshake, 4008, "No protocol version supplied");
		assertThat(handshake.protocolVersion()).isEqualTo(-1);
		assertThat(new Handshake("key", "seven", null, null).protocolVersion()).isEqualTo(-1);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "8.4.0", "1", "1.2.3.4", "8.4.0-rc.1", "1.0.0-SNAPSHOT" })
	void versionOfTheLibraryIsOptional(String version) {
		assertThatNoException().isThrownBy(() -> new Handshake("key", "7", "js", version).check("key"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "latest", "v8", "8_4", "1.2 " })
	void versionThatIsNoneIsRefused(String version) {
		assertRefused(new Handshake("key", "7", "js", version), 4006, "Invalid version string '" + version + "'");
	}

	@ParameterizedTest
	@CsvSource({ "other", "KEY", "key2" })
	void keyOfAnotherAppIsRefused(String key) {
		assertRefused(new Handshake(key, "7", null, null), 4001,
				"App key " + key + " not in this cluster. Did you forget to specify the cluster?");
	}

	private static void assertRefused(Handshake handshake, int code, String message) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> handshake.check("key")).satisfies((refusal) -> {
			assertThat(refusal.code()).isEqualTo(code);
			assertThat(refusal.message()).isEqualTo(message);
			assertThat(refusal.isClosing()).isTrue();
		});
	}

}
