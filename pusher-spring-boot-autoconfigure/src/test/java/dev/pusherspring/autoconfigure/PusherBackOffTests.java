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
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for which beans of the auto-configurations give way to those of the application,
 * and for the callbacks that change what they do not replace.
 */
class PusherBackOffTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class));

	private final ApplicationContextRunner offline = this.contextRunner.withPropertyValues("pusher.key=my-key",
			"pusher.auto-startup=false");

	@Test
	void whenHasConnectionDetailsBeanDoesNotDefineItsOwn() {
		PusherConnectionDetails details = () -> "key-of-the-bean";
		this.offline.withBean("ownDetails", PusherConnectionDetails.class, () -> details).run((context) -> {
			assertThat(context).hasSingleBean(PusherConnectionDetails.class);
			assertThat(context.getBean(PusherOptions.class).key()).isEqualTo("key-of-the-bean");
		});
	}

	@Test
	void whenHasConnectionDetailsBeanTheEmbeddedServerIsNotConnectedTo() {
		PusherConnectionDetails details = () -> "key-of-the-bean";
		this.offline.withPropertyValues("pusher.embedded.enabled=true")
			.withBean("ownDetails", PusherConnectionDetails.class, () -> details)
			.run((context) -> assertThat(context).hasSingleBean(PusherConnectionDetails.class)
				.getBean(PusherConnectionDetails.class)
				.isSameAs(details));
	}

	@Test
	void whenHasOptionsBeanDoesNotDefineItsOwn() {
		PusherOptions options = PusherOptions.builder("own-key").build();
		this.offline.withBean("ownOptions", PusherOptions.class, () -> options)
			.run((context) -> assertThat(context).hasSingleBean(PusherOptions.class)
				.getBean(PusherOptions.class)
				.isSameAs(options));
	}

	@Test
	void whenHasClientBeanDoesNotDefineItsOwn() {
		PusherClient client = PusherAutoConfigurationTests.client();
		this.offline.withBean("ownClient", PusherClient.class, () -> client)
			.run((context) -> assertThat(context).hasSingleBean(PusherClient.class)
				.doesNotHaveBean(PusherOptions.class)
				.getBean(PusherClient.class)
				.isSameAs(client));
	}

	@Test
	void whenHasEmbeddedServerBeanDoesNotDefineItsOwnAndConnectsToThatOne() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("key-of-the-bean").build()) {
			server.start();
			this.offline.withPropertyValues("pusher.embedded.enabled=true")
				.withBean("ownServer", EmbeddedPusherServer.class, () -> server)
				.run((context) -> {
					assertThat(context).hasSingleBean(EmbeddedPusherServer.class);
					PusherOptions options = context.getBean(PusherOptions.class);
					assertThat(options.key()).isEqualTo("key-of-the-bean");
					assertThat(options.server().port()).isEqualTo(server.getPort());
				});
		}
	}

	@Test
	void whenHasListenerRegistryBeanDoesNotDefineItsOwn() {
		this.offline.withUserConfiguration(OwnRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(PusherListenerRegistry.class).hasBean("ownRegistry"));
	}

	@Test
	void whenHasApplicationEventListenersBeanDoesNotDefineItsOwn() {
		this.offline.withUserConfiguration(OwnApplicationEventListeners.class)
			.run((context) -> assertThat(context).hasSingleBean(ApplicationEventListeners.class)
				.hasBean("ownListeners"));
	}

	@Test
	void whenHasAuthorizerBeansTheseReplaceTheEndpoints() {
		List<String> asked = new CopyOnWriteArrayList<>();
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.channels=private-orders",
					"pusher.user-auth.auto-signin=true")
			.withBean(ChannelAuthorizer.class, () -> (channel, socketId) -> {
				asked.add(channel);
				throw new AuthorizationException("Refused by the bean");
			})
			.withBean(UserAuthenticator.class, () -> (socketId) -> {
				asked.add("user");
				throw new AuthorizationException("Refused by the bean");
			})
			.run((context) -> Awaitility.await()
				.untilAsserted(() -> assertThat(asked).contains("private-orders", "user")));
	}

	@Test
	void whenPusherIsDisabledNeitherClientNorEmbeddedServerIsDefined() {
		this.contextRunner.withPropertyValues("pusher.enabled=false", "pusher.embedded.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PusherClient.class)
				.doesNotHaveBean(EmbeddedPusherServer.class));
	}

	@Test
	void whenTheEmbeddedServerIsNotEnabledItIsNotDefined() {
		this.offline.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedPusherServer.class));
	}

	@Test
	void whenTheEmbeddedServerIsNotOnTheClasspathTheClientIsDefinedAllTheSame() {
		this.offline.withClassLoader(new FilteredClassLoader(EmbeddedPusherServer.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(PusherClient.class));
	}

	@Test
	void clientCustomizersAreAppliedInOrderAfterEverythingElse() {
		this.offline.withUserConfiguration(ClientCustomizers.class).run((context) -> {
			assertThat(context.getBean(PusherClient.class).getName()).isEqualTo("from the second");
			assertThat(context.getBean(ClientCustomizers.class).calls).containsExactly("first", "second");
		});
	}

	@Test
	void clientCustomizerAddsAListener() {
		this.offline.withUserConfiguration(ClientCustomizers.class)
			.run((context) -> assertThat(context.getBean(ClientCustomizers.class).initialized)
				.containsExactly(context.getBean(PusherClient.class)));
	}

	@Test
	void whenHasClientBeanClientCustomizersAreNotApplied() {
		this.offline.withUserConfiguration(ClientCustomizers.class)
			.withBean("ownClient", PusherClient.class, PusherAutoConfigurationTests::client)
			.run((context) -> assertThat(callsIn(context)).isEmpty());
	}

	private static List<String> callsIn(ApplicationContext context) {
		return context.getBean(ClientCustomizers.class).calls;
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRegistry {

		@Bean
		PusherListenerRegistry ownRegistry() {
			return new PusherListenerRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnApplicationEventListeners {

		@Bean
		ApplicationEventListeners ownListeners(ApplicationContext context) {
			return new ApplicationEventListeners(context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientCustomizers {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		private final List<PusherClient> initialized = new CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		PusherClientCustomizer second() {
			return (builder) -> {
				this.calls.add("second");
				builder.name("from the second");
			};
		}

		@Bean
		@Order(1)
		PusherClientCustomizer first() {
			return (builder) -> {
				this.calls.add("first");
				builder.name("from the first").listener(new PusherClientListener() {

					@Override
					public void initialized(PusherClient client) {
						ClientCustomizers.this.initialized.add(client);
					}

				});
			};
		}

	}

}
