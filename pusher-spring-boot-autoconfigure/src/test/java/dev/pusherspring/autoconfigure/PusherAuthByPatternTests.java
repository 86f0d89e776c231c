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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.DelegatingChannelAuthorizer;
import dev.pusherspring.client.auth.SelectiveChannelAuthorizer;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.auth.http.HttpChannelAuthorizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for authorizers and endpoints that are for some of the channels, and for
 * endpoints that are asked for several channels at a time.
 */
class PusherAuthByPatternTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false", "pusher.key=my-key");

	private final ApplicationContextRunner endpoints = this.contextRunner.withPropertyValues(
			"pusher.auth.endpoints[0].channels=private-orders-*, presence-desk",
			"pusher.auth.endpoints[0].endpoint=http://orders.test/auth", "pusher.auth.endpoints[0].headers.X-Tenant=17",
			"pusher.auth.endpoints[0].timeout=20s", "pusher.auth.endpoints[1].channels[0]=private-*",
			"pusher.auth.endpoints[1].endpoint=http://rest.test/auth");

	@Test
	void firstEndpointWithAMatchingPatternIsForAChannel() {
		this.endpoints.run((context) -> {
			assertThat(authorizer(context, "private-orders-1")).hasToString(
					"HttpChannelAuthorizer[HttpAuthSettings[endpoint=http://orders.test/auth, transport=AJAX, params=[], "
							+ "headers=[X-Tenant], timeout=PT20S, maxResponseSize=65536B, "
							+ "batchLimits=BatchLimits[maxSize=1, maxWait=PT0S]]]");
			assertThat(authorizer(context, "presence-desk")).isSameAs(authorizer(context, "private-orders-1"));
			assertThat(authorizer(context, "private-chat")).asString().contains("http://rest.test/auth");
			assertThat(authorizer(context, "presence-chat")).isNull();
			assertThat(context.getBean(PusherOptions.class).subscription().authorizationTimeout())
				.isEqualTo(Duration.ofSeconds(60));
		});
	}

	@Test
	void mainEndpointOrSecretIsForAllOtherChannels() {
		this.endpoints.withPropertyValues("pusher.auth.endpoint=http://main.test/auth")
			.run((context) -> assertThat(authorizer(context, "presence-chat")).asString()
				.contains("http://main.test/auth"));
		this.endpoints.withPropertyValues("pusher.secret=my-secret").run((context) -> {
			assertThat(authorizer(context, "presence-chat")).isInstanceOf(SigningAuthorizer.class);
			assertThat(authorizer(context, "private-chat")).isInstanceOf(HttpChannelAuthorizer.class);
		});
	}

	@Test
	void channelThatNoEndpointIsForIsRefusedAtTheStart() {
		this.endpoints.withPropertyValues("pusher.channels=private-orders-1,presence-chat").run((context) -> {
			FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
			assertThat(analysis.getDescription()).contains("'presence-chat'", "requires authorization");
		});
		this.endpoints
			.withPropertyValues("pusher.secret=my-secret", "pusher.channels=presence-desk,private-x,presence-chat")
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'presence-chat'", "no user is configured for this application"));
		this.endpoints.withPropertyValues("pusher.secret=my-secret", "pusher.channels=presence-desk")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void anAppInheritsTheEndpointsOrHasItsOwn() {
		this.endpoints
			.withPropertyValues("pusher.apps.shop.key=shop-key", "pusher.apps.desk.key=desk-key",
					"pusher.apps.desk.auth.endpoints[0].channels=private-desk",
					"pusher.apps.desk.auth.endpoints[0].endpoint=http://desk.test/auth")
			.run((context) -> {
				PusherAuthorizers shop = SeveralAppsTests.part(context, PusherAuthorizers.class, "shop");
				assertThat(shop.authorizerOf("private-orders-1")).asString().contains("http://orders.test/auth");
				PusherAuthorizers desk = SeveralAppsTests.part(context, PusherAuthorizers.class, "desk");
				assertThat(desk.authorizerOf("private-desk")).asString().contains("http://desk.test/auth");
				assertThat(desk.authorizerOf("private-orders-1")).isNull();
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			endpoint=                 | auth.endpoints[1].endpoint | it must be set
			endpoint=/auth            | auth.endpoints[1].endpoint | absolute http or https URL
			channels=orders-*         | auth.endpoints[1].channels | 'orders-*' matches no channel
			channels=                 | auth.endpoints[1].channels | must not be empty
			timeout=0s                | auth.endpoints[1]          | 'timeout' must be more than zero
			batch.max-size=501        | auth.endpoints[1].batch    | from 1 to 500 but is 501
			batch.max-wait=2m         | auth.endpoints[1].batch    | one minute
			transport=jsonp           | auth.endpoints[1]          | 'jsonp' transport
			""")
	void valueThatCanNeverWorkIsRefusedByName(String value, String property, String reason) {
		String name = value.substring(0, value.indexOf('='));
		this.contextRunner.withPropertyValues("pusher.auth.endpoints[0].channels=private-a",
				"pusher.auth.endpoints[0].endpoint=http://a.test/auth", "pusher.auth.endpoints[1].batch.enabled=true",
				name.equals("channels") ? "x=y" : "pusher.auth.endpoints[1].channels=private-b",
				name.equals("endpoint") ? "x=y" : "pusher.auth.endpoints[1].endpoint=http://b.test/auth",
				"pusher.auth.endpoints[1]." + value)
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'pusher." + property + "'", reason));
	}

	@Test
	void batchesAreOffUnlessTheyAreWanted() {
		this.contextRunner.withPropertyValues("pusher.auth.endpoint=http://main.test/auth")
			.run((context) -> assertThat(limits(context, "private-a")).isEqualTo(BatchLimits.none()));
		this.endpoints
			.withPropertyValues("pusher.auth.endpoint=http://main.test/auth", "pusher.auth.batch.enabled=true",
					"pusher.auth.endpoints[1].batch.enabled=true", "pusher.auth.endpoints[1].batch.max-size=7",
					"pusher.auth.endpoints[1].batch.max-wait=50ms")
			.run((context) -> {
				assertThat(limits(context, "presence-a")).isEqualTo(BatchLimits.defaults());
				assertThat(limits(context, "private-a")).isEqualTo(new BatchLimits(7, Duration.ofMillis(50)));
				assertThat(limits(context, "private-orders-1")).isEqualTo(BatchLimits.none());
			});
	}

	@Test
	void selectiveBeansGoFirstInTheirOrderAndThePropertiesAreForTheRest() {
		this.endpoints.withUserConfiguration(SelectiveAuthorizers.class).run((context) -> {
			assertThat(auth(context, "private-orders-1")).isEqualTo("key:vip");
			assertThat(auth(context, "private-orders-2")).isEqualTo("key:orders");
			assertThat(authorizer(context, "private-chat")).asString().contains("http://rest.test/auth");
		});
	}

	@Test
	void beanForAllChannelsTakesThePlaceOfTheProperties() {
		this.endpoints.withUserConfiguration(SelectiveAuthorizers.class, Other.class).run((context) -> {
			assertThat(auth(context, "private-orders-2")).isEqualTo("key:orders");
			assertThat(auth(context, "private-chat")).isEqualTo("key:other");
		});
	}

	@Test
	void twoBeansForAllChannelsAreRefused() {
		this.contextRunner.withUserConfiguration(SelectiveAuthorizers.class, Other.class)
			.withBean("another", ChannelAuthorizer.class, () -> named("another"))
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'other'", "'another'"));
	}

	private static @Nullable ChannelAuthorizer authorizer(ApplicationContext context, String channel) {
		return context.getBean(PusherAuthorizers.class).authorizerOf(channel);
	}

	private static String auth(ApplicationContext context, String channel) {
		return authorizer(context, channel).authorize(channel, "1.1").auth();
	}

	private static BatchLimits limits(ApplicationContext context, String channel) {
		return ((HttpChannelAuthorizer) authorizer(context, channel)).getBatchLimits();
	}

	private static ChannelAuthorizer named(String name) {
		return (channelName, socketId) -> new ChannelAuthorization("key:" + name);
	}

	@Configuration(proxyBeanMethods = false)
	static class SelectiveAuthorizers {

		@Bean
		@Order(2)
		SelectiveChannelAuthorizer orders() {
			return DelegatingChannelAuthorizer.builder().add(named("orders"), "private-orders-*").build();
		}

		@Bean
		@Order(1)
		SelectiveChannelAuthorizer vip() {
			return DelegatingChannelAuthorizer.builder().add(named("vip"), "private-orders-1").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

		@Bean
		ChannelAuthorizer other() {
			return named("other");
		}

	}

}
