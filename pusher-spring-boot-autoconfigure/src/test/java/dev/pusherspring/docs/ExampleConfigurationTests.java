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

package dev.pusherspring.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.core.env.MapPropertySource;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherConnectionDetails;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.autoconfigure.health.PusherHealthContributorAutoConfiguration;
import dev.pusherspring.client.PusherOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of configuration in {@code src/test/resources/docs}: each names
 * properties that exist, and an application starts with it.
 */
class ExampleConfigurationTests {

	private static final Path DIRECTORY = ProjectFiles.ROOT
		.resolve("pusher-spring-boot-autoconfigure/src/test/resources/docs");

	@ParameterizedTest
	@MethodSource("files")
	void applicationStartsWithIt(String file) {
		run(file, (context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(PusherOptions.class);
			Binder.get(context.getEnvironment())
				.bind("pusher", Bindable.of(PusherProperties.class),
						new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
		});
	}

	@Test
	void quickStartLeadsToTheCluster() {
		run("quick-start.yaml", (context) -> {
			PusherOptions options = context.getBean(PusherOptions.class);
			assertThat(options.key()).isEqualTo("your-app-key");
			assertThat(options.server().webSocketHost()).isEqualTo("ws-eu.pusher.com");
		});
	}

	@Test
	void secretSignsForPrivateChannels() {
		run("local-signing.yaml", (context) -> assertThat(context.getBean(PusherConnectionDetails.class).getSecret())
			.isEqualTo("some-secret"));
	}

	@Test
	void serversOfOnesOwnAreReachedAtTheirHost() {
		run("soketi.yaml", (context) -> assertThat(context.getBean(PusherOptions.class)).satisfies((options) -> {
			assertThat(options.server().webSocketHost()).isEqualTo("soketi.example.com");
			assertThat(options.server().port()).isEqualTo(6001);
			assertThat(options.server().forceTls()).isFalse();
		}));
		run("reverb.yaml", (context) -> assertThat(context.getBean(PusherOptions.class)).satisfies((options) -> {
			assertThat(options.server().webSocketHost()).isEqualTo("reverb.example.com");
			assertThat(options.server().forceTls()).isTrue();
		}));
	}

	@Test
	void readinessMayIncludeTheConnection() {
		runner("readiness.yaml").withConfiguration(AutoConfigurations.of(PusherHealthContributorAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
				ApplicationAvailabilityAutoConfiguration.class))
			.run((context) -> {
				HealthEndpointGroup readiness = context.getBean(HealthEndpointGroups.class).get("readiness");
				assertThat(readiness).isNotNull();
				assertThat(readiness.isMember("pusher")).isTrue();
				assertThat(readiness.isMember("readinessState")).isTrue();
				assertThat(readiness.isMember("diskSpace")).isFalse();
			});
	}

	static List<String> files() {
		return ProjectFiles.matching("pusher-spring-boot-autoconfigure/src/test/resources/docs/[^/]+\\.yaml")
			.stream()
			.map((file) -> file.getFileName().toString())
			.toList();
	}

	private static void run(String file, ContextConsumer<AssertableApplicationContext> consumer) {
		runner(file).run(consumer);
	}

	private static ApplicationContextRunner runner(String file) {
		return new ApplicationContextRunner()
			.withInitializer((context) -> ConfigDataEnvironmentPostProcessor.applyTo(context.getEnvironment()))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("what the file need not say",
						Map.of("pusher.key", "some-key", "pusher.auto-startup", false, "SHOP_API_KEY", "some-api-key",
								"SHOP_PUSHER_SECRET", "some-secret"))))
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withSystemProperties("spring.config.location=" + DIRECTORY.resolve(file).toUri());
	}

}
