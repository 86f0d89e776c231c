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
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.web.util.UriUtils;

import dev.pusherspring.client.auth.AuthRequest;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.signature.EncryptionMasterKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests that no credential, signature or key shows in logs, string forms and exceptions.
 * No two of the secrets planted here share a word: none is found in place of another.
 */
class AuthSecretsTests {

	private static final String QUERY = "quokka in it";

	private static final String PARAM = "panda at zoo";

	private static final String HEADER = "heron-98";

	private static final String TOKEN = "tapir-55";

	private static final String FRESH = "falcon & owl";

	private static final String SIGNATURE = "salmon-77";

	private static final String CHANNEL_DATA = "camel-3";

	private static final String SHARED_SECRET = "shrew-64";

	private static final String USER_DATA = "urchin-8";

	private static final String LOCATION = "lemur-10";

	private static final String APP_SECRET = "stork-21";

	private static final String USER_INFO = "iguana-6";

	// 32 bytes
	private static final String MASTER_KEY = "cGxhbnRlZHBsYW50ZWRwbGFudGVkcGxhbnRlZHBsYW4=";

	private static final List<String> PLANTED = Stream
		.of(QUERY, PARAM, HEADER, TOKEN, FRESH, SIGNATURE, CHANNEL_DATA, SHARED_SECRET, USER_DATA, LOCATION, APP_SECRET,
				USER_INFO, MASTER_KEY)
		.flatMap((secret) -> Stream.of(secret, UriUtils.encode(secret, StandardCharsets.UTF_8)))
		.distinct()
		.toList();

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
		String json = "{\"auth\":\"key:" + SIGNATURE + "\",\"channel_data\":\"" + CHANNEL_DATA
				+ "\",\"shared_secret\":\"" + SHARED_SECRET + "\",\"user_data\":\"" + USER_DATA + "\"}";
		this.endpoint.answer(200, (transport == AuthTransport.JSONP) ? "pusherAuth1(" + json + ");" : json);
		ChannelAuthorization channel = channels.authorize("private-encrypted-chat", "1.2");
		UserAuthentication user = users.authenticate("1.2");
		assertThat(channel).isEqualTo(new ChannelAuthorization("key:" + SIGNATURE, CHANNEL_DATA, SHARED_SECRET));
		assertThat(user).isEqualTo(new UserAuthentication("key:" + SIGNATURE, USER_DATA));
		assertShowsNothing(List.of(channels, users, channel, user, settings(transport)).toString());
		assertLogShowsNothing();
		assertThat(logText()).contains("answered with status 200");
	}

	@ParameterizedTest
	@EnumSource
	void failuresShowNothing(AuthTransport transport) {
		for (int status : new int[] { 400, 401, 403, 404, 500, 503 }) {
			this.endpoint.answer(status, "key:" + SIGNATURE);
			assertFailureShowsNothing(authorizer(transport));
		}
		for (String body : List.of("", "key:%s", "{\"auth\":\"%s", "{\"auth\":{\"%s\":1}}", "{\"auth\":%s}", "[\"%s\"]",
				"pusherAuth1({\"auth\":%s})", "pusherAuth1({} %s)", "%s({\"auth\":\"%1$s\"})",
				"{\"auth\":\"%s\"} ".repeat(2000))) {
			this.endpoint.answer(200, body.replaceAll("%(1\\$)?s", SIGNATURE));
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
		for (String location : List.of("/login?" + LOCATION,
				"https://user:%s@example.com/?%1$s#%1$s".formatted(LOCATION), "la nd " + LOCATION)) {
			redirect(location);
			assertFailureShowsNothing(authorizer(transport));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { QUERY, PARAM, HEADER, TOKEN, FRESH })
	void redirectThatQuotesTheRequestIsNotShown(String secret) {
		redirect("/echo/" + UriUtils.encode(secret, StandardCharsets.UTF_8) + "/x");
		AuthorizationException failure = assertFailureShowsNothing(authorizer(AuthTransport.AJAX));
		assertThat(failure).hasMessageContaining("answered with a redirect (status 302)");
	}

	private void redirect(String location) {
		this.endpoint.respond((exchange) -> {
			exchange.getResponseHeaders().set("Location", location);
			AuthEndpoint.send(exchange, 302, "");
		});
	}

	static Stream<Arguments> quotedSecrets() {
		return Stream.of(QUERY, PARAM, HEADER, TOKEN, FRESH)
			.flatMap((secret) -> Stream.of(secret, UriUtils.encode(secret, StandardCharsets.UTF_8)).distinct())
			.flatMap((secret) -> Stream.of(Arguments.of(secret, new IOException("sent " + secret + " in vain")),
					Arguments.of(secret, new IOException("outer", new IllegalStateException(secret))),
					Arguments.of(secret, suppressing(secret))));
	}

	private static IOException suppressing(String secret) {
		IOException failure = new IOException("outer");
		failure.addSuppressed(new IOException(secret));
		return failure;
	}

	@ParameterizedTest
	@MethodSource("quotedSecrets")
	void exceptionOfHttpClientThatQuotesTheRequestIsWithheld(String secret, IOException thrown) {
		HttpChannelAuthorizer authorizer = new HttpChannelAuthorizer((uri, method) -> {
			throw thrown;
		}, settings(AuthTransport.AJAX), List.of(this::customize));
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
				List.of((request) -> request.headers().setBearerAuth(TOKEN + "\n")));
		AuthorizationException failure = assertFailureShowsNothing(authorizer);
		assertThat(failure).hasMessageContaining("Header 'Authorization' must not contain a line break");
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
		assertThat(request).hasToString("AuthRequest[socketId=1.2, channelNames=[private-chat], retry=true, "
				+ "params=[fresh], headers=[Authorization]]");
		assertThat(settings(AuthTransport.AJAX)).hasToString("HttpAuthSettings[endpoint=" + this.endpoint.uri("/auth")
				+ ", transport=AJAX, params=[csrf], headers=[X-Token], timeout=PT10S, maxResponseSize=20000B, "
				+ "batchLimits=BatchLimits[maxSize=1, maxWait=PT0S]]");
	}

	@Test
	void authorizationShowsWhichValuesThereAre() {
		assertThat(new ChannelAuthorization("key:" + SIGNATURE))
			.hasToString("ChannelAuthorization[auth=******, channelData=null, sharedSecret=null]");
		assertThat(new ChannelAuthorization("key:" + SIGNATURE, CHANNEL_DATA, SHARED_SECRET))
			.hasToString("ChannelAuthorization[auth=******, channelData=******, sharedSecret=******]");
		assertThat(new UserAuthentication("key:" + SIGNATURE, USER_DATA))
			.hasToString("UserAuthentication[auth=******, userData=******]");
	}

	@Test
	void signingAuthorizerShowsNeitherSecretNorMasterKey() {
		SigningAuthorizer authorizer = SigningAuthorizer.builder("app-key", APP_SECRET)
			.encryptionMasterKey(MASTER_KEY)
			.users((socketId, channel) -> new LocalUser("1", Map.of("name", USER_INFO)))
			.build();
		List<Object> shown = new ArrayList<>(List.of(authorizer, authorizer.authorize("presence-chat", "1.2"),
				authorizer.authorize("private-encrypted-chat", "1.2"), authorizer.authenticate("1.2"),
				new LocalUser("1", USER_INFO)));
		assertThat(shown.toString()).contains("app-key");
		assertShowsNothing(shown.toString());
		assertShowsNothing(EncryptionMasterKey.fromBase64(MASTER_KEY).toString());
		assertThat(catchThrowableOfType(AuthorizationException.class, () -> authorizer.authorize("private-chat", "x")))
			.satisfies((failure) -> assertShowsNothing(stackTrace(failure)));
		assertLogShowsNothing();
	}

	private AuthorizationException assertFailureShowsNothing(HttpChannelAuthorizer authorizer) {
		AuthorizationException failure = catchThrowableOfType(AuthorizationException.class,
				() -> authorizer.authorize("private-chat", "1.2"));
		assertThat(failure).isNotNull();
		assertShowsNothing(stackTrace(failure));
		assertLogShowsNothing();
		return failure;
	}

	private void assertLogShowsNothing() {
		assertShowsNothing(logText());
	}

	private static void assertShowsNothing(String text) {
		for (String secret : PLANTED) {
			assertThat(text).doesNotContain(secret);
		}
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
		request.headers().setBearerAuth(TOKEN);
		request.params().add("fresh", FRESH);
	}

	private HttpChannelAuthorizer authorizer(AuthTransport transport) {
		return new HttpChannelAuthorizer(settings(transport), List.of(this::customize));
	}

	private HttpAuthSettings settings(AuthTransport transport) {
		return settingsBuilder(transport).build();
	}

	private HttpAuthSettings.Builder settingsBuilder(AuthTransport transport) {
		return HttpAuthSettings
			.builder(this.endpoint.uri("/auth?key=" + UriUtils.encode(QUERY, StandardCharsets.UTF_8)))
			.transport(transport)
			.param("csrf", PARAM)
			.header("X-Token", HEADER)
			.maxResponseSize(DataSize.ofBytes(20_000));
	}

}
