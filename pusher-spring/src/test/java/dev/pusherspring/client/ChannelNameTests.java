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

package dev.pusherspring.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ChannelName} and {@link ChannelKind}.
 */
class ChannelNameTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "chatrooms.668.v2", "private-orders", "presence-cache-room", "A-Z_a-z=0@9,x.y;z" })
	void permitsWhatServersTake(String name) {
		assertThat(ChannelName.requireValid(name)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "with space", "über", "#server-to-user-1", "a/b", "a:b", "a\n", "a*", "a\"b", "\u0000" })
	void refusesOtherCharacters(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelName.requireValid(name))
			.withMessageContaining("'" + PrintableText.of(name) + "'");
	}

	@Test
	void refusesAnEmptyName() {
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelName.requireValid(""))
			.withMessage("The name of a channel must not be empty");
	}

	@Test
	void permitsTwoHundredCharactersAndNoMore() {
		assertThat(ChannelName.requireValid("c".repeat(200))).hasSize(200);
		assertThatIllegalArgumentException().isThrownBy(() -> ChannelName.requireValid("c".repeat(201)))
			.withMessageContaining("200")
			.withMessageContaining("201");
	}

	@ParameterizedTest
	@CsvSource({ "orders,PUBLIC,false", "cache-orders,PUBLIC,false", "my-private-x,PUBLIC,false",
			"privateroom,PUBLIC,false", "private-orders,PRIVATE,true", "private-cache-orders,PRIVATE,true",
			"private-encrypted-x,ENCRYPTED,true", "private-encrypted-cache-x,ENCRYPTED,true",
			"private-encryptedx,PRIVATE,true", "presence-room,PRESENCE,true", "presence-cache-room,PRESENCE,true",
			"Private-x,PUBLIC,false" })
	void thePrefixTellsTheKind(String name, ChannelKind kind, boolean requiresAuthorization) {
		assertThat(ChannelKind.of(name)).isEqualTo(kind);
		assertThat(kind.requiresAuthorization()).isEqualTo(requiresAuthorization);
	}

}
