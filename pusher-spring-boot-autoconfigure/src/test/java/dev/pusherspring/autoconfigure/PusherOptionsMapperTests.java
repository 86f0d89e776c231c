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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.ProxySettings;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.ServerOptions;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherOptionsMapper}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherOptionsMapperTests {

	private final PusherProperties properties = new PusherProperties();

	PusherOptionsMapperTests() {
		this.properties.setKey("my-key");
	}

	@Test
	void propertiesAtTheirDefaultsGiveTheOptionsTheirDefaults() {
		assertThat(map()).usingRecursiveComparison().isEqualTo(PusherOptions.builder("my-key").build());
	}

	@Test
	void keyAndClusterAreMapped() {
		this.properties.setCluster("eu");
		PusherOptions options = map();
		assertThat(options.key()).isEqualTo("my-key");
		assertThat(options.server().cluster()).isEqualTo("eu");
		assertThat(options.server().webSocketHost()).isEqualTo("ws-eu.pusher.com");
	}

	@Test
	void serverIsMapped() {
		this.properties.setHost("soketi.local");
		this.properties.setPort(6001);
		this.properties.setPath("/ws");
		this.properties.setForceTls(false);
		PusherOptions options = map();
		assertThat(options.server().webSocketHost()).isEqualTo("soketi.local");
		assertThat(options.server().port()).isEqualTo(6001);
		assertThat(options.server().path()).isEqualTo("/ws");
		assertThat(options.server().forceTls()).isFalse();
	}

	@Test
	void explicitHostWinsOverTheClusterAndTheLogSaysSo(CapturedOutput output) {
		this.properties.setCluster("eu");
		this.properties.setHost("soketi.local");
		assertThat(map().server().webSocketHost()).isEqualTo("soketi.local");
		assertThat(output).contains("Host 'soketi.local' is used, and cluster 'eu' is ignored");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "mt1" })
	void hostWithoutClusterIsNothingToTalkAbout(String cluster, CapturedOutput output) {
		this.properties.setCluster(cluster);
		this.properties.setHost("soketi.local");
		assertThat(map().server().webSocketHost()).isEqualTo("soketi.local");
		assertThat(output).doesNotContain("ignored");
	}

	@Test
	void handshakeIsMapped() {
		this.properties.getHeaders().put("X-Tenant", "acme");
		this.properties.setOrigin("https://example.com");
		PusherOptions options = map();
		assertThat(options.handshake().headers()).containsOnly(Map.entry("X-Tenant", "acme"));
		assertThat(options.handshake().origin()).isEqualTo("https://example.com");
	}

	@Test
	void timeoutsAreMapped() {
		this.properties.setConnectTimeout(Duration.ofSeconds(1));
		this.properties.setActivityTimeout(Duration.ofSeconds(2));
		this.properties.setPongTimeout(Duration.ofSeconds(3));
		this.properties.setUnavailableTimeout(Duration.ofSeconds(4));
		this.properties.setSubscriptionTimeout(Duration.ofSeconds(5));
		PusherOptions options = map();
		assertThat(options.connection().connectTimeout()).isEqualTo(Duration.ofSeconds(1));
		assertThat(options.connection().activityTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(options.connection().pongTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(options.connection().unavailableTimeout()).isEqualTo(Duration.ofSeconds(4));
		assertThat(options.subscription().timeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void maxMessageSizeIsMapped() {
		this.properties.setMaxMessageSize(DataSize.ofKilobytes(64));
		assertThat(map().maxMessageSize()).isEqualTo(65536);
	}

	@Test
	void reconnectIsMapped() {
		PusherProperties.Reconnect reconnect = this.properties.getReconnect();
		reconnect.setInitialDelay(Duration.ofSeconds(2));
		reconnect.setMultiplier(3);
		reconnect.setMaxDelay(Duration.ofMinutes(1));
		reconnect.setJitter(0.1);
		reconnect.setMaxAttempts(7);
		reconnect.setOverQuotaDelay(Duration.ofMinutes(5));
		assertThat(map().connection().reconnect()).isEqualTo(
				new ReconnectOptions(Duration.ofSeconds(2), 3, Duration.ofMinutes(1), 0.1, 7, Duration.ofMinutes(5)));
	}

	@Test
	void fallbackHostsAreMapped() {
		assertThat(map().server().fallback()).isEqualTo(ServerOptions.Fallback.none());
		this.properties.setHost("first.example.com");
		this.properties.setPort(6001);
		this.properties.setFallbackHosts(List.of("second.example.com", "third.example.com:443", "[::1]:8080"));
		this.properties.setFallbackReturnDelay(Duration.ofMinutes(1));
		ServerOptions server = map().server();
		assertThat(server.fallback().returnDelay()).isEqualTo(Duration.ofMinutes(1));
		assertThat(server.hosts()).extracting((host) -> host.webSocketHost() + " " + host.port())
			.containsExactly("first.example.com 6001", "second.example.com 6001", "third.example.com 443", "::1 8080");
		assertThat(server.hosts()).noneMatch(ServerOptions::permitsHttp);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "http://backup.example.com", "backup.example.com:0", "backup.example.com:65536", ":80",
			"a b", "backup.example.com/path", "back_up.example.com" })
	void unusableFallbackHostIsReported(String host) {
		this.properties.setFallbackHosts(List.of(host));
		assertThatExceptionOfType(PusherConfigurationException.class).isThrownBy(this::map)
			.withMessageContaining("host");
	}

	@Test
	void transportsAreMappedAndUnknownOnesNamedInTheLog(CapturedOutput output) {
		this.properties.setEnabledTransports(List.of("ws", "XHR_STREAMING", "carrier_pigeon"));
		this.properties.setDisabledTransports(List.of("xhr_polling"));
		assertThat(map().transports()).isEqualTo(new TransportSelection(
				Set.of(TransportName.WS, TransportName.XHR_STREAMING), Set.of(TransportName.XHR_POLLING)));
		assertThat(output).contains("Unknown transport 'carrier_pigeon' in 'pusher.enabled-transports' is ignored");
	}

	@Test
	void httpFallbackIsMapped() {
		this.properties.getHttp().setHost("fallback.local");
		this.properties.getHttp().setPort(8443);
		this.properties.getHttp().setPath("/p");
		PusherOptions options = map();
		assertThat(options.server().httpHost()).isEqualTo("fallback.local");
		assertThat(options.server().http().port()).isEqualTo(8443);
		assertThat(options.server().http().path()).isEqualTo("/p");
	}

	@Test
	void proxyIsMapped() {
		this.properties.getProxy().setHost("proxy.local");
		this.properties.getProxy().setPort(3128);
		this.properties.getProxy().setUsername("me");
		this.properties.getProxy().setPassword("hidden");
		PusherOptions options = map();
		assertThat(options.proxy()).isEqualTo(new ProxySettings("proxy.local", 3128, "me", "hidden"));
		assertThat(options.toString() + options.proxy()).doesNotContain("hidden");
	}

	@Test
	void nullOriginIsSentUnlessItIsToBeIgnored() {
		this.properties.setOrigin("null");
		assertThat(map().handshake().origin()).isEqualTo("null");
		this.properties.setIgnoreNullOrigin(true);
		assertThat(map().handshake().origin()).isNull();
		this.properties.setOrigin("https://example.com");
		assertThat(map().handshake().origin()).isEqualTo("https://example.com");
	}

	@Test
	void clientEventLimitsAreMapped() {
		this.properties.getClientEvents().setRate(3);
		this.properties.getClientEvents().setQueueCapacity(5);
		PusherOptions options = map();
		assertThat(options.clientEvents().rate()).isEqualTo(3);
		assertThat(options.clientEvents().queueCapacity()).isEqualTo(5);
	}

	@Test
	void presenceLimitIsMapped() {
		assertThat(map().subscription().maxMembers()).isEqualTo(SubscriptionOptions.defaults().maxMembers());
		this.properties.getPresence().setMaxMembers(7);
		assertThat(map().subscription().maxMembers()).isEqualTo(7);
	}

	@Test
	void authorizationConcurrencyIsMapped() {
		this.properties.getAuth().setMaxConcurrency(3);
		assertThat(map().subscription().maxConcurrency()).isEqualTo(3);
	}

	@Test
	void customizersHaveTheLastWordInTheirOrder() {
		this.properties.setCluster("eu");
		PusherOptions options = map(
				(builder) -> builder.cluster("us2")
					.handshake((handshake) -> handshake.withOrigin("https://one.example")),
				(builder) -> builder.cluster("ap1"));
		assertThat(options.server().cluster()).isEqualTo("ap1");
		assertThat(options.handshake().origin()).isEqualTo("https://one.example");
	}

	@Test
	void absentKeyIsReportedWithWhatToDo() {
		this.properties.setKey(null);
		assertInvalid("No key of a Pusher app is configured: 'pusher.key' is not set.");
	}

	@Test
	void blankKeyIsReported() {
		this.properties.setKey("  ");
		assertInvalid("No key of a Pusher app is configured: 'pusher.key' is blank.");
	}

	@Test
	void valuesThatCannotBeUsedAreReportedWithTheirProperty() {
		assertInvalid("'pusher.key'", (properties) -> properties.setKey("a/b"));
		assertInvalid("'pusher.cluster'", (properties) -> properties.setCluster("eu.evil.example/"));
		assertInvalid("'pusher.cluster'", (properties) -> properties.setCluster(""));
		assertInvalid("'pusher.host'", (properties) -> properties.setHost("https://example.com"));
		assertInvalid("'pusher.port'", (properties) -> properties.setPort(0));
		assertInvalid("'pusher.port'", (properties) -> properties.setPort(65536));
		assertInvalid("'pusher.path'", (properties) -> properties.setPath("/ws?x=1"));
		assertInvalid("'pusher.connect-timeout'", (properties) -> properties.setConnectTimeout(Duration.ZERO));
		assertInvalid("'pusher.activity-timeout'",
				(properties) -> properties.setActivityTimeout(Duration.ofSeconds(-1)));
		assertInvalid("'pusher.pong-timeout'", (properties) -> properties.setPongTimeout(Duration.ZERO));
		assertInvalid("'pusher.unavailable-timeout'", (properties) -> properties.setUnavailableTimeout(Duration.ZERO));
		assertInvalid("'pusher.subscription-timeout'",
				(properties) -> properties.setSubscriptionTimeout(Duration.ZERO));
		assertInvalid("'pusher.max-message-size'", (properties) -> properties.setMaxMessageSize(DataSize.ofBytes(0)));
		assertInvalid("'pusher.max-message-size'",
				(properties) -> properties.setMaxMessageSize(DataSize.ofGigabytes(3)));
		assertInvalid("'pusher.reconnect'", (properties) -> properties.getReconnect().setMultiplier(0.5));
		assertInvalid("'pusher.reconnect'", (properties) -> properties.getReconnect().setJitter(2));
		assertInvalid("'pusher.http.host'", (properties) -> properties.getHttp().setHost("https://example.com"));
		assertInvalid("'pusher.http.port'", (properties) -> properties.getHttp().setPort(-1));
		assertInvalid("'pusher.http.path'", (properties) -> properties.getHttp().setPath("/a b"));
		assertInvalid("'pusher.proxy'", (properties) -> properties.getProxy().setHost("proxy.local"));
		assertInvalid("'pusher.client-events.rate'", (properties) -> properties.getClientEvents().setRate(0));
		assertInvalid("'pusher.client-events.queue-capacity'",
				(properties) -> properties.getClientEvents().setQueueCapacity(0));
		assertInvalid("'pusher.presence.max-members'", (properties) -> properties.getPresence().setMaxMembers(0));
		assertInvalid("'pusher.auth.max-concurrency'", (properties) -> properties.getAuth().setMaxConcurrency(0));
	}

	private void assertInvalid(String message) {
		assertThatExceptionOfType(PusherConfigurationException.class).isThrownBy(this::map)
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.getAction()).contains("pusher."));
	}

	private static void assertInvalid(String property, Consumer<PusherProperties> change) {
		PusherProperties properties = new PusherProperties();
		properties.setKey("my-key");
		change.accept(properties);
		assertThatExceptionOfType(PusherConfigurationException.class).as(property)
			.isThrownBy(() -> map(properties))
			.withMessageContaining("The value of " + property + " is invalid")
			.satisfies((ex) -> assertThat(ex.getAction()).contains(property));
	}

	private PusherOptions map(PusherOptionsCustomizer... customizers) {
		return map(this.properties, customizers);
	}

	private static PusherOptions map(PusherProperties properties, PusherOptionsCustomizer... customizers) {
		return new PusherOptionsMapper(
				new PusherApp("pusher", properties, new PropertiesPusherConnectionDetails(properties, null)))
			.map(List.of(customizers));
	}

}
