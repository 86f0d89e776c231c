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

package dev.pusherspring.client.auth.http;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestSecrets}.
 */
class RequestSecretsTests {

	private final RequestSecrets secrets = new RequestSecrets();

	@Test
	void aSecretIsFoundInATextThatQuotesIt() {
		this.secrets.add("token");
		assertThat(this.secrets.isQuotedBy("sent 'token' in vain")).isTrue();
		assertThat(this.secrets.isQuotedBy("sent 'tok' in vain")).isFalse();
		assertThat(this.secrets.isQuotedBy((String) null)).isFalse();
	}

	@Test
	void theTokenBehindASchemeIsASecretOfItsOwn() {
		this.secrets.add("Bearer token");
		assertThat(this.secrets.isQuotedBy("token")).isTrue();
		assertThat(this.secrets.isQuotedBy("Bearer")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "1 2", "Bearer abc" })
	void aShortValueIsNoSecretSinceAnyTextMayContainIt(String value) {
		this.secrets.add(value);
		this.secrets.add(null);
		assertThat(this.secrets.isQuotedBy("abc 123")).isFalse();
	}

	@Test
	void aLongValueIsASecretEvenIfItEndsWithAShortWord() {
		this.secrets.add("correct horse 42");
		assertThat(this.secrets.isQuotedBy("sent correct horse 42 in vain")).isTrue();
		assertThat(this.secrets.isQuotedBy("sent 42 in vain")).isFalse();
	}

	@Test
	void fourCharactersAreASecret() {
		this.secrets.add("abcd");
		assertThat(this.secrets.isQuotedBy("xabcdx")).isTrue();
	}

	@Test
	void aSecretIsFoundInEveryExceptionBehindAnother() {
		this.secrets.add("token");
		assertThat(this.secrets.isQuotedBy(new IOException("token"))).isTrue();
		assertThat(this.secrets.isQuotedBy(new IOException("outer", new IOException("token")))).isTrue();
		IOException suppressing = new IOException("outer");
		suppressing.addSuppressed(new IOException("harmless"));
		assertThat(this.secrets.isQuotedBy(suppressing)).isFalse();
		suppressing.addSuppressed(new IOException("outer", new IOException("token")));
		assertThat(this.secrets.isQuotedBy(suppressing)).isTrue();
		assertThat(this.secrets.isQuotedBy(new IOException("outer", new IOException("harmless")))).isFalse();
	}

	@Test
	void exceptionsThatCauseEachOtherAreSearchedOnce() {
		this.secrets.add("token");
		IOException failure = new IOException("outer");
		failure.initCause(new IOException("inner", failure));
		assertThat(this.secrets.isQuotedBy(failure)).isFalse();
	}

}
