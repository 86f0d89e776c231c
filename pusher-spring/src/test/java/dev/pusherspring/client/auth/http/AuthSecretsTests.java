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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.unit.DataSize;

import dev.pusherspring.client.auth.AuthRequest;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests that no credential, signature or key shows in logs, string forms and exceptions.
 * Every secret planted here holds the word {@value #PLANTED}.
 */
class AuthSecretsTests {

	private static final String PLANTED = "planted";

	// 32 bytes
	private static final String MASTER_KEY = "cGxhbnRlZHBsYW50ZWRwbGFudGVkcGxhbnRlZHBsYW4=";

	@AutoClose
	private final AuthEndpoint endpoint = new AuthEndpoint();

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);

	private final Level level = this.root.getLevel();

	@BeforeEach
	void logEverything() {
		this.log.start();
		this.root.setLevel(Level.TRACE);
		this.root.addAppender(this.log);
	}

	@AfterEach
	void restoreLog() {
		this.root.detachAppender(this.log);
		this.root.setLevel(this.level);
	}

	@ParameterizedTest
	@EnumSource
	void successShowsNothing(AuthTransport transport) {
		HttpChannelAuthorizer channels = new HttpChannelAuthorizer(settings(transport), List.of(this::customize));
		HttpUserAuthenticator users = new HttpUserAuthenticator(settings(transport), List.of(this::customize));
		String json = "{\"auth\":\"key:planted\",\"channel_data\":\"planted\",\"shared_secret\":\"planted\","
				+ "\"user_data\":\"planted\"}";
		this.endpoint.answer(200, (transport == AuthTransport.JSONP) ? "pusherAuth1(" + json + ");" : json);
		ChannelAuthorization channel = channels.authorize("private-encrypted-chat", "1.2");
		UserAuthentication user = users.authenticate("1.2");
		assertThat(channel.auth() + channel.channelData() + channel.sharedSecret() + user.auth() + user.userData())
			.isEqualTo("key:plantedplantedplantedkey:plantedplanted");
		assertThat(List.of(channels, users, channel, user, settings(transport)).toString()).doesNotContain(PLANTED);
		assertLogShowsNothing();
		assertThat(logText()).contains("answered with status 200");
	}

	@ParameterizedTest
	@EnumSource
	void failuresShowNothing(AuthTransport transport) {
		for (int status : new int[] { 400, 401, 403, 404, 500, 503 }) {
			this.endpoint.answer(status, "key:planted");
			assertFailureShowsNothing(authorizer(transport));
		}
		for (String body : List.of("", "key:planted", "{\"auth\":\"planted", "{\"auth\":{\"planted\":1}}",
				"{\"auth\":planted}", "[\"planted\"]", "pusherAuth1({\"auth\":planted})", "pusherAuth1({} planted)",
				"planted({\"auth\":\"planted\"})", "{\"auth\":\"planted\"} ".repeat(2000))) {
			this.endpoint.answer(200, body);
			assertFailureShowsNothing(authorizer(transport));
		}
		this.endpoint.hang();
		assertFailureShowsNothing(new HttpChannelAuthorizer(
				settingsBuilder(transport).timeout(Duration.ofMillis(300)).build(), List.of(this::customize)));
		this.endpoint.close();
		assertFailureShowsNothing(authorizer(transport));
	}

	@ParameterizedTest
	@EnumSource
	void redirectShowsNeitherQueryNorQuotedCredentials(AuthTransport transport) {
		for (String location : List.of("/login?planted-query", "https://user:planted@example.com/?planted#planted",
				"/echo/planted-header-value", "/planted%20param%20value/x", "pla nted planted")) {
			this.endpoint.respond((exchange) -> {
				exchange.getResponseHeaders().set("Location", location);
				AuthEndpoint.send(exchange, 302, "");
			});
			if (transport == AuthTransport.AJAX || !location.contains("header")) {
				assertFailureShowsNothing(authorizer(transport));
			}
		}
	}

	static Stream<ClientHttpRequestFactory> talkativeRequestFactories() {
		return Stream.of((uri, method) -> {
			throw new IOException(
					"no connection for " + uri + " planted header value?".replace(" header ", "-header-"));
		}, (uri, method) -> {
			throw new IllegalStateException("outer", new IOException("Bearer planted-token-value is bad"));
		}, (uri, method) -> {
			IOException failure = new IOException("outer");
			failure.addSuppressed(new IOException("planted%20param%20value"));
			throw failure;
		});
	}

	@ParameterizedTest
	@MethodSource("talkativeRequestFactories")
	void exceptionOfHttpClientThatQuotesTheRequestIsWithheld(ClientHttpRequestFactory requestFactory) {
		HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(requestFactory, settings(AuthTransport.AJAX),
				List.of(this::customize));
		AuthorizationException failure = assertFailureShowsNothing(authorizer);
		assertThat(failure).hasNoCause().hasMessageContaining("java.io.IOException, details withheld");
		assertThat(failure.isRetryable()).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void httpClientsOfJdkQuoteNothingEither(AuthTransport transport) {
		this.endpoint.respond((exchange) -> {
			exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
			AuthEndpoint.send(exchange, 307, "");
		});
		assertFailureShowsNothing(new HttpChannelAuthorizer(new SimpleClientHttpRequestFactory(), settings(transport),
				List.of(this::customize)));
		this.endpoint.close();
		assertFailureShowsNothing(new HttpChannelAuthorizer(new SimpleClientHttpRequestFactory(), settings(transport),
				List.of(this::customize)));
		assertFailureShowsNothing(
				new HttpChannelAuthorizer(new JdkClientHttpRequestFactory(), settings(transport), List.of()));
	}

	@Test
	void tokenWithLineBreakIsRefusedWithoutQuotingIt() {
		HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(settings(AuthTransport.AJAX),
				List.of((request) -> request.headers().setBearerAuth("planted\n")));
		AuthorizationException failure = assertFailureShowsNothing(authorizer);
		assertThat(failure).hasMessageContaining("Header 'Authorization' must not hold a line break");
		assertThat(failure.isRetryable()).isFalse();
		assertThat(this.endpoint.received()).isEmpty();
	}

	@Test
	void missingValueIsReportedByName() {
		HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer(settings(AuthTransport.AJAX),
				List.of((request) -> request.params().add("csrf", null)));
		assertThat(assertFailureShowsNothing(authorizer)).hasMessageContaining("Parameter 'csrf' must not be null");
		authorizer = new HttpChannelAuthorizer(settings(AuthTransport.AJAX),
				List.of((request) -> request.headers().add("X-CSRF", null)));
		assertThat(assertFailureShowsNothing(authorizer)).hasMessageContaining("Header 'X-CSRF' must not be null");
	}

	@Test
	void requestShowsNamesOnly() {
		AuthRequest request = new AuthRequest("1.2", "private-chat", true);
		customize(request);
		assertThat(request).hasToString("AuthRequest[socketId=1.2, channelName=private-chat, retry=true, "
				+ "params={fresh=******}, headers={Authorization=******}]");
		assertThat(settings(AuthTransport.AJAX)).hasToString("HttpAuthSettings[endpoint=" + this.endpoint.uri("/auth")
				+ ", transport=AJAX, params={csrf=******}, headers={X-Token=******}, timeout=PT10S, "
				+ "maxResponseSize=20000B]");
	}

	@Test
	void authorizationShowsWhichValuesThereAre() {
		assertThat(new ChannelAuthorization("key:planted"))
			.hasToString("ChannelAuthorization[auth=******, channelData=null, sharedSecret=null]");
		assertThat(new ChannelAuthorization("key:planted", "planted", "planted"))
			.hasToString("ChannelAuthorization[auth=******, channelData=******, sharedSecret=******]");
		assertThat(new UserAuthentication("key:planted", "planted"))
			.hasToString("UserAuthentication[auth=******, userData=******]");
	}

	@Test
	void signingAuthorizerShowsNeitherSecretNorMasterKey() {
		SigningAuthorizer authorizer = SigningAuthorizer.builder("app-key", PLANTED)
			.encryptionMasterKey(MASTER_KEY)
			.users((socketId, channel) -> new LocalUser("1", Map.of("name", PLANTED)))
			.build();
		List<Object> shown = new ArrayList<>(List.of(authorizer, authorizer.authorize("presence-chat", "1.2"),
				authorizer.authorize("private-encrypted-chat", "1.2"), authorizer.authenticate("1.2"),
				new LocalUser("1", PLANTED)));
		assertThat(shown.toString()).contains("app-key").doesNotContain(PLANTED).doesNotContain(MASTER_KEY);
		assertThat(catchThrowableOfType(AuthorizationException.class, () -> authorizer.authorize("private-chat", "x")))
			.satisfies((failure) -> assertThat(stackTrace(failure)).doesNotContain(PLANTED));
		assertLogShowsNothing();
	}

	private AuthorizationException assertFailureShowsNothing(HttpChannelAuthorizer authorizer) {
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> authorizer.authorize("private-chat", "1.2"));
		assertThat(failure).isNotNull();
		assertThat(stackTrace(failure)).doesNotContain(PLANTED);
		assertLogShowsNothing();
		return failure;
	}

	private void assertLogShowsNothing() {
		assertThat(logText()).doesNotContain(PLANTED);
	}

	private String logText() {
		StringBuilder text = new StringBuilder();
		for (ILoggingEvent event : List.copyOf(this.log.list)) {
			if (isOfJdk(event.getLoggerName())) {
				continue;
			}
			text.append(event.getLoggerName()).append(' ').append(event.getFormattedMessage()).append('\n');
			if (event.getThrowableProxy() != null) {
				text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
			}
		}
		return text.toString();
	}

	// at TRACE the JDK's clients and servers write whole requests, once an application in
	// this JVM has bridged java.util.logging
	private static boolean isOfJdk(String logger) {
		return logger.startsWith("jdk.") || logger.startsWith("com.sun.") || logger.startsWith("sun.");
	}

	private static String stackTrace(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	private void customize(AuthRequest request) {
		request.headers().setBearerAuth("planted-token-value");
		request.params().add("fresh", "planted-fresh-value");
	}

	private HttpChannelAuthorizer authorizer(AuthTransport transport) {
		return new HttpChannelAuthorizer(settings(transport), List.of(this::customize));
	}

	private HttpAuthSettings settings(AuthTransport transport) {
		return settingsBuilder(transport).build();
	}

	private HttpAuthSettings.Builder settingsBuilder(AuthTransport transport) {
		return HttpAuthSettings.builder(this.endpoint.uri("/auth?key=planted-query-value"))
			.transport(transport)
			.param("csrf", "planted param value")
			.header("X-Token", "planted-header-value")
			.maxResponseSize(DataSize.ofBytes(20_000));
	}

}
