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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.EventDelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for apps under {@code pusher.apps}.
 */
class SeveralAppsTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				EmbeddedPusherAppsAutoConfiguration.class, JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false");

	private final ApplicationContextRunner threeApps = this.contextRunner.withPropertyValues("pusher.key=main-key",
			"pusher.apps.orders.key=orders-key", "pusher.apps.prices.key=prices-key");

	@Test
	void eachAppHasAClientAndADeliveryOfItsOwn() {
		this.threeApps.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(PusherClient.class).values()).extracting(PusherClient::getName)
				.containsExactlyInAnyOrder("pusher", "orders", "prices");
			assertThat(context.getBeansOfType(EventDelivery.class).values()).extracting(EventDelivery::getApp)
				.containsExactlyInAnyOrder("pusher", "orders", "prices");
			assertThat(context.getBeansOfType(PusherOptions.class).values()).extracting(PusherOptions::key)
				.containsExactlyInAnyOrder("main-key", "orders-key", "prices-key");
			assertThat(context.getBeansOfType(PusherClientLifecycle.class)).hasSize(3);
		});
	}

	@Test
	void clientsAreInjectedByQualifierAndTheDefaultOneWithout() {
		this.threeApps.withUserConfiguration(Injected.class).run((context) -> {
			Injected injected = context.getBean(Injected.class);
			assertThat(injected.main.getName()).isEqualTo("pusher");
			assertThat(injected.mainByName.getName()).isEqualTo("pusher");
			assertThat(injected.orders.getName()).isEqualTo("orders");
			assertThat(injected.all).hasSize(3);
			assertThat(context.getBean("pusher.client")).isSameAs(context.getBean(PusherClient.class));
		});
	}

	@Test
	void withoutAKeyThereIsNoDefaultAppAndTheOnlyOtherIsInjectedWithoutQualifier() {
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=orders-key").run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(PusherClient.class).doesNotHaveBean("pusher.client");
			assertThat(context.getBean(PusherClient.class).getName()).isEqualTo("orders");
		});
	}

	@Test
	void severalAppsWithoutADefaultOneMustBeQualified() {
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=a", "pusher.apps.prices.key=b", "pusher.key=")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeansOfType(PusherClient.class)).hasSize(2);
				assertThat(context.getBeanProvider(PusherClient.class).getIfUnique()).isNull();
				assertThat(failure(() -> context.getBean(PusherClient.class)))
					.isInstanceOf(NoUniqueBeanDefinitionException.class);
			});
	}

	@Test
	void beansOfTheApplicationMayBearTheNamesOfApps() {
		this.threeApps.withBean("orders", String.class, () -> "mine")
			.withBean("prices", Integer.class, () -> 1)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean("orders")).isEqualTo("mine");
				assertThat(client(context, "orders").getName()).isEqualTo("orders");
			});
	}

	@Test
	void disabledAppHasNoClientAndItsListenersStaySilent() {
		this.threeApps.withPropertyValues("pusher.apps.orders.enabled=false")
			.withUserConfiguration(OrdersListener.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeansOfType(PusherClient.class)).hasSize(2);
				assertThat(context.getBean(PusherListenerRegistry.class).getListeners()).singleElement()
					.satisfies((listener) -> assertThat(listener.isRunning()).isFalse());
			});
	}

	@Test
	void channelsOfAListenerAreThoseOfItsApp() {
		this.threeApps.withUserConfiguration(Listeners.class).run((context) -> {
			assertThat(channels(context, "pusher")).containsExactlyInAnyOrder("main", "all");
			assertThat(channels(context, "orders")).containsExactlyInAnyOrder("orders", "all");
			assertThat(channels(context, "prices")).containsExactlyInAnyOrder("all");
			PusherListenerRegistry registry = context.getBean(PusherListenerRegistry.class);
			registry.stop("all");
			assertThat(channels(context, "prices")).isEmpty();
			assertThat(channels(context, "orders")).containsExactly("orders");
			registry.start("all");
			assertThat(channels(context, "prices")).containsExactly("all");
		});
	}

	@Test
	void optionsCustomizersKnowTheAppAndAQualifiedOneServesItsAppOnly() {
		this.threeApps.withUserConfiguration(Customizers.class).run((context) -> {
			assertThat(context.getBean(PusherOptions.class).handshake().origin()).isEqualTo("https://pusher");
			assertThat(part(context, PusherOptions.class, "orders").handshake().origin()).isEqualTo("https://orders");
			assertThat(part(context, PusherOptions.class, "orders").server().path()).isEqualTo("/only-orders");
			assertThat(part(context, PusherOptions.class, "prices").server().path()).isEmpty();
			assertThat(context.getBean(PusherOptions.class).server().path()).isEmpty();
		});
	}

	@Test
	void qualifiedConnectionDetailsAreForTheirApp() {
		this.threeApps.withUserConfiguration(OrdersDetails.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(part(context, PusherOptions.class, "orders").server().webSocketHost()).isEqualTo("orders.local");
			assertThat(context.getBean(PusherOptions.class).key()).isEqualTo("main-key");
			assertThat(part(context, PusherOptions.class, "prices").key()).isEqualTo("prices-key");
		});
	}

	@Test
	void clientOfTheApplicationReplacesTheDefaultOneOnly() {
		PusherClient own = PusherAutoConfigurationTests.client();
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=orders-key")
			.withBean("own", PusherClient.class, () -> own)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(PusherClient.class)).isSameAs(own);
				assertThat(client(context, "orders").getName()).isEqualTo("orders");
			});
	}

	@Test
	void embeddedServersServeOneAppEach() {
		this.threeApps
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.apps.prices.embedded.enabled=false",
					"pusher.apps.prices.secret=s")
			.run((context) -> {
				assertThat(context.getBeansOfType(EmbeddedPusherServer.class)).hasSize(2);
				EmbeddedPusherServer server = part(context, EmbeddedPusherServer.class, "orders");
				assertThat(server.getKey()).isEqualTo("orders-key");
				assertThat(server.getPort()).isNotEqualTo(context.getBean(EmbeddedPusherServer.class).getPort());
				assertThat(part(context, PusherOptions.class, "orders").server().port()).isEqualTo(server.getPort());
				assertThat(part(context, PusherOptions.class, "prices").server().webSocketHost())
					.isEqualTo("ws-mt1.pusher.com");
			});
	}

	@Test
	void embeddedServerOfTheOnlyAppIsTheOnlyServer() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.apps.orders.key=orders-key",
					"pusher.auto-startup=true", "pusher.fail-fast=true")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(EmbeddedPusherServer.class);
				assertThat(context.getBean(EmbeddedPusherServer.class).getConnections()).hasSize(1);
			});
	}

	@Test
	void embeddedServerThatIsNotOnTheClasspathIsMissedByAnApp() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(EmbeddedPusherServer.class))
			.withPropertyValues("pusher.apps.orders.key=orders-key", "pusher.apps.orders.embedded.enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("the embedded server is not on the classpath"));
	}

	private static Throwable failure(Runnable task) {
		return catchThrowable(task::run);
	}

	static <T> T part(ApplicationContext context, Class<T> type, String app) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, app);
	}

	static PusherClient client(ApplicationContext context, String app) {
		return part(context, PusherClient.class, app);
	}

	private static List<String> channels(ApplicationContext context, String app) {
		return client(context, app).getChannels().stream().map((channel) -> channel.getName()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Autowired
		PusherClient main;

		@Autowired
		@Qualifier("pusher")
		PusherClient mainByName;

		@Autowired
		@Qualifier("orders")
		PusherClient orders;

		@Autowired
		List<PusherClient> all;

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersListener {

		@PusherListener(app = "orders", channels = "orders")
		void onOrder(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@PusherListener(channels = "main")
		void onMain(String text) {
		}

		@PusherListener(app = "${orders.app:orders}", channels = "orders")
		void onOrder(String text) {
		}

		@PusherListener(app = "*", channels = "all", id = "all")
		void onAnything(String text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		PusherOptionsCustomizer origin() {
			return (builder) -> builder.handshake((handshake) -> handshake.withOrigin("https://" + builder.getName()));
		}

		@Bean
		@Qualifier("orders")
		PusherOptionsCustomizer path() {
			return (builder) -> builder.server((server) -> server.withPath("/only-orders"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OrdersDetails {

		@Bean
		@Qualifier("orders")
		PusherConnectionDetails details() {
			return new PusherConnectionDetails() {

				@Override
				public String getKey() {
					return "container-key";
				}

				@Override
				public String getHost() {
					return "orders.local";
				}

			};
		}

	}

}
