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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.http.AuthTransport;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherApps}.
 */
class PusherAppsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false");

	private final ApplicationContextRunner threeApps = this.contextRunner.withPropertyValues("pusher.key=main-key",
			"pusher.apps.orders.key=orders-key", "pusher.apps.prices.key=prices-key");

	@Test
	void namesAreInTheOrderOfTheConfiguration() {
		Map<String, Object> properties = new LinkedHashMap<>();
		for (String name : new String[] { "zebra", "ant", "mouse", "cow", "bee", "yak", "dog" }) {
			properties.put("pusher.apps." + name + ".key", "key");
		}
		MockEnvironment environment = new MockEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		assertThat(PusherApps.of(environment).getNames()).containsExactly("zebra", "ant", "mouse", "cow", "bee", "yak",
				"dog");
	}

	@Test
	void profileOverridesAnApp() {
		ApplicationContextRunner runner = this.contextRunner
			.withPropertyValues("spring.config.location=classpath:listeners/profiles.yml")
			.withInitializer(new ConfigDataApplicationContextInitializer());
		runner.run((context) -> assertThat(context.getBean(PusherOptions.class).key()).isEqualTo("key"));
		runner.withPropertyValues("spring.profiles.active=production").run((context) -> {
			PusherOptions options = SeveralAppsTests.part(context, PusherOptions.class, "my-orders");
			assertThat(options.key()).isEqualTo("production-key");
			assertThat(options.connection().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
			assertThat(options.connection().pongTimeout()).isEqualTo(Duration.ofSeconds(9));
		});
	}

	@Test
	void appInheritsWhatItDoesNotSet() {
		this.threeApps
			.withPropertyValues("pusher.cluster=eu", "pusher.pong-timeout=7s", "pusher.headers.X-A=a",
					"pusher.headers.X-B=b", "pusher.listener.overflow=drop-oldest", "pusher.listener.concurrency=3",
					"pusher.apps.orders.cluster=us2", "pusher.apps.orders.headers.X-B=own",
					"pusher.apps.orders.listener.queue-capacity=5")
			.run((context) -> {
				PusherOptions orders = SeveralAppsTests.part(context, PusherOptions.class, "orders");
				assertThat(orders.server().webSocketHost()).isEqualTo("ws-us2.pusher.com");
				assertThat(orders.connection().pongTimeout()).isEqualTo(Duration.ofSeconds(7));
				assertThat(orders.handshake().headers()).isEqualTo(Map.of("X-A", "a", "X-B", "own"));
				assertThat(SeveralAppsTests.part(context, PusherOptions.class, "prices").server().webSocketHost())
					.isEqualTo("ws-eu.pusher.com");
				assertThat(context.getBean(PusherOptions.class).handshake().headers()).containsEntry("X-B", "b");
				assertThat(SeveralAppsTests.part(context, EventDelivery.class, "orders")).extracting("settings")
					.isEqualTo(new DeliverySettings(3, 5, OverflowPolicy.DROP_OLDEST, Duration.ofSeconds(30)));
			});
	}

	@Test
	void whatMakesAnAppItselfIsNotInherited() {
		MockEnvironment environment = new MockEnvironment().withProperty("pusher.key", "main")
			.withProperty("pusher.secret", "main-secret")
			.withProperty("pusher.encryption-master-key", "main-master-key")
			.withProperty("pusher.channels", "a,b")
			.withProperty("pusher.embedded.port", "4711")
			.withProperty("pusher.auth.transport", "jsonp")
			.withProperty("pusher.apps.orders.channels", "c");
		PusherProperties orders = PusherApps.of(environment).bind("orders", new PusherProperties());
		assertThat(orders.getKey()).isNull();
		assertThat(orders.getSecret()).isNull();
		assertThat(orders.getEncryptionMasterKey()).isNull();
		assertThat(orders.getChannels()).containsExactly("c");
		assertThat(orders.getEmbedded().getPort()).isZero();
		assertThat(orders.getApps()).isEmpty();
		assertThat(orders.getAuth().getTransport()).isEqualTo(AuthTransport.JSONP);
	}

	@Test
	void environmentVariablesConfigureAnApp() {
		this.contextRunner
			.withInitializer(environmentVariables("PUSHER_APPS_ORDERS_KEY=orders-key",
					"PUSHER_APPS_ORDERS_CONNECTTIMEOUT=3s", "PUSHER_PONGTIMEOUT=4s"))
			.run((context) -> {
				PusherOptions options = SeveralAppsTests.part(context, PusherOptions.class, "orders");
				assertThat(options.key()).isEqualTo("orders-key");
				assertThat(options.connection().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
				assertThat(options.connection().pongTimeout()).isEqualTo(Duration.ofSeconds(4));
			});
	}

	@Test
	void environmentVariableOverridesAnAppWithADashOrACapitalInItsName() {
		this.contextRunner.withPropertyValues("pusher.apps.my-shop.key=file", "pusher.apps.myBank.key=file")
			.withInitializer(environmentVariables("PUSHER_APPS_MYSHOP_KEY=shop", "PUSHER_APPS_MYBANK_KEY=bank"))
			.run((context) -> {
				assertThat(PusherApps.of(context.getEnvironment()).getNames()).isEqualTo(Set.of("my-shop", "myBank"));
				assertThat(SeveralAppsTests.part(context, PusherOptions.class, "my-shop").key()).isEqualTo("shop");
				assertThat(SeveralAppsTests.part(context, PusherOptions.class, "myBank").key()).isEqualTo("bank");
			});
	}

	@Test
	void nameInBracketsMayHoldAnything() {
		this.contextRunner.withPropertyValues("pusher.apps[shop.eu].key=eu-key")
			.run((context) -> assertThat(SeveralAppsTests.part(context, PusherOptions.class, "shop.eu").key())
				.isEqualTo("eu-key"));
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> environmentVariables(
			String... variables) {
		return (context) -> TestPropertyValues.of(variables)
			.applyTo(context.getEnvironment(), TestPropertyValues.Type.SYSTEM_ENVIRONMENT);
	}

}
