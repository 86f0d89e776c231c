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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class, HttpClientAutoConfiguration.class, RestClientAutoConfiguration.class,
				TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class));

	private final ApplicationContextRunner offline = this.contextRunner.withPropertyValues("pusher.key=my-key",
			"pusher.auto-startup=false");

	@Test
	void definesClientAndItsParts() {
		this.offline.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(PusherConnectionDetails.class)
			.hasSingleBean(PusherOptions.class)
			.hasSingleBean(PusherClient.class)
			.hasSingleBean(PusherClientLifecycle.class)
			.hasSingleBean(EventDelivery.class)
			.hasSingleBean(ApplicationEventListeners.class));
	}

	@Test
	void definesPropertiesBasedConnectionDetailsByDefault() {
		this.offline.run((context) -> assertThat(context).hasSingleBean(PropertiesPusherConnectionDetails.class));
	}

	@Test
	void whenPusherIsDisabledDefinesNothing() {
		this.contextRunner
			.withPropertyValues("pusher.enabled=false", "pusher.embedded.enabled=true", "pusher.channels=private-a")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(PusherProperties.class);
				assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.toLowerCase().contains("pusher"));
			});
	}

	@Test
	void optionsAreThoseOfTheProperties() {
		this.offline
			.withPropertyValues("pusher.cluster=eu", "pusher.port=4430", "pusher.pong-timeout=7s",
					"pusher.reconnect.max-attempts=3", "pusher.max-message-size=2KB")
			.run((context) -> {
				PusherOptions options = context.getBean(PusherOptions.class);
				assertThat(options.key()).isEqualTo("my-key");
				assertThat(options.server().webSocketHost()).isEqualTo("ws-eu.pusher.com");
				assertThat(options.server().port()).isEqualTo(4430);
				assertThat(options.connection().pongTimeout()).isEqualTo(Duration.ofSeconds(7));
				assertThat(options.connection().reconnect().maxAttempts()).isEqualTo(3);
				assertThat(options.maxMessageSize()).isEqualTo(2048);
			});
	}

	@Test
	void listenerPropertiesReachDelivery() {
		this.offline
			.withPropertyValues("pusher.listener.concurrency=4", "pusher.listener.queue-capacity=50",
					"pusher.listener.overflow=drop-oldest", "spring.lifecycle.timeout-per-shutdown-phase=3s")
			.run((context) -> assertThat(context.getBean(EventDelivery.class)).extracting("settings")
				.isEqualTo(new DeliverySettings(4, 50, OverflowPolicy.DROP_OLDEST, Duration.ofSeconds(3))));
	}

	@Test
	void whenHasConnectionDetailsThesePrevailOverTheProperties(CapturedOutput output) {
		PusherConnectionDetails details = new PusherConnectionDetails() {

			@Override
			public String getKey() {
				return "container-key";
			}

			@Override
			public String getHost() {
				return "container.local";
			}

			@Override
			public Integer getPort() {
				return 32768;
			}

			@Override
			public boolean isForceTls() {
				return false;
			}

		};
		this.offline.withPropertyValues("pusher.host=elsewhere", "pusher.cluster=eu")
			.withBean(PusherConnectionDetails.class, () -> details)
			.run((context) -> {
				assertThat(context).doesNotHaveBean(PropertiesPusherConnectionDetails.class);
				PusherOptions options = context.getBean(PusherOptions.class);
				assertThat(options.key()).isEqualTo("container-key");
				assertThat(options.server().webSocketHost()).isEqualTo("container.local");
				assertThat(options.server().port()).isEqualTo(32768);
				assertThat(options.server().forceTls()).isFalse();
			});
	}

	@Test
	void whenHasOptionsBeanPropertiesAreNotMapped() {
		PusherOptions options = PusherOptions.builder("own-key").build();
		this.contextRunner.withPropertyValues("pusher.auto-startup=false")
			.withBean(PusherOptions.class, () -> options)
			.run((context) -> assertThat(context).getBean(PusherOptions.class).isSameAs(options));
	}

	@Test
	void whenHasClientBeanNeitherClientNorOptionsAreDefinedAndNoKeyIsNeeded() {
		PusherClient client = client();
		this.contextRunner.withPropertyValues("pusher.channels=orders")
			.withBean(PusherClient.class, () -> client)
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(PusherOptions.class);
				assertThat(context.getBean(PusherClient.class)).isSameAs(client);
				BDDMockito.then(client).should().subscribe("orders");
				BDDMockito.then(client).should().connect();
				context.close();
				BDDMockito.then(client).should().disconnect();
			});
	}

	@Test
	void optionsCustomizersAreAppliedInOrder() {
		this.offline.withUserConfiguration(Customizers.class)
			.run((context) -> assertThat(context.getBean(PusherOptions.class).server().cluster()).isEqualTo("ap2"));
	}

	@Test
	void webSocketClientBeanIsTheEngine() {
		WebSocketClient engine = Mockito.mock(WebSocketClient.class);
		BDDMockito.given(engine.execute(ArgumentMatchers.any(), ArgumentMatchers.nullable(WebSocketHttpHeaders.class),
				ArgumentMatchers.any(URI.class)))
			.willReturn(new CompletableFuture<>());
		this.contextRunner
			.withPropertyValues("pusher.key=my-key", "pusher.host=soketi.local", "pusher.port=6001", "pusher.path=/ws",
					"pusher.force-tls=false", "pusher.headers.X-Tenant=acme", "pusher.origin=https://example.com")
			.withBean("pusherWebSocketClient", WebSocketClient.class, () -> engine)
			.run((context) -> {
				ArgumentCaptor<WebSocketHttpHeaders> headers = ArgumentCaptor.forClass(WebSocketHttpHeaders.class);
				ArgumentCaptor<URI> uri = ArgumentCaptor.forClass(URI.class);
				BDDMockito.then(engine)
					.should(Mockito.timeout(20_000))
					.execute(ArgumentMatchers.any(), headers.capture(), uri.capture());
				assertThat(uri.getValue().toString()).startsWith("ws://soketi.local:6001/ws/app/my-key?protocol=7");
				assertThat(headers.getValue().getFirst("X-Tenant")).isEqualTo("acme");
				assertThat(headers.getValue().getOrigin()).isEqualTo("https://example.com");
			});
	}

	@Test
	void channelAuthorizerBeanIsUsedInPlaceOfTheProperties() {
		ChannelAuthorizer authorizer = Mockito.mock(ChannelAuthorizer.class);
		this.offline.withPropertyValues("pusher.channels=private-orders")
			.withBean(ChannelAuthorizer.class, () -> authorizer)
			.run((context) -> assertThat(authorizer(context.getBean(PusherClient.class))).isSameAs(authorizer));
	}

	@Test
	void secretSignsLocally() {
		this.offline.withPropertyValues("pusher.channels=private-orders", "pusher.secret=my-secret")
			.run((context) -> assertThat(authorizer(context.getBean(PusherClient.class))).asString()
				.startsWith("SigningAuthorizer[key=my-key")
				.doesNotContain("my-secret"));
	}

	@Test
	void endpointGoesBeforeSecret() {
		this.offline
			.withPropertyValues("pusher.channels=private-orders", "pusher.secret=my-secret",
					"pusher.auth.endpoint=https://example.com/auth", "pusher.auth.params.tenant=acme",
					"pusher.auth.headers.X-Token=hidden", "pusher.auth.timeout=2s", "pusher.auth.transport=jsonp")
			.run((context) -> assertThat(authorizer(context.getBean(PusherClient.class))).asString()
				.contains("https://example.com/auth", "tenant", "X-Token", "PT2S", "JSONP")
				.doesNotContain("hidden")
				.doesNotContain("my-secret"));
	}

	@Test
	void publicChannelsNeedNoAuthorizer() {
		this.offline.withPropertyValues("pusher.channels=orders")
			.run((context) -> assertThat(authorizer(context.getBean(PusherClient.class))).isNull());
	}

	@Test
	void definesNoBeanThatMakesOthersBackOff() {
		this.offline.withUserConfiguration(Scheduling.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("applicationTaskExecutor")
				.hasBean("taskScheduler")
				.hasSingleBean(TaskScheduler.class)
				.doesNotHaveBean(WebSocketClient.class)
				.getBeanNames(Executor.class)
				.containsExactlyInAnyOrder("applicationTaskExecutor", "taskScheduler"));
	}

	@Test
	void explicitHostWinsOverTheClusterAndTheLogSaysSo(CapturedOutput output) {
		this.offline.withPropertyValues("pusher.host=soketi.local", "pusher.cluster=eu").run((context) -> {
			assertThat(context.getBean(PusherOptions.class).server().webSocketHost()).isEqualTo("soketi.local");
			assertThat(output).contains("Host 'soketi.local' is used, and cluster 'eu' is ignored");
		});
	}

	@Test
	void secretsDoNotShowInBeansStringForms() {
		this.offline.withPropertyValues("pusher.secret=hidden-secret", "pusher.headers.X-Token=hidden-header")
			.run((context) -> assertThat(context.getBeansOfType(Object.class).values()).extracting(String::valueOf)
				.noneMatch((text) -> text.contains("hidden-")));
	}

	private static @Nullable Object authorizer(PusherClient client) {
		return assertThat(client).extracting("authorizers.channelAuthorizer").actual();
	}

	static PusherClient client() {
		PusherClient client = Mockito.mock(PusherClient.class);
		BDDMockito.given(client.connect()).willReturn(CompletableFuture.completedFuture(null));
		BDDMockito.given(client.disconnect()).willReturn(CompletableFuture.completedFuture(null));
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		@Order(2)
		PusherOptionsCustomizer second() {
			return (builder) -> builder.cluster(builder.build().server().cluster().replace("ap1", "ap2"));
		}

		@Bean
		@Order(1)
		PusherOptionsCustomizer first() {
			return (builder) -> builder.cluster("ap1");
		}

	}

}
