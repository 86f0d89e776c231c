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

package dev.pusherspring.client.internal.link.socket;

import java.net.URI;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Authority}.
 */
class AuthorityTests {

	@ParameterizedTest
	@CsvSource({ "ws://a.example/app, a.example, -1", "wss://a.example:8443/app, a.example, 8443",
			"ws://[::1]:80/app, [::1], 80", "ws://under_score/app, under_score, -1",
			"ws://under_score:6001/app?a=b:1, under_score, 6001", "ws://a_b:0, a_b, 0" })
	void aHostMayHaveAnUnderscoreAndAPort(URI uri, String host, int port) {
		assertThat(Authority.host(uri)).isEqualTo(host);
		assertThat(Authority.port(uri)).isEqualTo(port);
	}

}
