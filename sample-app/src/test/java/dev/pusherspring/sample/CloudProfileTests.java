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

package dev.pusherspring.sample;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.PusherOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SampleApplication} with the profile {@code cloud}, which takes
 * everything from the environment. Nothing is connected to.
 */
class CloudProfileTests {

	@Test
	void keyAndClusterComeFromTheEnvironment() {
		try (ConfigurableApplicationContext context = start(Map.of("PUSHER_KEY", "my-key", "PUSHER_CLUSTER", "eu"))) {
			PusherOptions options = context.getBean(PusherOptions.class);
			assertThat(options.key()).isEqualTo("my-key");
			assertThat(options.server().webSocketHost()).isEqualTo("ws-eu.pusher.com");
			assertThat(options.server().forceTls()).isTrue();
			assertThat(context.getBeanProvider(EmbeddedPusherServer.class)).isEmpty();
		}
	}

	@Test
	void nothingIsPublishedWithoutAppIdAndSecret() {
		Map<String, String> credentials = Map.of("PUSHER_KEY", "my-key", "PUSHER_APP_ID", "42");
		try (ConfigurableApplicationContext context = start(credentials)) {
			assertThat(context.containsBean("orderPublisher")).isFalse();
		}
	}

	@Test
	void ordersArePublishedWithAppIdAndSecret() {
		Map<String, String> credentials = Map.of("PUSHER_KEY", "my-key", "PUSHER_APP_ID", "42", "PUSHER_SECRET", "s");
		try (ConfigurableApplicationContext context = start(credentials)) {
			assertThat(context.containsBean("orderPublisher")).isTrue();
			assertThat(context.getBeanProvider(PusherOperations.class)).hasSize(1);
		}
	}

	@Test
	void privateChannelCanBeAddedWithASecret() {
		Map<String, String> environment = Map.of("PUSHER_KEY", "my-key", "PUSHER_SECRET", "s", "PUSHER_CHANNELS",
				"orders,private-orders");
		try (ConfigurableApplicationContext context = start(environment)) {
			assertThat(context.getEnvironment().getProperty("pusher.channels")).isEqualTo("orders,private-orders");
		}
	}

	private static ConfigurableApplicationContext start(Map<String, String> variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.setActiveProfiles("cloud");
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources()
			.replace(name, new SystemEnvironmentPropertySource(name, new TreeMap<>(variables)));
		environment.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("pusher.auto-startup", "false", "server.port", "0")));
		SpringApplication application = new SpringApplication(SampleApplication.class);
		application.setEnvironment(environment);
		return application.run();
	}

}
