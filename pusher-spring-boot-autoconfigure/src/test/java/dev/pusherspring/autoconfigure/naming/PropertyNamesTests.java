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

package dev.pusherspring.autoconfigure.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.pusherspring.autoconfigure.PropertyMetadata;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherFailureAnalysisTests;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.client.auth.http.AuthTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application gets that sets options by the names of other libraries,
 * or misspells them.
 */
@ExtendWith(OutputCaptureExtension.class)
class PropertyNamesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.key=my-key", "pusher.auto-startup=false");

	static List<ForeignName> foreignNames() {
		return List.copyOf(ForeignName.ALL.values());
	}

	@ParameterizedTest
	@MethodSource("foreignNames")
	void foreignNameFailsTheStartWithTheRightOne(ForeignName foreign) {
		this.contextRunner.withPropertyValues("pusher." + foreign.name() + "=x")
			.run((context) -> assertRefused(context, "pusher", foreign));
	}

	@ParameterizedTest
	@MethodSource("foreignNames")
	void foreignNameOfAnAppFailsTheStartWithTheRightOne(ForeignName foreign) {
		this.contextRunner
			.withPropertyValues("pusher.apps.orders.key=other-key", "pusher.apps.orders." + foreign.name() + "=x")
			.run((context) -> assertRefused(context, "pusher.apps.orders", foreign));
	}

	private static void assertRefused(AssertableApplicationContext context, String prefix, ForeignName foreign) {
		FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
		assertThat(analysis.getDescription()).startsWith("'" + prefix + "." + foreign.name() + "'");
		if (foreign.replacement() != null) {
			assertThat(analysis.getAction()).contains("Set '" + prefix + "." + foreign.replacement() + "' instead");
		}
		assertThat(analysis.getAction()).isNotBlank();
	}

	@ParameterizedTest
	@CsvSource({ "pusher.wsHost, pusher.host", "pusher.ws_host, pusher.host", "PUSHER.WSHOST, pusher.host",
			"pusher.useTLS, pusher.force-tls", "pusher.channelAuthorization.endpoint, pusher.auth.endpoint",
			"pusher.userAuthentication.headers.X-Token, pusher.user-auth.headers", "pusher.options.cluster, level",
			"pusher.apps.orders.wsHost, pusher.apps.orders.host", "pusher.appKey, pusher.key" })
	void everySpellingIsNoticed(String key, String expected) {
		this.contextRunner.withPropertyValues(key + "=x")
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getAction()).contains(expected));
	}

	@ParameterizedTest
	@CsvSource({ "PUSHER_WSHOST, pusher.host", "PUSHER_WS_HOST, pusher.host", "PUSHER_USETLS, pusher.force-tls",
			"PUSHER_APPS_ORDERS_WSHOST, pusher.apps.orders.host", "PUSHER_SCHEME, pusher.force-tls",
			"PUSHER_CHANNELAUTHORIZATION_ENDPOINT, pusher.auth.endpoint" })
	void variablesAreNoticed(String variable, String expected) {
		withEnvironment(Map.of(variable, "x"))
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getAction()).contains(expected));
	}

	@ParameterizedTest
	@CsvSource({ "PUSHER_HTTP_HOST, localhost", "PUSHER_HTTP_PORT, 81", "PUSHER_AUTH_HEADERS_X, y",
			"PUSHER_AUTH_ENDPOINT, http://localhost/auth", "PUSHER_USER_AUTH_ENDPOINT, http://localhost/auth",
			"PUSHER_APP_ID, 42", "PUSHER_WS_HOST, ''" })
	void variablesThatSpellARealPropertyAreNotRefused(String variable, String value) {
		withEnvironment(Map.of(variable, value)).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void variableOfAnotherProgramIsNotRefusedWhereThePropertyIsSet() {
		withEnvironment(Map.of("PUSHER_APP_KEY", "x")).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void systemPropertyIsNoticed() {
		this.contextRunner.withSystemProperties("pusher.wsHost=x")
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'pusher.ws-host'"));
	}

	@Test
	void foreignNameIsNoticedInASourceThatCannotListItsNames() {
		this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new PropertySource<>("remote", new Object()) {

				@Override
				public Object getProperty(String name) {
					return name.equals("pusher.ws-host") ? "localhost" : null;
				}

			}))
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getAction())
				.contains("pusher.host"));
	}

	@Test
	void namesOfPusherJsForTheAuthorizationEndpointArePropertiesToo() {
		this.contextRunner.withPropertyValues("pusher.authEndpoint=http://localhost/auth", "pusher.authTransport=jsonp")
			.run((context) -> {
				PusherProperties.Auth auth = context.getBean(PusherProperties.class).getAuth();
				assertThat(auth.getEndpoint()).hasToString("http://localhost/auth");
				assertThat(auth.getTransport()).isEqualTo(AuthTransport.JSONP);
			});
	}

	@Test
	void appMayInheritTheOtherName() {
		this.contextRunner
			.withPropertyValues("pusher.auth.endpoint=http://localhost/auth", "pusher.apps.orders.key=other-key",
					"pusher.apps.orders.auth-endpoint=http://localhost/orders")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "pusher, endpoint, http://localhost/a, http://localhost/b", "pusher, transport, ajax, jsonp",
			"pusher.apps.orders, endpoint, http://localhost/a, http://localhost/b" })
	void bothNamesWithDifferentValuesAreRefused(String prefix, String name, String value, String other) {
		this.contextRunner
			.withPropertyValues(prefix + ".auth." + name + "=" + value, prefix + ".auth-" + name + "=" + other)
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'" + prefix + ".auth." + name + "'", "'" + prefix + ".auth-" + name + "'"));
	}

	@Test
	void bothNamesWithTheSameValueAreFine() {
		this.contextRunner
			.withPropertyValues("pusher.auth.endpoint=http://localhost/auth",
					"pusher.auth-endpoint=http://localhost/auth")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void metadataHasTheReplacements() {
		Map<String, @Nullable String> expected = new HashMap<>();
		foreignNames().forEach((foreign) -> expected.put("pusher." + foreign.name(),
				(foreign.replacement() != null) ? "pusher." + foreign.replacement() : null));
		assertThat(PropertyMetadata.readRefused()).isEqualTo(expected);
	}

	@Test
	void replacementsExist() {
		assertThat(foreignNames()).extracting(ForeignName::replacement)
			.filteredOn((name) -> name != null)
			.allSatisfy((name) -> assertThat(PropertyMetadata.readAll()).extracting(PropertyMetadata::name)
				.contains("pusher." + name));
	}

	@ParameterizedTest
	@CsvSource({ "pusher.clutser, pusher.cluster", "pusher.activty-timeout, pusher.activity-timeout",
			"pusher.enabledTrasports, pusher.enabled-transports", "pusher.auth.endpiont, pusher.auth.endpoint",
			"pusher.apps.orders.clutser, pusher.apps.orders.cluster",
			"pusher.listener.retry.max-attemts, pusher.listener.retry.max-attempts" })
	void misspeltKeyIsReportedWithTheNearestName(String key, String nearest, CapturedOutput output) {
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=other-key", key + "=value-of-it")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output.toString().lines()).filteredOn((line) -> line.contains("is unknown"))
					.singleElement()
					.asString()
					.contains("WARN", "'" + key.toLowerCase(Locale.ROOT) + "'", "'" + nearest + "'")
					.doesNotContain("value-of-it");
			});
	}

	@Test
	void keysThatAreBoundAreNotReported(CapturedOutput output) {
		this.contextRunner
			.withPropertyValues("pusher.channels[0]=a", "pusher.channels[1]=b", "pusher.headers.X-Any=x",
					"pusher.apps.orders.key=k", "pusher.apps.orders.reconnect.max-delay=1s", "pusher.forceTLS=true",
					"pusher.auth.params.any=x", "pusher.mine.a=1", "pusher.app-id=5")
			.withUserConfiguration(OwnProperties.class)
			.run((context) -> assertThat(output).doesNotContain("is unknown"));
	}

	// the binder takes an empty address for none, and then for one that it has not bound
	@Test
	void keysWithoutAValueAreNotReported(CapturedOutput output) {
		this.contextRunner.withPropertyValues("pusher.auth.endpoint=", "pusher.user-auth.endpoint=")
			.run((context) -> assertThat(output).doesNotContain("is unknown"));
	}

	@Test
	void variableThatNothingBindsIsNotReported(CapturedOutput output) {
		withEnvironment(Map.of("PUSHER_CLUTSER", "eu"))
			.run((context) -> assertThat(output).doesNotContain("is unknown"));
	}

	@Test
	void applicationThatIsInitializedLazilyIsTold(CapturedOutput output) {
		this.contextRunner.withPropertyValues("pusher.clutser=eu")
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor(new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(output).contains("'pusher.clutser'"));
	}

	private ApplicationContextRunner withEnvironment(Map<String, Object> variables) {
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties({ Mine.class, Publisher.class })
	static class OwnProperties {

	}

	@ConfigurationProperties("pusher.mine")
	record Mine(int a) {

	}

	// as people have it beside the library that publishes
	@ConfigurationProperties("pusher")
	record Publisher(String appId, String key) {

	}

}
