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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.testsupport.ConnectProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.proxy} with an authorization endpoint.
 */
class PusherProxyTests {

	private static final String AUTHORIZATION = "POST http://pusher.test:80";

	// behind a proxy the name of the server is made up
	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder()
		.key("app-key")
		.port(0)
		.allowNonLoopback(true)
		.build();

	private ConnectProxy proxy;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() {
		this.server.start();
		this.proxy = new ConnectProxy(this.server.getPort(), null);
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, HttpClientAutoConfiguration.class,
					ImperativeHttpClientAutoConfiguration.class, RestClientAutoConfiguration.class))
			.withUserConfiguration(Failures.class)
			.withPropertyValues("pusher.key=app-key", "pusher.host=pusher.test", "pusher.force-tls=false",
					"pusher.channels=private-room", "pusher.proxy.host=127.0.0.1",
					"pusher.proxy.port=" + this.proxy.getPort(),
					"pusher.auth.endpoint=http://pusher.test:80" + this.server.getAuthEndpoint().getPath());
	}

	@AfterEach
	void stop() {
		this.proxy.close();
		this.server.close();
	}

	@Test
	void authorizationGoesThroughTheProxy() {
		this.runner.run((context) -> {
			awaitSubscribed(context);
			assertThat(this.proxy.getRequests()).contains(AUTHORIZATION, "CONNECT pusher.test:80");
		});
	}

	@Test
	void endpointOnThisMachineIsReachedDirectly() {
		this.runner.withPropertyValues("pusher.auth.endpoint=" + this.server.getAuthEndpoint()).run((context) -> {
			awaitSubscribed(context);
			assertThat(this.proxy.getRequests()).containsOnly("CONNECT pusher.test:80");
		});
	}

	@Test
	void ownFactorySettlesHowAuthorizationTravels() {
		this.runner.withUserConfiguration(OwnFactory.class).run(this::assertNotProxied);
	}

	@Test
	void ownCustomizerSettlesHowAuthorizationTravels() {
		this.runner.withUserConfiguration(OwnCustomizer.class).run(this::assertNotProxied);
	}

	@Test
	void chosenFactorySettlesHowAuthorizationTravels() {
		this.runner.withPropertyValues("spring.http.clients.imperative.factory=simple").run(this::assertNotProxied);
	}

	// nobody but the proxy knows the name, so whoever goes there directly fails
	private void assertNotProxied(AssertableApplicationContext context) {
		Failures failures = context.getBean(Failures.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(failures.channels).contains("private-room"));
		assertThat(this.server.getAuthorizationRequests()).isEmpty();
		assertThat(this.proxy.getRequests()).containsOnly("CONNECT pusher.test:80");
	}

	private static void awaitSubscribed(AssertableApplicationContext context) {
		Awaitility.await().until(() -> {
			Channel channel = context.getBean(PusherClient.class).getChannel("private-room");
			return channel != null && channel.isSubscribed();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Failures {

		private final List<String> channels = new CopyOnWriteArrayList<>();

		@EventListener
		void onFailure(PusherSubscriptionErrorEvent event) {
			this.channels.add(event.getChannel());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFactory {

		@Bean
		ClientHttpRequestFactoryBuilder<?> ownRequestFactoryBuilder() {
			return ClientHttpRequestFactoryBuilder.jdk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCustomizer {

		@Bean
		ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> ownCustomizer() {
			return (builder) -> builder;
		}

	}

}
