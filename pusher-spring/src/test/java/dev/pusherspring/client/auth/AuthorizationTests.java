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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ChannelAuthorization} and {@link UserAuthentication}.
 */
class AuthorizationTests {

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void nothingIsAuthorizedWithoutASignature(String auth) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ChannelAuthorization(auth))
			.withMessage("'auth' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> new UserAuthentication(auth, "{}"))
			.withMessage("'auth' must not be empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " " })
	void optionalValuesAreAbsentRatherThanBlank(String blank) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ChannelAuthorization("key:signature", blank))
			.withMessage("'channelData' must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> new ChannelAuthorization("key:signature", null, blank))
			.withMessage("'sharedSecret' must not be blank");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void aUserHasData(String userData) {
		assertThatIllegalArgumentException().isThrownBy(() -> new UserAuthentication("key:signature", userData))
			.withMessage("'userData' must not be empty");
	}

	@Test
	void textOfAServerIsShownWithoutTheValuesThatItQuotes() {
		ChannelAuthorization authorization = new ChannelAuthorization("key:signature", "{\"user_id\":\"1\"}",
				"c2VjcmV0");
		assertThat(authorization.redact("key:signature, {\"user_id\":\"1\"} and c2VjcmV0 are wrong"))
			.isEqualTo("key:******, ****** and ****** are wrong");
		assertThat(new ChannelAuthorization("key:signature").redact("key:signature is wrong"))
			.isEqualTo("key:****** is wrong");
	}

	@Test
	void textOfAServerIsShownWithoutTheDataOfAUserThatItQuotes() {
		assertThat(new UserAuthentication("key:signature", "{\"id\":\"1\"}").redact("signature of {\"id\":\"1\"}"))
			.isEqualTo("****** of ******");
	}

	@Test
	void aSignatureWithoutAKeyIsNotShownEither() {
		assertThat(new ChannelAuthorization("signature").redact("signature is wrong")).isEqualTo("****** is wrong");
	}

	@Test
	void aKeyWithoutASignatureHidesNothing() {
		assertThat(new ChannelAuthorization("key:").redact("key: is wrong")).isEqualTo("key: is wrong");
	}

	@Test
	void theStringFormShowsWhichValuesThereAre() {
		assertThat(new ChannelAuthorization("key:signature", "{}", null))
			.hasToString("ChannelAuthorization[auth=******, channelData=******, sharedSecret=null]");
		assertThat(new UserAuthentication("key:signature", "{}"))
			.hasToString("UserAuthentication[auth=******, userData=******]");
	}

}
