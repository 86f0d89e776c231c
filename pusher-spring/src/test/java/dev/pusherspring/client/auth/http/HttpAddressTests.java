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

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpAddress}.
 */
class HttpAddressTests {

	@ParameterizedTest
	@CsvSource({ "https://example.com/auth, https://example.com/auth",
			"https://example.com:8443/a%20b?planted#planted, https://example.com:8443/a%20b",
			"https://planted:planted@example.com/auth, https://example.com/auth",
			"https://planted@planted@bad_host/auth, https://bad_host/auth", "/auth?planted, /auth",
			"//example.com/auth, //example.com/auth", "mailto:planted@example.com, mailto:",
			"https://example.com, https://example.com" })
	void isAUrlWithoutWhatMayBeSecret(URI uri, String expected) {
		assertThat(HttpAddress.of(uri)).isEqualTo(expected);
	}

	@Test
	void standsForARequest() {
		EncodedRequest request = new EncodedRequest(HttpMethod.GET, URI.create("https://example.com/auth?planted"),
				new HttpHeaders(), null, "planted", new RequestSecrets());
		assertThat(request).hasToString("GET https://example.com/auth");
	}

}
