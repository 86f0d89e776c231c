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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for every option of pusher-js, pusher-java-client and Laravel Echo, as they write
 * it and in the other spellings that Spring Boot has: each works or is refused, for the
 * default app and for others.
 */
class OptionSpellingTests {

	private static final List<String> APPS = List.of(PusherClient.DEFAULT_NAME, "orders");

	static final List<Option> WORKING = List.of(new Option("cluster", "eu", PusherProperties::getCluster),
			new Option("forceTLS", "false", PusherProperties::isForceTls),
			new Option("authEndpoint", "http://localhost/a", (properties) -> properties.getAuth().getEndpoint()),
			new Option("authTransport", "JSONP", (properties) -> properties.getAuth().getTransport()),
			new Option("auth.headers.token", "t", (properties) -> properties.getAuth().getHeaders().get("token")),
			new Option("auth.params.tenant", "7", (properties) -> properties.getAuth().getParams().get("tenant")),
			new Option("enabledTransports", "ws", (properties) -> properties.getEnabledTransports().get(0)),
			new Option("disabledTransports", "ws", (properties) -> properties.getDisabledTransports().get(0)),
			new Option("ignoreNullOrigin", "true", PusherProperties::isIgnoreNullOrigin),
			new Option("activityTimeout", "9000", (properties) -> properties.getActivityTimeout().toMillis()),
			new Option("pongTimeout", "9000", (properties) -> properties.getPongTimeout().toMillis()),
			new Option("unavailableTimeout", "9000", (properties) -> properties.getUnavailableTimeout().toMillis()),
			new Option("host", "example.com", PusherProperties::getHost),
			new Option("port", "6001", PusherProperties::getPort),
			new Option("key", "my-key", PusherProperties::getKey));

	static final List<String> REFUSED = List.of("wsHost", "wsPort", "wssPort", "wsPath", "httpHost", "httpPort",
			"httpsPort", "httpPath", "authorizer", "channelAuthorization.endpoint", "channelAuthorization.transport",
			"channelAuthorization.params.tenant", "channelAuthorization.headers.token",
			"channelAuthorization.paramsProvider", "channelAuthorization.headersProvider",
			"channelAuthorization.customHandler", "userAuthentication.endpoint", "userAuthentication.transport",
			"userAuthentication.params.tenant", "userAuthentication.headers.token", "userAuthentication.paramsProvider",
			"userAuthentication.headersProvider", "userAuthentication.customHandler", "nacl", "enableStats",
			"disableStats", "statsHost", "timelineParams.any", "encrypted", "useTLS", "channelAuthorizer",
			"userAuthenticator", "maxReconnectionAttempts", "maxReconnectGapInSeconds", "broadcaster", "csrfToken",
			"bearerToken", "namespace", "withoutInterceptors", "options.wsHost");

	// there is a property whose variable has this name
	private static final List<String> LIKE_A_PROPERTY = List.of("PUSHER_HTTP_HOST", "PUSHER_HTTP_PORT",
			"PUSHER_HTTP_PATH");

	@ParameterizedTest
	@FieldSource("WORKING")
	void optionWorks(Option option) {
		for (String app : APPS) {
			for (PropertySource<?> source : spellings(app, option.name(), option.value())) {
				StandardEnvironment environment = environment(source);
				check(environment);
				PusherProperties properties = new PusherProperties();
				PusherApps.of(environment).bind(app, properties);
				assertThat(option.property().apply(properties)).as(source.getSource().toString())
					.hasToString(option.value());
			}
		}
	}

	@ParameterizedTest
	@FieldSource("REFUSED")
	void optionIsRefused(String name) {
		for (String app : APPS) {
			for (PropertySource<?> source : spellings(app, name, "x")) {
				StandardEnvironment environment = environment(source);
				assertThatExceptionOfType(PusherConfigurationException.class).as(source.getSource().toString())
					.isThrownBy(() -> check(environment))
					.satisfies((ex) -> assertThat(ex.getAction()).isNotBlank());
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUSHER_HTTP_HOST", "PUSHER_AUTH_HEADERS_TOKEN", "PUSHER_AUTH_PARAMS_TENANT",
			"PUSHER_USER_AUTH_ENDPOINT", "PUSHER_USER_AUTH_HEADERS_TOKEN", "PUSHER_WEB_AUTH_PATH" })
	void variableOfAPropertyIsNotRefused(String variable) {
		check(environment(variables(variable, "x")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUSHER_APPS_MYSHOP_WSHOST", "PUSHER_APPS_MY_SHOP_WS_HOST" })
	void variableOfAnAppWithADashIsRefused(String variable) {
		StandardEnvironment environment = environment(variables(variable, "x"));
		environment.getPropertySources().addLast(file("pusher.apps.my-shop.key", "other-key"));
		assertThatExceptionOfType(PusherConfigurationException.class).isThrownBy(() -> check(environment))
			.satisfies((ex) -> assertThat(ex.getAction()).contains("'pusher.apps.my-shop.host'"));
	}

	private static void check(StandardEnvironment environment) {
		new PropertyNameCheck(environment).postProcessBeanFactory(new DefaultListableBeanFactory());
	}

	private static List<PropertySource<?>> spellings(String app, String option, String value) {
		String name = PusherApps.property(app, option);
		String kebab = name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
		String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
		String divided = kebab.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
		return Stream
			.<PropertySource<?>>of(file(name, value), file(kebab, value), file(kebab.replace('-', '_'), value),
					variables(variable, value), variables(divided, value))
			.filter((source) -> LIKE_A_PROPERTY.stream()
				.noneMatch((known) -> source.containsProperty(known)
						|| source.containsProperty(known.replace("PUSHER", "PUSHER_APPS_ORDERS"))))
			.toList();
	}

	private static PropertySource<?> file(String name, String value) {
		return new MapPropertySource("file", Map.of(name, value));
	}

	private static PropertySource<?> variables(String name, String value) {
		return new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				Map.of(name, value));
	}

	private static StandardEnvironment environment(PropertySource<?> source) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		environment.getPropertySources().addFirst(source);
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

	/**
	 * An option that works.
	 *
	 * @param name its name
	 * @param value a value that is not the default
	 * @param property returns what became of it
	 */
	record Option(String name, String value, Function<PusherProperties, Object> property) {

		@Override
		public String toString() {
			return this.name;
		}

	}

}
