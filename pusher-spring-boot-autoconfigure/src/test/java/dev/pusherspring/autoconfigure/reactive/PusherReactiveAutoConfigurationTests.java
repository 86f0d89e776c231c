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

package dev.pusherspring.autoconfigure.reactive;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.reactive.ReactivePusherClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherReactiveAutoConfiguration}.
 */
class PusherReactiveAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, PusherReactiveAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.auto-startup=false");

	@Test
	void servesTheClientWithTheMapperOfTheApplication() {
		this.contextRunner.withPropertyValues("pusher.key=my-key").run((context) -> {
			ReactivePusherClient reactive = context.getBean(ReactivePusherClient.class);
			assertThat(reactive).extracting("client").isSameAs(context.getBean(PusherClient.class));
			assertThat(reactive).extracting("streams.jsonMapper").isSameAs(context.getBean(JsonMapper.class));
		});
	}

	@Test
	void servesTheDefaultAppOrTheOnlyOne() {
		this.contextRunner.withPropertyValues("pusher.key=my-key", "pusher.apps.orders.key=orders-key")
			.run((context) -> assertThat(context.getBean(ReactivePusherClient.class)).extracting("client")
				.isSameAs(context.getBean("pusher.client")));
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=orders-key")
			.run((context) -> assertThat(context.getBean(ReactivePusherClient.class)).extracting("client.name")
				.isEqualTo("orders"));
		this.contextRunner.withPropertyValues("pusher.apps.orders.key=orders-key", "pusher.apps.prices.key=prices-key")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactivePusherClient.class));
	}

	@Test
	void backsOff() {
		this.contextRunner.withPropertyValues("pusher.key=my-key")
			.withBean("mine", ReactivePusherClient.class,
					() -> ReactivePusherClient.builder(Mockito.mock(PusherClient.class)).build())
			.run((context) -> assertThat(context).hasSingleBean(ReactivePusherClient.class).hasBean("mine"));
		this.contextRunner.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactivePusherClient.class));
		this.contextRunner.withPropertyValues("pusher.key=my-key")
			.withClassLoader(new FilteredClassLoader(Flux.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("reactivePusherClient"));
	}

}
