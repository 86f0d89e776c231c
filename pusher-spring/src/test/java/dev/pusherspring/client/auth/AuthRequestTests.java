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

package dev.pusherspring.client.auth;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AuthRequest} and {@link LocalUser}.
 */
class AuthRequestTests {

	@Test
	void isAboutOneChannel() {
		AuthRequest request = new AuthRequest("1.2", "private-a", false);
		assertThat(request.getSocketId()).isEqualTo("1.2");
		assertThat(request.getChannelName()).isEqualTo("private-a");
		assertThat(request.getChannelNames()).containsExactly("private-a");
		assertThat(request.isRetry()).isFalse();
	}

	@Test
	void isAboutTheUserWithoutAChannel() {
		AuthRequest request = new AuthRequest("1.2", null, true);
		assertThat(request.getChannelName()).isNull();
		assertThat(request.getChannelNames()).isEmpty();
		assertThat(request.isRetry()).isTrue();
	}

	@Test
	void isAboutSeveralChannelsInTheirOrder() {
		List<String> channels = new ArrayList<>(List.of("private-b", "private-a"));
		AuthRequest request = AuthRequest.forChannels("1.2", channels, false);
		channels.clear();
		assertThat(request.getChannelNames()).containsExactly("private-b", "private-a");
		assertThat(request.getChannelName()).isNull();
	}

	@Test
	void carriesWhatIsAddedAndShowsTheNamesOfIt() {
		AuthRequest request = new AuthRequest("1.2", "private-a", true);
		request.params().add("token", "planted");
		request.headers().setBearerAuth("planted");
		assertThat(request.params().getFirst("token")).isEqualTo("planted");
		assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer planted");
		assertThat(request).hasToString("AuthRequest[socketId=1.2, channelNames=[private-a], retry=true, "
				+ "params=[token], headers=[Authorization]]");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void needsASocketId(String socketId) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuthRequest(socketId, "private-a", false))
			.withMessage("'socketId' must not be empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void namesNoBlankChannel(String channelName) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AuthRequest("1.2", channelName, false))
			.withMessage("'channelName' must not be blank");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AuthRequest.forChannels("1.2", List.of("private-a", channelName), false))
			.withMessage("'channelName' must not be blank");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void aUserHasAnId(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> new LocalUser(id, null))
			.withMessage("'id' must not be empty");
	}

	@Test
	void aUserKeepsItsWatchlistAndShowsItsIdOnly() {
		List<String> watchlist = new ArrayList<>(List.of("2"));
		LocalUser user = new LocalUser("1", "planted-info", watchlist);
		watchlist.clear();
		assertThat(user.watchlist()).containsExactly("2");
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> user.watchlist().add("3"));
		assertThat(user).hasToString("LocalUser[id=1]");
		assertThat(new LocalUser("1", null).watchlist()).isEmpty();
	}

	@Test
	void aFailureIsFinalAndWithoutAStatusUnlessItSaysOtherwise() {
		IllegalStateException cause = new IllegalStateException();
		assertThat(new AuthorizationException("refused")).satisfies((failure) -> {
			assertThat(failure.getStatus()).isNull();
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure).hasNoCause();
		});
		assertThat(new AuthorizationException("refused", cause)).satisfies((failure) -> {
			assertThat(failure.getStatus()).isNull();
			assertThat(failure.isRetryable()).isFalse();
			assertThat(failure).hasCause(cause);
		});
	}

}
