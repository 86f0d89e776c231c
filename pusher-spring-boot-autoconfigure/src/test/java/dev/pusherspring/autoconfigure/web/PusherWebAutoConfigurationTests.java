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

package dev.pusherspring.autoconfigure.web;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;

import dev.pusherspring.access.AccessDecision;
import dev.pusherspring.access.ChannelAccessPolicy;
import dev.pusherspring.access.UserDataProvider;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.web.reactive.PusherWebFluxAutoConfiguration;
import dev.pusherspring.signature.Signer;
import dev.pusherspring.web.WebhookEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which endpoints there are, and for what makes the start fail.
 */
class PusherWebAutoConfigurationTests {

	private static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(PusherAutoConfiguration.class,
			PusherAccessAutoConfiguration.class, PusherWebhookAutoConfiguration.class,
			PusherWebFluxAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AUTO_CONFIGURATIONS)
		.withPropertyValues("pusher.auto-startup=false", "pusher.key=app-key", "pusher.secret=app-secret");

	@Test
	void thereIsNothingUnlessItIsAskedFor() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(RouterFunction.class)
			.doesNotHaveBean(AuthorizationEndpoints.class)
			.doesNotHaveBean(WebhookEndpoint.class));
	}

	@Test
	void policyBringsItsEndpointOnly() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(AuthorizationEndpoints.class)
				.hasBean("pusherChannelAuthorizationEndpoints")
				.hasSingleBean(RouterFunction.class));
	}

	@Test
	void providerOfUsersBringsItsEndpointOnly() {
		this.runner.withUserConfiguration(UserConfiguration.class)
			.run((context) -> assertThat(context).hasSingleBean(AuthorizationEndpoints.class)
				.hasBean("pusherUserAuthorizationEndpoints"));
	}

	@Test
	void pathBringsWebhooks() {
		this.runner.withPropertyValues("pusher.web.webhook.path=/hooks")
			.run((context) -> assertThat(context).hasSingleBean(WebhookEndpoint.class)
				.hasSingleBean(RouterFunction.class)
				.doesNotHaveBean(AuthorizationEndpoints.class));
	}

	@Test
	void applicationWithoutAWebServerHasNoEndpoints() {
		new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withPropertyValues("pusher.auto-startup=false", "pusher.key=app-key", "pusher.secret=app-secret",
					"pusher.web.webhook.path=/hooks")
			.withUserConfiguration(PolicyConfiguration.class, UserConfiguration.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AuthorizationEndpoints.class)
				.doesNotHaveBean(WebhookEndpoint.class));
	}

	@Test
	void applicationMayDoWithoutSpringWebFlux() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withClassLoader(new FilteredClassLoader(DispatcherHandler.class))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void disabledClientHasNoEndpoints() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withPropertyValues("pusher.enabled=false", "pusher.web.webhook.path=/hooks")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(RouterFunction.class)
				.doesNotHaveBean(AuthorizationEndpoints.class)
				.doesNotHaveBean(WebhookEndpoint.class));
	}

	@Test
	void policyWithoutASecretIsAMistake() {
		this.runner.withUserConfiguration(PolicyConfiguration.class)
			.withPropertyValues("pusher.secret=")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(PusherConfigurationException.class)
				.hasStackTraceContaining("There is a ChannelAccessPolicy for app 'pusher'"));
	}

	@Test
	void policyOfAnotherAppNeedsNoSecretHere() {
		this.runner.withUserConfiguration(OrdersConfiguration.class)
			.withPropertyValues("pusher.secret=", "pusher.apps.orders.key=orders-key",
					"pusher.apps.orders.secret=orders-secret")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RouterFunction.class));
	}

	@Test
	void policyOfNoAppServesNothing() {
		this.runner.withUserConfiguration(OrdersConfiguration.class)
			.withPropertyValues("pusher.apps.orders.key=orders-key", "pusher.apps.orders.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			pusher.secret=                      | no app has a secret
			pusher.previous-key=old             | Only one of 'pusher.previous-key' and 'pusher.previous-secret' is set
			pusher.previous-secret=s3cr3t       | Only one of 'pusher.previous-key' and 'pusher.previous-secret' is set
			pusher.web.webhook.max-age=0s       | 'pusher.web.webhook.max-age' is invalid
			pusher.web.webhook.max-size=0       | 'pusher.web.webhook.max-size' is invalid
			pusher.web.webhook.max-size=1GB     | 'pusher.web.webhook.max-size' is invalid
			""")
	void webhooksThatCannotBeVerifiedAreAMistake(String property, String problem) {
		this.runner.withPropertyValues("pusher.web.webhook.path=/hooks", property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining(problem)
				.message()
				.doesNotContain("s3cr3t"));
	}

	@ParameterizedTest
	@CsvSource({ "app-secret, 400", "old-secret, 400", "other-secret, 401" })
	void webhooksAreVerifiedWithBothSecretsOfOneKey(String secret, int status) {
		byte[] body = "no webhook, but signed".getBytes(StandardCharsets.UTF_8);
		this.runner
			.withPropertyValues("pusher.web.webhook.path=/hooks", "pusher.previous-key=app-key",
					"pusher.previous-secret=old-secret")
			.run((context) -> assertThat(context.getBean(WebhookEndpoint.class)
				.answer("app-key", new Signer(secret).sign(body), body)
				.status()
				.value()).isEqualTo(status));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher.web.auth.path=", "pusher.web.auth.path=auth", "pusher.web.auth.path=/",
			"pusher.web.user-auth.path=auth", "pusher.web.webhook.path=", "pusher.web.webhook.path=hooks" })
	void pathThatIsNoneIsAMistake(String property) {
		this.runner.withUserConfiguration(PolicyConfiguration.class, UserConfiguration.class)
			.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PusherConfigurationException.class)
				.hasMessageContaining("'" + property.split("=")[0] + "' is invalid"));
	}

	@Test
	void appsWithTheSameKeyCannotBeToldApart() {
		this.runner
			.withPropertyValues("pusher.web.webhook.path=/hooks", "pusher.apps.orders.key=app-key",
					"pusher.apps.orders.secret=orders-secret")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("The apps of webhooks cannot be distinguished")
				.hasStackTraceContaining("'orders'"));
	}

	@Configuration(proxyBeanMethods = false)
	static class PolicyConfiguration {

		@Bean
		ChannelAccessPolicy policy() {
			return (request) -> AccessDecision.grant();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserConfiguration {

		@Bean
		UserDataProvider users() {
			return (request) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersConfiguration {

		@Bean
		@Qualifier("orders")
		ChannelAccessPolicy policy() {
			return (request) -> AccessDecision.grant();
		}

	}

}
