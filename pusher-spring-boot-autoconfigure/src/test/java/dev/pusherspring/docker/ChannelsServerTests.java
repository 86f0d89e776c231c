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

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChannelsServer}.
 */
class ChannelsServerTests {

	@Test
	void emptyEnvironmentHasTheDefaultsOfTheServer() {
		assertThat(ChannelsServer.SOKETI.settings(Map.of()))
			.isEqualTo(new ServerSettings("app-id", "app-key", "app-secret", 6001, "", false));
		assertThat(ChannelsServer.SOCKUDO.settings(Map.of()))
			.isEqualTo(new ServerSettings("app-id", "app-key", "app-secret", 6001, "", false));
		assertThat(ChannelsServer.REVERB.settings(Map.of()))
			.isEqualTo(new ServerSettings(null, null, null, 8080, "", false));
	}

	@Test
	void variablesOfSoketiGoBeforeItsDefaults() {
		assertThat(ChannelsServer.SOKETI
			.settings(Map.of("SOKETI_DEFAULT_APP_ID", "i", "SOKETI_DEFAULT_APP_KEY", "k", "SOKETI_DEFAULT_APP_SECRET",
					"s", "SOKETI_PORT", "7001", "SOKETI_PATH_PREFIX", "/ws", "SOKETI_SSL_CERT", "/tmp/server.crt")))
			.isEqualTo(new ServerSettings("i", "k", "s", 7001, "/ws", true));
	}

	@Test
	void variablesOfSockudoGoBeforeItsDefaults() {
		assertThat(ChannelsServer.SOCKUDO.settings(Map.of("SOCKUDO_DEFAULT_APP_ID", "i", "SOCKUDO_DEFAULT_APP_KEY", "k",
				"SOCKUDO_DEFAULT_APP_SECRET", "s", "PORT", " 7001 ", "SSL_ENABLED", "true")))
			.isEqualTo(new ServerSettings("i", "k", "s", 7001, "", true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ID", "KEY", "SECRET" })
	void sockudoKeepsItsDefaultAppUnlessAllOfAnotherIsSet(String missing) {
		Map<String, String> env = new HashMap<>(Map.of("SOCKUDO_DEFAULT_APP_ID", "i", "SOCKUDO_DEFAULT_APP_KEY", "k",
				"SOCKUDO_DEFAULT_APP_SECRET", "s"));
		env.remove("SOCKUDO_DEFAULT_APP_" + missing);
		assertThat(ChannelsServer.SOCKUDO.settings(env)).isEqualTo(ChannelsServer.SOCKUDO.settings(Map.of()));
	}

	@ParameterizedTest
	@CsvSource({ "true,true", "1,true", "Yes,true", "ON,true", "false,false", "0,false", "'',false" })
	void sockudoSpeaksTlsWhenItIsEnabled(String value, boolean tls) {
		assertThat(ChannelsServer.SOCKUDO.settings(Map.of("SSL_ENABLED", value)).tls()).isEqualTo(tls);
	}

	// REVERB_HOST, REVERB_PORT and REVERB_SCHEME are what browsers are told, behind a
	// proxy
	@Test
	void variablesOfReverbAreThoseOfTheServerNotOfItsProxy() {
		assertThat(ChannelsServer.REVERB.settings(Map.of("REVERB_APP_ID", "i", "REVERB_APP_KEY", "k",
				"REVERB_APP_SECRET", "s", "REVERB_SERVER_PORT", "9080", "REVERB_SERVER_PATH", "/ws", "REVERB_HOST",
				"shop.example.com", "REVERB_PORT", "443", "REVERB_SCHEME", "https")))
			.isEqualTo(new ServerSettings("i", "k", "s", 9080, "/ws", false));
	}

	@Test
	void portThatIsNoNumberIsRefused() {
		assertThatExceptionOfType(NumberFormatException.class)
			.isThrownBy(() -> ChannelsServer.REVERB.settings(Map.of("REVERB_SERVER_PORT", "http")))
			.withMessageContaining("http");
	}

	@Test
	void textLeavesOutTheSecret() {
		assertThat(ChannelsServer.SOKETI.settings(Map.of("SOKETI_DEFAULT_APP_SECRET", "hidden"))).asString()
			.doesNotContain("hidden")
			.contains("app-key");
	}

}
