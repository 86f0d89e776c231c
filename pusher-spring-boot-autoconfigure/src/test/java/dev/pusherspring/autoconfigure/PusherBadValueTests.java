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

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.LocalUserProvider;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.testsupport.ConnectProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for values that can never work: they fail the start by the name of their
 * property, and those that may be secret appear nowhere.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherBadValueTests {

	private static final String MARK = "zq17";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class,
				SslAutoConfiguration.class));

	static Stream<Arguments> secretValues() {
		Stream<String> headers = Stream.of("pusher.headers.X-Token", "pusher.origin", "pusher.auth.headers.X-Token",
				"pusher.user-auth.headers.X-Token");
		Stream<String> credentials = Stream.of("pusher.secret", "pusher.proxy.username", "pusher.proxy.password");
		return Stream.concat(
				headers.flatMap((name) -> Stream.of("\n", "\r\nX: y", "\u0000", "\u20ac", "\u007f")
					.map((end) -> Arguments.of(name, MARK + end))),
				credentials.flatMap((name) -> Stream.of("\n", "\r\n", " ", "\u0000", "\t")
					.map((end) -> Arguments.of(name, MARK + end))));
	}

	@ParameterizedTest
	@MethodSource("secretValues")
	void valueThatMayBeSecretIsRefusedWithoutBeingQuoted(String property, String value, CapturedOutput output) {
		assertRefused(property, value, output);
	}

	@ParameterizedTest
	@MethodSource("secretValues")
	void valueOfAnAppIsRefusedWithoutBeingQuoted(String property, String value, CapturedOutput output) {
		assertRefused(property.replace("pusher.", "pusher.apps.orders."), value, output);
	}

	private void assertRefused(String property, String value, CapturedOutput output) {
		Map<String, Object> properties = new HashMap<>();
		for (String prefix : new String[] { "pusher.", "pusher.apps.orders." }) {
			properties.put(prefix + "key", "my-key");
			properties.put(prefix + "auto-startup", "false");
		}
		String prefix = property.startsWith("pusher.apps") ? "pusher.apps.orders." : "pusher.";
		if (property.contains("auth.headers")) {
			properties.put(prefix + "auth.endpoint", "http://localhost/auth");
			properties.put(prefix + "user-auth.endpoint", "http://localhost/auth");
		}
		if (property.contains("proxy")) {
			properties.put(prefix + "proxy.host", "localhost");
			properties.put(prefix + "proxy.port", "3128");
		}
		properties.put(property, value);
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("bad", properties)))
			.run((context) -> {
				FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
				String named = property.replaceFirst("[.](X-Token|username|password)$", "");
				assertThat(analysis.getDescription()).contains("'" + named.replaceFirst("[.]headers$", ""))
					.doesNotContain(MARK);
				assertThat(analysis.getAction()).doesNotContain(MARK);
				for (Throwable ex = context.getStartupFailure(); ex != null; ex = ex.getCause()) {
					assertThat(ex.toString()).doesNotContain(MARK);
				}
				assertThat(output).doesNotContain(MARK);
			});
	}

	@ParameterizedTest
	@CsvSource({ "pusher.key, my-key", "pusher.cluster, eu", "pusher.host, soketi.local", "pusher.path, /ws" })
	void lineBreakAtTheEndIsMadeVisible(String property, String value, CapturedOutput output) {
		this.contextRunner.withPropertyValues("pusher.auto-startup=false", "pusher.key=my-key")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("bad", Map.of(property, value + "\n"))))
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'" + property + "'", "'" + value + "\\u000a'")
				.doesNotContain("\n"));
	}

	@ParameterizedTest
	@CsvSource({ "activity-timeout, 120", "pong-timeout, 30", "connect-timeout, 10", "subscription-timeout, 10" })
	void durationThatMustBeANumberOfSecondsIsRefused(String property, String value) {
		assertThat(analyze("pusher." + property + "=" + value).getDescription()).contains("'pusher." + property + "'",
				value + " ms", "without a unit");
	}

	@Test
	void hostWithUnderscoreIsReachedByTheClientsOwnEngine() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("my-key").build()) {
			server.start();
			try (ConnectProxy proxy = new ConnectProxy(server.getPort(), null)) {
				this.contextRunner.withPropertyValues("pusher.key=my-key", "pusher.host=my_soketi", "pusher.port=6001",
						"pusher.force-tls=false", "pusher.proxy.host=127.0.0.1", "pusher.proxy.port=" + proxy.getPort())
					.run((context) -> {
						PusherClient client = context.getBean(PusherClient.class);
						Awaitility.await().until(() -> client.getSocketId() != null);
						assertThat(proxy.getRequests()).containsExactly("CONNECT my_soketi:6001");
					});
			}
		}
	}

	@Test
	void hostWithUnderscoreThatCannotBeResolvedIsNamed() {
		this.contextRunner
			.withPropertyValues("pusher.key=my-key", "pusher.host=my_soketi.invalid", "pusher.port=6001",
					"pusher.force-tls=false")
			.run((context) -> assertThat(lastError(context.getBean(PusherClient.class)))
				.contains("ws://my_soketi.invalid:6001", "cannot be resolved"));
	}

	@ParameterizedTest
	@CsvSource({ "pusher.host=my_soketi", "pusher.http.host=my_soketi", "pusher.auth.endpoint=http://my_app/auth",
			"pusher.user-auth.endpoint=http://my_app/auth" })
	void underscoreIsNamedWhereItCannotWork(String property) {
		assertThat(analyze(property).getDescription()).contains("'" + property.substring(0, property.indexOf('=')),
				"underscore", "my_");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://proxy", "proxy:3128", "a b" })
	void proxyThatIsNoHostIsRefused(String host) {
		assertThat(analyze("pusher.proxy.host=" + host, "pusher.proxy.port=3128").getDescription())
			.contains("'pusher.proxy'", "'host'");
	}

	@Test
	void unknownSslBundleIsRefused() {
		assertThat(analyze("pusher.ssl.bundle=servre").getDescription()).contains("'pusher.ssl.bundle'", "servre");
	}

	@Test
	void presenceChannelWithoutUserNamesTheBean() {
		FailureAnalysis analysis = analyze("pusher.secret=my-secret", "pusher.channels=presence-room");
		assertThat(analysis.getDescription()).contains("'presence-room'", "'pusher.channels'");
		assertThat(analysis.getAction()).contains("LocalUserProvider", "'pusher.auth.endpoint'");
	}

	@Test
	void presenceChannelWithUserStarts() {
		ApplicationContextRunner presence = this.contextRunner.withPropertyValues("pusher.key=my-key",
				"pusher.auto-startup=false", "pusher.secret=my-secret", "pusher.channels=presence-room");
		presence.withBean(LocalUserProvider.class, () -> (socketId, channel) -> new LocalUser("1", null))
			.run((context) -> assertThat(context).hasNotFailed());
		presence.withBean(UserAuthenticator.class, () -> (socketId) -> {
			throw new UnsupportedOperationException();
		}).run((context) -> assertThat(context).hasNotFailed());
		presence.withPropertyValues("pusher.auth.endpoint=http://localhost/auth")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "xhr_streaming", "xhr_polling" })
	void proxyThatIsNotThereIsNamed(String transport) throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0)) {
			port = socket.getLocalPort();
		}
		this.contextRunner
			.withPropertyValues("pusher.key=my-key", "pusher.host=pusher.test", "pusher.http.host=pusher.test",
					"pusher.force-tls=false", "pusher.enabled-transports=" + transport, "pusher.proxy.host=127.0.0.1",
					"pusher.proxy.port=" + port)
			.run((context) -> assertThat(lastError(context.getBean(PusherClient.class)))
				.contains("the proxy 127.0.0.1:" + port + " cannot be reached"));
	}

	private static String lastError(PusherClient client) {
		return Awaitility.await().until(() -> {
			ConnectionInfo info = client.getConnectionInfo();
			return (info != null && info.lastError() != null) ? info.lastError().message() : "";
		}, (message) -> !message.isEmpty());
	}

	private FailureAnalysis analyze(String... properties) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		this.contextRunner.withPropertyValues("pusher.key=my-key", "pusher.auto-startup=false")
			.withPropertyValues(properties)
			.run((context) -> analysis[0] = PusherFailureAnalysisTests.analyze(context));
		return analysis[0];
	}

}
