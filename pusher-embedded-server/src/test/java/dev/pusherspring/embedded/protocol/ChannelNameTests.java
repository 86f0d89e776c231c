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
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChannelName}.
 */
class ChannelNameTests {

	@ParameterizedTest
	@CsvSource({ "room, , , , , ", "cache-room, , , , , cache", "private-room, authorized, private, , , ",
			"private-cache-room, authorized, private, , , cache",
			"private-encrypted-room, authorized, private, encrypted, , ",
			"private-encrypted-cache-room, authorized, private, encrypted, , cache",
			"presence-room, authorized, , , presence, ", "presence-cache-room, authorized, , , presence, cache",
			"#server-to-user-ann, , , , , ", "my-cache-room, , , , , ", "my-private-room, , , , , " })
	void prefixDeterminesTheKind(String name, String authorized, String isPrivate, String encrypted, String presence,
			String cache) {
		ChannelName channel = new ChannelName(name);
		assertThat(channel.isAuthorized()).isEqualTo(authorized != null);
		assertThat(channel.isPrivate()).isEqualTo(isPrivate != null);
		assertThat(channel.isEncrypted()).isEqualTo(encrypted != null);
		assertThat(channel.isPresence()).isEqualTo(presence != null);
		assertThat(channel.isCache()).isEqualTo(cache != null);
		assertThat(channel.isServerToUser()).isEqualTo(name.startsWith("#"));
		assertThat(channel).hasToString(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "room", "aA0_-=@,.;", "#server-to-user-ann" })
	void lettersDigitsAndSomePunctuationMakeAName(String name) {
		assertThat(new ChannelName(name).isValid()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a room", "room\n", "räum", "a:b", "a/b", "#room", "#server-to-user-",
			"a#server-to-user-b" })
	void anythingElseIsInvalid(String name) {
		assertThat(new ChannelName(name).isValid()).isFalse();
	}

	@Test
	void nameHasAtMost164Characters() {
		assertThat(new ChannelName("x".repeat(164)).isValid()).isTrue();
		assertThat(new ChannelName("x".repeat(165)).isValid()).isFalse();
	}

}
