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

package dev.pusherspring.client;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PusherOptions} and the options in it.
 */
class PusherOptionsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	// options of which none has its default value, with another value for each change
	static Stream<Arguments> changes() {
		ReconnectOptions reconnect = new ReconnectOptions(SECOND, 3, Duration.ofSeconds(5), 0.5, 7, SECOND);
		ConnectionOptions connection = new ConnectionOptions(Duration.ofSeconds(2), Duration.ofSeconds(3),
				Duration.ofSeconds(4), Duration.ofSeconds(5), reconnect);
		SubscriptionOptions subscription = new SubscriptionOptions(Duration.ofSeconds(2), Duration.ofSeconds(3),
				Duration.ofSeconds(4), 5, Duration.ofSeconds(6), 7);
		ServerOptions.Http http = new ServerOptions.Http("http.example", 81, "/http");
		ServerOptions.Fallback fallback = new ServerOptions.Fallback(List.of("b.example"), SECOND);
		ServerOptions server = new ServerOptions("eu", "a.example", 82, "/ws", false, http, fallback);
		HandshakeOptions handshake = new HandshakeOptions(Map.of("X-A", "1"), "https://a.example");
		PusherOptions options = new PusherOptions("orders", "key", server, TransportSelection.ALL,
				new ProxySettings("proxy.example", 83, null, null), handshake, connection, subscription,
				new ClientEventOptions(2, 3), 4);
		return Stream.of(Arguments.of(reconnect, "jitter", 0.25), Arguments.of(reconnect, "maxAttempts", 8),
				Arguments.of(reconnect, "overQuotaDelay", Duration.ofSeconds(9)),
				Arguments.of(connection, "connectTimeout", SECOND), Arguments.of(connection, "activityTimeout", SECOND),
				Arguments.of(connection, "pongTimeout", SECOND), Arguments.of(connection, "unavailableTimeout", SECOND),
				Arguments.of(connection, "reconnect", ReconnectOptions.defaults()),
				Arguments.of(subscription, "timeout", SECOND), Arguments.of(subscription, "maxConcurrency", 1),
				Arguments.of(subscription, "authorizationTimeout", SECOND), Arguments.of(subscription, "maxMembers", 1),
				Arguments.of(new ClientEventOptions(2, 3), "rate", 4),
				Arguments.of(new ClientEventOptions(2, 3), "queueCapacity", 4), Arguments.of(http, "host", "c.example"),
				Arguments.of(http, "port", 1), Arguments.of(http, "path", "/c"),
				Arguments.of(fallback, "hosts", List.of("c.example")),
				Arguments.of(fallback, "returnDelay", Duration.ofSeconds(9)), Arguments.of(server, "cluster", "ap1"),
				Arguments.of(server, "host", "c.example"), Arguments.of(server, "port", 1),
				Arguments.of(server, "path", "/c"), Arguments.of(server, "forceTls", true),
				Arguments.of(server, "http", ServerOptions.Http.defaults()),
				Arguments.of(server, "fallback", ServerOptions.Fallback.none()),
				Arguments.of(handshake, "headers", Map.of("X-B", "2")),
				Arguments.of(handshake, "origin", "https://b.example"), Arguments.of(options, "key", "other"),
				Arguments.of(options, "server", ServerOptions.defaults()));
	}

	@ParameterizedTest
	@MethodSource("changes")
	void aChangeLeavesEverythingElseAsItIs(Record options, String name, Object value) throws Exception {
		Method change = Arrays.stream(options.getClass().getMethods())
			.filter((method) -> method.getName().equals("with" + StringUtils.capitalize(name)))
			.findFirst()
			.orElseThrow();
		Object changed = change.invoke(options, value);
		for (RecordComponent component : options.getClass().getRecordComponents()) {
			assertThat(component.getAccessor().invoke(changed)).as(component.getName())
				.isEqualTo(component.getName().equals(name) ? value : component.getAccessor().invoke(options));
		}
	}

	@Test
	void theDelaysOfReconnectingChangeTogether() {
		ReconnectOptions options = new ReconnectOptions(SECOND, 3, Duration.ofSeconds(5), 0.5, 7, SECOND);
		assertThat(options.withDelays(Duration.ofSeconds(2), 4, Duration.ofSeconds(6)))
			.isEqualTo(new ReconnectOptions(Duration.ofSeconds(2), 4, Duration.ofSeconds(6), 0.5, 7, SECOND));
		assertThat(ReconnectOptions.fixedDelay(SECOND))
			.isEqualTo(new ReconnectOptions(SECOND, 1, SECOND, 0, null, null));
	}

	@Test
	void theBuilderPutsEverythingInItsPlace() {
		ProxySettings proxy = new ProxySettings("proxy.example", 83, null, null);
		TransportSelection transports = new TransportSelection(Set.of(TransportName.WS), Set.of());
		PusherOptions.Builder builder = PusherOptions.builder("old")
			.name("orders")
			.key("key")
			.cluster("eu")
			.host("a.example")
			.port(82)
			.forceTls(false)
			.server((server) -> server.withPath("/ws"))
			.transports(transports)
			.proxy(proxy)
			.handshake((handshake) -> handshake.withOrigin("https://a.example"))
			.connection((connection) -> connection.withPongTimeout(SECOND))
			.subscription((subscription) -> subscription.withMaxMembers(5))
			.clientEvents((clientEvents) -> clientEvents.withRate(2))
			.maxMessageSize(4);
		assertThat(builder.getName()).isEqualTo("orders");
		ServerOptions server = new ServerOptions("eu", "a.example", 82, "/ws", false, ServerOptions.Http.defaults(),
				ServerOptions.Fallback.none());
		assertThat(builder.build()).isEqualTo(new PusherOptions("orders", "key", server, transports, proxy,
				new HandshakeOptions(Map.of(), "https://a.example"),
				ConnectionOptions.defaults().withPongTimeout(SECOND), SubscriptionOptions.defaults().withMaxMembers(5),
				new ClientEventOptions(2, 100), 4));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "key\n", "a/b", "ü" })
	void aKeyThatCannotBePartOfAUrlIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> PusherOptions.builder(key))
			.withMessageStartingWith("'key' must");
		assertThatIllegalArgumentException().isThrownBy(() -> PusherOptions.builder("key").key(key))
			.withMessageStartingWith("'key' must");
		PusherOptions options = PusherOptions.builder("key").build();
		assertThatIllegalArgumentException().isThrownBy(() -> options.withKey(key))
			.withMessageStartingWith("'key' must");
	}

	@Test
	void controlCharactersAreVisibleInMessages() {
		assertThatIllegalArgumentException().isThrownBy(() -> PusherOptions.builder("key\r\n"))
			.withMessage("'key' must consist of letters, digits and ._~- but is 'key\\u000d\\u000a'");
	}

	@Test
	void aNameMustNotBeEmpty() {
		PusherOptions.Builder builder = PusherOptions.builder("key").name(" ");
		assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage("'name' must not be empty");
	}

	@Test
	void aHostWithAnUnderscoreHasNoTls() {
		PusherOptions.Builder builder = PusherOptions.builder("key").host("under_score");
		assertThatIllegalArgumentException().isThrownBy(builder::build)
			.withMessage("'host' must not contain an underscore with TLS, since no certificate can be issued for "
					+ "'under_score'");
		assertThat(builder.forceTls(false).build().server().webSocketHost()).isEqualTo("under_score");
	}

	@Test
	void aFrameMayBeTwiceAsLongAsItsData() {
		assertThat(PusherOptions.builder("key").maxMessageSize(1_000).build().maxFrameLength()).isEqualTo(6_096);
		assertThat(PusherOptions.builder("key").maxMessageSize(Integer.MAX_VALUE).build().maxFrameLength())
			.isEqualTo(Integer.MAX_VALUE - 8);
	}

	@ParameterizedTest
	@ValueSource(ints = { Integer.MIN_VALUE, -1, 0 })
	void numbersMustBePositive(int number) {
		SubscriptionOptions subscription = SubscriptionOptions.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> PusherOptions.builder("key").maxMessageSize(number))
			.withMessage("'maxMessageSize' must be positive but is " + number);
		assertThatIllegalArgumentException().isThrownBy(() -> subscription.withMaxConcurrency(number))
			.withMessageContaining("'maxConcurrency'");
		assertThatIllegalArgumentException().isThrownBy(() -> subscription.withMaxMembers(number))
			.withMessageContaining("'maxMembers'");
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientEventOptions(number, 1))
			.withMessageContaining("'rate'");
		assertThatIllegalArgumentException().isThrownBy(() -> new ClientEventOptions(1, number))
			.withMessageContaining("'queueCapacity'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PusherOptions("a", "key", ServerOptions.defaults(), TransportSelection.ALL, null,
					HandshakeOptions.defaults(), ConnectionOptions.defaults(), subscription,
					ClientEventOptions.defaults(), number))
			.withMessageContaining("'maxMessageSize'");
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, 0 })
	void timesMustBePositive(long millis) {
		Duration time = Duration.ofMillis(millis);
		ConnectionOptions connection = ConnectionOptions.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> connection.withConnectTimeout(time))
			.withMessage("'connectTimeout' must be positive but is " + time);
		assertThatIllegalArgumentException().isThrownBy(() -> connection.withActivityTimeout(time))
			.withMessageContaining("'activityTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> connection.withPongTimeout(time))
			.withMessageContaining("'pongTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> connection.withUnavailableTimeout(time))
			.withMessageContaining("'unavailableTimeout'");
		assertThatIllegalArgumentException().isThrownBy(() -> SubscriptionOptions.defaults().withTimeout(time))
			.withMessageContaining("'timeout'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SubscriptionOptions.defaults().withAuthorizationTimeout(time))
			.withMessageContaining("'authorizationTimeout'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SubscriptionOptions(SECOND, time, SECOND, 1, SECOND, 1))
			.withMessageContaining("'retryInitialDelay'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new SubscriptionOptions(SECOND, SECOND, time, 1, SECOND, 1))
			.withMessageContaining("'retryMaxDelay'");
		assertThatIllegalArgumentException().isThrownBy(() -> ReconnectOptions.defaults().withOverQuotaDelay(time))
			.withMessageContaining("'overQuotaDelay'");
		assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.Fallback.none().withReturnDelay(time))
			.withMessageContaining("'returnDelay'");
	}

	@Test
	void anActivityTimeoutCanOnlyShortenThatOfTheServer() {
		ConnectionOptions options = ConnectionOptions.defaults();
		assertThat(options.activityTimeout(null)).isEqualTo(Duration.ofSeconds(120));
		assertThat(options.activityTimeout(SECOND)).isEqualTo(SECOND);
		options = options.withActivityTimeout(Duration.ofSeconds(5));
		assertThat(options.activityTimeout(null)).isEqualTo(Duration.ofSeconds(5));
		assertThat(options.activityTimeout(SECOND)).isEqualTo(SECOND);
		assertThat(options.activityTimeout(Duration.ofSeconds(6))).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void reconnectingMustBePossible() {
		ReconnectOptions options = ReconnectOptions.defaults();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> options.withDelays(Duration.ofMillis(-1), 1, Duration.ofMillis(1)))
			.withMessage("'initialDelay' must not be negative");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withDelays(SECOND, 0.99, SECOND))
			.withMessage("'multiplier' must be at least 1");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withDelays(SECOND, 1, SECOND.minusNanos(1)))
			.withMessage("'maxDelay' must not be less than 'initialDelay'");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withJitter(-0.01))
			.withMessage("'jitter' must be between 0 and 1");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withJitter(1.01))
			.withMessage("'jitter' must be between 0 and 1");
		assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxAttempts(-1))
			.withMessage("'maxAttempts' must not be negative");
		assertThat(options.withJitter(0).withJitter(1).withMaxAttempts(0).withMaxAttempts(null)).isEqualTo(options);
		assertThat(options.withDelays(Duration.ZERO, 1, Duration.ZERO).initialDelay()).isZero();
	}

	@Test
	void aHeaderThatHttpCannotCarryIsRefusedWithoutItsValue() {
		HandshakeOptions options = HandshakeOptions.defaults();
		for (String value : List.of("planted\n", "planted\u007f", "planted\u0000", "planted€")) {
			assertThatIllegalArgumentException().isThrownBy(() -> options.withHeaders(Map.of("X-Token", value)))
				.withMessage("header 'X-Token' must not contain a line break, another control character, "
						+ "or a character outside ISO-8859-1");
			assertThatIllegalArgumentException().isThrownBy(() -> options.withOrigin(value))
				.withMessageStartingWith("header 'Origin' must not contain a line break");
		}
		assertThatIllegalArgumentException().isThrownBy(() -> options.withHeaders(Map.of("X Token\n", "1")))
			.withMessage("header 'X Token\\u000a' has a name that HTTP does not allow");
		assertThat(options.withHeaders(Map.of("X-Token", " \t~\u0080\u00ff")).headers()).hasSize(1);
		assertThat(options.withHeaders(Map.of("X-Token", "planted")).withOrigin("https://a.example"))
			.hasToString("HandshakeOptions[headers=[X-Token], origin=https://a.example]");
	}

	@Test
	void aProxyIsShownWithoutItsCredentials() {
		assertThat(new ProxySettings("proxy.example", 3128, "planted", "planted"))
			.hasToString("ProxySettings[host=proxy.example, port=3128]");
	}

	@Test
	void aProxyWithCredentialsThatCannotBeSentIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("", 3128, null, null))
			.withMessage("'host' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("a/b", 3128, null, null))
			.withMessageContaining("'host' must be a name or an address");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("a", 0, null, null))
			.withMessageContaining("'port'");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("a", 1, "alice:", null))
			.withMessage("'username' must not contain a colon");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("a", 1, "alice\n", null))
			.withMessage("'username' must not contain a line break or another control character");
		assertThatIllegalArgumentException().isThrownBy(() -> new ProxySettings("a", 1, "alice", " planted"))
			.withMessage("'password' must not start or end with white space");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 65535 })
	void everyPortIsTaken(int port) {
		assertThat(ServerOptions.defaults().withPort(port).port()).isEqualTo(port);
	}

	@Test
	void aHostOfTheHttpTransportsHasNoUnderscore() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.Http.defaults().withHost("under_score"))
			.withMessage("'host' must not contain an underscore for HTTP transports, but is 'under_score'");
	}

	@Test
	void addressesOfTheHttpTransportsAreChecked() {
		ServerOptions.Http http = ServerOptions.Http.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> http.withHost("a/b")).withMessageContaining("'host'");
		assertThatIllegalArgumentException().isThrownBy(() -> http.withPath("/a?b")).withMessageContaining("'path'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":80", "[]:80", "a.example:0", "a.example:65536", "a/b", "a:b:80" })
	void aHostToFallBackToMustBeOne(String host) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServerOptions.Fallback.none().withHosts(List.of(host)));
	}

	@Test
	void aTransportIsPermittedUnlessItIsDisabledOrOthersAreEnabled() {
		assertThat(TransportName.values()).allMatch(TransportSelection.ALL::permits);
		TransportSelection selection = new TransportSelection(Set.of(TransportName.WS, TransportName.XHR_POLLING),
				Set.of(TransportName.XHR_POLLING));
		assertThat(TransportName.values()).filteredOn(selection::permits).containsExactly(TransportName.WS);
	}

	@Test
	void aWebSocketWithTlsHasTwoNames() {
		assertThat(TransportSelection.ALL.permitsTlsWebSocket()).isTrue();
		for (TransportName name : List.of(TransportName.WS, TransportName.WSS)) {
			assertThat(new TransportSelection(Set.of(name), Set.of()).permitsTlsWebSocket()).isTrue();
			assertThat(new TransportSelection(Set.of(), Set.of(name)).permitsTlsWebSocket()).isFalse();
		}
		assertThat(new TransportSelection(Set.of(TransportName.XHR_POLLING), Set.of()).permitsTlsWebSocket()).isFalse();
	}

	@Test
	void aTransportIsKnownByItsNameInTheConfiguration() {
		assertThat(TransportName.of(" XHR_Streaming ")).isEqualTo(TransportName.XHR_STREAMING);
		assertThat(TransportName.of("ws")).isEqualTo(TransportName.WS);
		assertThat(TransportName.of("sockjs")).isNull();
		assertThat(TransportName.XHR_POLLING).hasToString("xhr_polling");
	}

	@Test
	void onlyTheClientsOwnReasonsToReconnectAreIntended() {
		assertThat(ReconnectCause.values()).filteredOn(ReconnectCause::isIntended)
			.containsExactly(ReconnectCause.REQUESTED, ReconnectCause.FIRST_HOST_BACK);
	}

}
