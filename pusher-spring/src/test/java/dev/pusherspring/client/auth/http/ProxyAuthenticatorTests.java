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

import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.PasswordAuthentication;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProxyAuthenticator}.
 */
class ProxyAuthenticatorTests {

	@Test
	void tellsTheProxy() {
		PasswordAuthentication credentials = ask("planted", RequestorType.PROXY);
		assertThat(credentials.getUserName()).isEqualTo("alice");
		assertThat(credentials.getPassword()).containsExactly("planted".toCharArray());
	}

	@Test
	void tellsNobodyElse() {
		assertThat(ask("planted", RequestorType.SERVER)).isNull();
	}

	@Test
	void passwordMayBeMissing() {
		assertThat(ask(null, RequestorType.PROXY).getPassword()).isEmpty();
	}

	private static PasswordAuthentication ask(@Nullable String password, RequestorType requestor) {
		return Authenticator.requestPasswordAuthentication(new ProxyAuthenticator("alice", password), "proxy.test",
				null, 3128, "http", "realm", "basic", null, requestor);
	}

}
