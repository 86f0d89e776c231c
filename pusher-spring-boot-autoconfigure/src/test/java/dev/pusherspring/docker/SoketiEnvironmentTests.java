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

package dev.pusherspring.docker;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SoketiEnvironment}.
 */
class SoketiEnvironmentTests {

	@Test
	void emptyEnvironmentHasTheDefaultsOfSoketi() {
		assertThat(SoketiEnvironment.from(Map.of()))
			.isEqualTo(new SoketiEnvironment("app-id", "app-key", "app-secret", 6001, false));
	}

	@Test
	void variablesGoBeforeTheDefaults() {
		assertThat(SoketiEnvironment.from(Map.of("SOKETI_DEFAULT_APP_ID", "i", "SOKETI_DEFAULT_APP_KEY", "k",
				"SOKETI_DEFAULT_APP_SECRET", "s", "SOKETI_PORT", "7001", "SOKETI_SSL_CERT", "/tmp/server.crt")))
			.isEqualTo(new SoketiEnvironment("i", "k", "s", 7001, true));
	}

	@Test
	void textLeavesOutTheSecret() {
		assertThat(SoketiEnvironment.from(Map.of("SOKETI_DEFAULT_APP_SECRET", "hidden"))).asString()
			.doesNotContain("hidden")
			.contains("app-key");
	}

}
