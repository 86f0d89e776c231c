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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application with several apps is told when it cannot start.
 */
class SeveralAppsFailureTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false");

	private final ApplicationContextRunner twoApps = this.contextRunner.withPropertyValues("pusher.key=main-key",
			"pusher.apps.orders.key=orders-key");

	@Test
	void absentKeyOfAnApp() {
		this.contextRunner.withPropertyValues("pusher.key=main-key", "pusher.apps.orders.cluster=eu").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'pusher.apps.orders.key' is not set");
			assertThat(analysis.getAction()).contains("Set 'pusher.apps.orders.key'",
					"'pusher.apps.orders.enabled' to false");
		});
	}

	@Test
	void invalidValueOfAnApp() {
		this.twoApps.withPropertyValues("pusher.apps.orders.port=70000").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'pusher.apps.orders.port'", "70000");
			assertThat(analysis.getAction()).contains("Correct 'pusher.apps.orders.port'", "'pusher.port'");
		});
	}

	@Test
	void malformedValueOfAnApp() {
		this.twoApps.withPropertyValues("pusher.apps.orders.connect-timeout=soon")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.satisfies((ex) -> assertThat(messages(context.getStartupFailure()))
					.contains("pusher.apps.orders.connect-timeout")));
	}

	@Test
	void unknownPropertyOfAnAppIsIgnoredAsEverywhere() {
		this.twoApps.withPropertyValues("pusher.apps.orders.no-such-property=1", "pusher.no-such-property=1")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void appWithTheNameOfTheDefaultOne() {
		this.contextRunner.withPropertyValues("pusher.apps.pusher.key=a")
			.run((context) -> assertThat(analyze(context).getDescription()).contains("'pusher.apps.pusher'",
					"the name of the default app"));
	}

	@Test
	void listenerOfAnUnknownApp() {
		this.twoApps.withUserConfiguration(ListenerOfUnknownApp.class).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("ListenerOfUnknownApp.onOrder", "names app 'ordres'",
					"[pusher, orders]");
			assertThat(analysis.getAction()).contains("Correct 'app'");
		});
	}

	@Test
	void listenerWithoutAnAppWhereThereIsNoDefaultOne() {
		this.contextRunner.withPropertyValues("pusher.apps.a.key=a", "pusher.apps.b.key=b")
			.withUserConfiguration(ListenerOfDefaultApp.class)
			.run((context) -> {
				assertThat(analyze(context).getDescription()).contains("ListenerOfDefaultApp.onOrder",
						"does not name an app, and there is no default app");
				assertThat(analyze(context).getAction()).contains("Set 'app'");
			});
	}

	@Test
	void listenerWithoutAnAppHearsTheOnlyOne() {
		this.contextRunner.withPropertyValues("pusher.apps.a.key=a")
			.withUserConfiguration(ListenerOfDefaultApp.class)
			.run((context) -> assertThat(context.getBean(PusherClient.class).getChannel("orders")).isNotNull());
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-orders", "presence-orders", "private-encrypted-orders" })
	void listenerOfAChannelThatNobodyAuthorizes(String channel) {
		this.twoApps.withPropertyValues("channel=" + channel, "pusher.secret=main-secret")
			.withUserConfiguration(ListenerOfOrders.class)
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("'" + channel + "'", "@PusherListener 'mine'",
						"requires authorization");
				assertThat(analysis.getAction()).contains("'pusher.apps.orders.auth.endpoint'",
						"'pusher.apps.orders.secret'", "ChannelAuthorizer");
			});
	}

	@Test
	void listenerOfAChannelThatNobodyAuthorizesOfTheOnlyApp() {
		this.contextRunner.withPropertyValues("pusher.key=main-key", "orders.app=", "channel=private-orders")
			.withUserConfiguration(ListenerOfOrders.class)
			.run((context) -> assertThat(analyze(context).getAction()).contains("'pusher.auth.endpoint'",
					"'pusher.secret'"));
	}

	@Test
	void listenerOfAChannelThatNobodyAuthorizesMayBeStartedLater() {
		this.twoApps.withPropertyValues("channel=private-orders", "auto=false")
			.withUserConfiguration(ListenerOfOrders.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void listenerOfAChannelThatIsAuthorized() {
		this.twoApps.withPropertyValues("channel=private-orders", "pusher.apps.orders.secret=orders-secret")
			.withUserConfiguration(ListenerOfOrders.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void clientOfTheApplicationKnowsItsAuthorizerItself() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("orders.app=", "channel=private-orders")
			.withBean(PusherClient.class, () -> client)
			.withUserConfiguration(ListenerOfOrders.class)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	private static String messages(Throwable failure) {
		StringBuilder text = new StringBuilder();
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			text.append(ex).append('\n');
		}
		return text.toString();
	}

	static FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, ex) -> {
				// those that need more than the class path
			}))
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("dev.pusherspring"))
			.map((analyzer) -> analyzer.analyze(context.getStartupFailure()))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerOfUnknownApp {

		@PusherListener(app = "ordres", channels = "orders")
		void onOrder(String order) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerOfDefaultApp {

		@PusherListener(channels = "orders")
		void onOrder(String order) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ListenerOfOrders {

		@PusherListener(id = "mine", app = "${orders.app:orders}", channels = { "${channel}", "private-*" },
				autoStartup = "${auto:true}")
		void onOrder(String order) {
		}

	}

}
