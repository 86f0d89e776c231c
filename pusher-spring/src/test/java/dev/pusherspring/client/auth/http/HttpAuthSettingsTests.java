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
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.auth.BatchLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HttpAuthSettings}.
 */
class HttpAuthSettingsTests {

	private static final URI ENDPOINT = URI.create("https://example.com/pusher/auth");

	@Test
	void defaults() {
		HttpAuthSettings settings = HttpAuthSettings.builder(ENDPOINT).build();
		assertThat(settings.getEndpoint()).isEqualTo(ENDPOINT);
		assertThat(settings.getTransport()).isEqualTo(AuthTransport.AJAX);
		assertThat(settings.getParams()).isEmpty();
		assertThat(settings.getHeaders()).isEmpty();
		assertThat(settings.getTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(settings.getMaxResponseSize()).isEqualTo(DataSize.ofKilobytes(64));
	}

	@Test
	void holdsWhatWasSet() {
		HttpAuthSettings settings = HttpAuthSettings.builder(ENDPOINT)
			.transport(AuthTransport.JSONP)
			.param("a", "1")
			.params(Map.of("a", "2"))
			.header("X-A", "1")
			.headers(Map.of("x-a", "2"))
			.timeout(Duration.ofMillis(1))
			.maxResponseSize(DataSize.ofBytes(1))
			.build();
		assertThat(settings.getTransport()).isEqualTo(AuthTransport.JSONP);
		assertThat(settings.getParams()).isEqualTo(Map.of("a", "2"));
		assertThat(settings.getHeaders()).isEqualTo(Map.of("x-a", "2"));
		assertThat(settings.getTimeout()).isEqualTo(Duration.ofMillis(1));
		assertThat(settings.getMaxResponseSize()).isEqualTo(DataSize.ofBytes(1));
	}

	@Test
	void settingsAreImmutable() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT).param("a", "1").header("X-A", "1");
		HttpAuthSettings settings = builder.build();
		builder.param("b", "2").header("X-B", "2");
		assertThat(settings.getParams()).containsOnlyKeys("a");
		assertThat(settings.getHeaders()).containsOnlyKeys("X-A");
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> settings.getParams().put("b", "2"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> settings.getHeaders().put("X-B", "2"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/pusher/auth", "ftp://example.com/auth", "mailto:a@example.com", "https:///auth",
			"https://user:planted@example.com/auth", "https://user:planted@bad_host/auth",
			"https://example.com/#planted", "https:/auth?planted" })
	void refusesUnusableEndpointWithoutQuotingSecrets(String endpoint) {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpAuthSettings.builder(URI.create(endpoint)))
			.withMessageStartingWith("'endpoint' must")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("planted"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "socket_id", "channel_name" })
	void refusesParametersOfTheProtocol(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpAuthSettings.builder(ENDPOINT).param(name, "x"))
			.withMessage("Parameter '" + name + "' is set by the client");
	}

	@Test
	void refusesCallbackParameterWithJsonpOnly() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT).param("callback", "x");
		assertThat(builder.build().getParams()).containsKey("callback");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.transport(AuthTransport.JSONP).build())
			.withMessageStartingWith("Parameter 'callback' is set by the client");
	}

	@ParameterizedTest
	@ValueSource(strings = { "planted\n", "planted\r\nX-B: 1", "pla\u0000nted", "planted\u007f" })
	void refusesHeaderValueWithControlCharacterWithoutQuotingIt(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HttpAuthSettings.builder(ENDPOINT).header("X-Token", value))
			.withMessage("Header 'X-Token' must not contain a line break or another control character");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "X A", "X:A", "X\nA", "Größe" })
	void refusesImpossibleHeaderName(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> HttpAuthSettings.builder(ENDPOINT).header(name, "1"))
			.withMessageContaining("must be an HTTP token");
	}

	@Test
	void refusesUselessLimits() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.timeout(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxResponseSize(DataSize.ofBytes(0)));
		assertThatIllegalArgumentException().isThrownBy(() -> builder.maxResponseSize(DataSize.ofMegabytes(17)));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "http://example.com", "HTTPS://example.com/auth", "https://example.com:8443/auth?tenant=a_b" })
	void takesEndpoint(String endpoint) {
		assertThat(HttpAuthSettings.builder(URI.create(endpoint)).build().getEndpoint()).hasToString(endpoint);
	}

	@Test
	void saysWhyAHostWithAnUnderscoreIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HttpAuthSettings.builder(URI.create("http://auth_server:8080/auth")))
			.withMessage("'endpoint' must have a host without an underscore, but is 'http://auth_server:8080/auth'");
		assertThatIllegalArgumentException().isThrownBy(() -> HttpAuthSettings.builder(URI.create("http:/a_b")))
			.withMessage("'endpoint' must be an absolute http or https URL, but is 'http:/a_b'");
	}

	@Test
	void takesTheSmallestAndTheLargestSizeOfAnAnswer() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT);
		assertThat(builder.maxResponseSize(DataSize.ofMegabytes(16)).build().getMaxResponseSize())
			.isEqualTo(DataSize.ofMegabytes(16));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.maxResponseSize(DataSize.ofBytes(16 * 1024 * 1024 + 1)))
			.withMessage("'maxResponseSize' must be from 1 byte to 16 MB");
	}

	@Test
	void takesBatchesAndTurnsThemOffByDefault() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT);
		assertThat(builder.build().getBatchLimits()).isEqualTo(BatchLimits.none());
		HttpAuthSettings settings = builder.batchLimits(BatchLimits.defaults()).build();
		assertThat(settings.getBatchLimits()).isEqualTo(BatchLimits.defaults());
		assertThat(new HttpChannelAuthorizer(settings, List.of()).getBatchLimits()).isEqualTo(BatchLimits.defaults());
	}

	@Test
	void refusesBatchesWithJsonpOnly() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT).batchLimits(BatchLimits.defaults());
		assertThat(builder.build().getTransport()).isEqualTo(AuthTransport.AJAX);
		assertThatIllegalArgumentException().isThrownBy(() -> builder.transport(AuthTransport.JSONP).build())
			.withMessage("Batches cannot be sent with the 'jsonp' transport");
	}

	@ParameterizedTest
	@ValueSource(strings = { "€", "\u0100" })
	void refusesHeaderValueThatHttpCannotCarry(String value) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> HttpAuthSettings.builder(ENDPOINT).header("X-Token", value))
			.withMessage("Header 'X-Token' must not contain a character outside ISO-8859-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\tb", "~", "\u0080", "\u00ff" })
	void takesHeaderValueThatHttpCanCarry(String value) {
		assertThat(HttpAuthSettings.builder(ENDPOINT).header("X-Token", value).build().getHeaders())
			.isEqualTo(Map.of("X-Token", value));
	}

	@Test
	void nothingCanBeSetToNull() {
		HttpAuthSettings.Builder builder = HttpAuthSettings.builder(ENDPOINT);
		assertThatIllegalArgumentException().isThrownBy(() -> HttpAuthSettings.builder(null))
			.withMessage("'endpoint' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.transport(null))
			.withMessage("'transport' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.param(" ", "1"))
			.withMessage("'name' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.param("a", null))
			.withMessage("Parameter 'a' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.header(null, "1"))
			.withMessage("Header name 'null' must be an HTTP token");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.header("X-A", null))
			.withMessage("Header 'X-A' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.batchLimits(null))
			.withMessage("'batchLimits' must not be null");
	}

	@Test
	void authorizersNeedWhatTheyWorkWith() {
		HttpAuthSettings settings = HttpAuthSettings.builder(ENDPOINT).build();
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpChannelAuthorizer(null, List.of()))
			.withMessage("'settings' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> new HttpChannelAuthorizer(settings, null))
			.withMessage("'customizers' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HttpChannelAuthorizer((ClientHttpRequestFactory) null, settings, List.of()))
			.withMessage("'requestFactory' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HttpUserAuthenticator((RestClient) null, settings, List.of()))
			.withMessage("'restClient' must not be null");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new HttpUserAuthenticator(RestClient.create(), null, List.of()))
			.withMessage("'settings' must not be null");
	}

	@Test
	void showsNamesOnly() {
		HttpAuthSettings settings = HttpAuthSettings.builder(URI.create("https://example.com/auth?key=planted"))
			.param("a", "planted")
			.header("X-A", "planted")
			.build();
		assertThat(settings).hasToString("HttpAuthSettings[endpoint=https://example.com/auth, transport=AJAX, "
				+ "params=[a], headers=[X-A], timeout=PT10S, maxResponseSize=65536B, "
				+ "batchLimits=BatchLimits[maxSize=1, maxWait=PT0S]]");
		assertThat(new HttpChannelAuthorizer(settings, List.of()))
			.hasToString("HttpChannelAuthorizer[" + settings + "]");
		assertThat(new HttpUserAuthenticator(settings, List.of()))
			.hasToString("HttpUserAuthenticator[" + settings + "]");
	}

}
