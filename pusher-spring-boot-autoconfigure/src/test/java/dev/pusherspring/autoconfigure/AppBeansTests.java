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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.LocalUser;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AppBeans}.
 */
class AppBeansTests {

	private final ApplicationContextRunner twoApps = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false", "pusher.key=main-key", "pusher.apps.orders.key=orders-key");

	@Test
	void authorizerThatAuthenticatesAsWellDoesNotCompeteWithTheAuthenticator() {
		this.twoApps.withUserConfiguration(SigningAndAuthenticating.class).run((context) -> {
			assertThat(context).hasNotFailed();
			PusherAuthorizers authorizers = context.getBean(PusherAuthorizers.class);
			assertThat(authorizers.channelAuthorizer()).isInstanceOf(SigningAuthorizer.class);
			assertThat(authorizers.userAuthenticator()).isSameAs(context.getBean("authenticator"));
		});
	}

	@Test
	void severalAuthenticatorsOfWhichNoneIsPrimary() {
		this.twoApps.withUserConfiguration(TwoAuthenticators.class).run((context) -> {
			FailureAnalysis analysis = SeveralAppsFailureTests.analyze(context);
			assertThat(analysis.getDescription()).contains("2 candidate beans of type UserAuthenticator", "'first'",
					"'second'");
			assertThat(analysis.getAction()).contains("@Primary", "@Qualifier(\"pusher\")");
		});
	}

	@Test
	void primaryAuthenticatorIsChosen() {
		this.twoApps.withUserConfiguration(TwoAuthenticators.class, PrimaryAuthenticator.class)
			.run((context) -> assertThat(context.getBean(PusherAuthorizers.class).userAuthenticator())
				.isSameAs(context.getBean("third")));
	}

	@Test
	void qualifiedAuthorizerServesItsAppAndTheOtherAllOthers() {
		this.twoApps.withPropertyValues("pusher.apps.prices.key=prices-key")
			.withUserConfiguration(QualifiedAuthorizers.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(authorization(context, "orders")).isEqualTo("orders:1");
				assertThat(authorization(context, "prices")).isEqualTo("any:1");
				assertThat(authorization(context, "pusher")).isEqualTo("any:1");
			});
	}

	private static String authorization(AssertableApplicationContext context, String app) {
		PusherAuthorizers authorizers = app.equals("pusher") ? context.getBean(PusherAuthorizers.class)
				: SeveralAppsTests.part(context, PusherAuthorizers.class, app);
		return authorizers.channelAuthorizer().authorize("private-a", "1.1").auth();
	}

	@Configuration(proxyBeanMethods = false)
	static class SigningAndAuthenticating {

		@Bean
		ChannelAuthorizer signing() {
			return SigningAuthorizer.builder("main-key", "secret")
				.users((socketId, channel) -> new LocalUser("1", null))
				.build();
		}

		@Bean
		UserAuthenticator authenticator() {
			return (socketId) -> new UserAuthentication("a", "{}");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoAuthenticators {

		@Bean
		UserAuthenticator first() {
			return (socketId) -> new UserAuthentication("a", "{}");
		}

		@Bean
		UserAuthenticator second() {
			return (socketId) -> new UserAuthentication("b", "{}");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrimaryAuthenticator {

		@Bean
		@Primary
		UserAuthenticator third() {
			return (socketId) -> new UserAuthentication("c", "{}");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class QualifiedAuthorizers {

		@Bean
		@Qualifier("orders")
		ChannelAuthorizer forOrders() {
			return (channel, socketId) -> new ChannelAuthorization("orders:1");
		}

		@Bean
		ChannelAuthorizer forAll() {
			return (channel, socketId) -> new ChannelAuthorization("any:1");
		}

	}

}
