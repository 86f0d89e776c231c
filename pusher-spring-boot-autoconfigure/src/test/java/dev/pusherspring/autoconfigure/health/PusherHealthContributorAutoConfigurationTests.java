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

package dev.pusherspring.autoconfigure.health;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.health.PusherHealthIndicator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherHealthContributorAutoConfiguration}.
 */
class PusherHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class,
				PusherHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key", "pusher.auto-startup=false");

	@Test
	void definesIndicatorByDefault() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(PusherHealthIndicator.class).hasBean("pusherHealthContributor");
			assertThat(context.getBean(PusherHealthIndicator.class).health().getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void whenIndicatorIsDisabledDefinesNone() {
		this.contextRunner.withPropertyValues("management.health.pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherHealthIndicator.class));
	}

	@Test
	void whenDefaultsAreDisabledDefinesNone() {
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherHealthIndicator.class));
	}

	@Test
	void whenPusherIsDisabledDefinesNone() {
		this.contextRunner.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherHealthIndicator.class));
	}

	@Test
	void whenHasIndicatorOfItsOwnBacksOff() {
		HealthIndicator own = () -> null;
		this.contextRunner.withBean("pusherHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context).hasBean("pusherHealthIndicator")
				.doesNotHaveBean("pusherHealthContributor"));
	}

	@Test
	void gracePeriodReachesTheIndicator() {
		this.contextRunner.withPropertyValues("management.health.pusher.grace-period=5s")
			.run((context) -> assertThat(context.getBean(PusherHealthIndicator.class))
				.hasFieldOrPropertyWithValue("gracePeriod", Duration.ofSeconds(5)));
	}

	@Test
	void idleStatusReachesTheIndicator() {
		this.contextRunner.withPropertyValues("management.health.pusher.idle-status=UP")
			.run((context) -> assertThat(context.getBean(PusherHealthIndicator.class).health().getStatus())
				.isEqualTo(Status.UP));
	}

	@Test
	void severalClientsAreACompositeByName() {
		this.contextRunner.withUserConfiguration(TwoClients.class).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(PusherHealthIndicator.class);
			assertThat(context.getBean("pusherHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("orders", "prices");
		});
	}

	@Test
	void clientsOfOneNameAreToldApartByTheirBeans() {
		this.contextRunner.withUserConfiguration(Namesakes.class)
			.run((context) -> assertThat(
					context.getBean("pusherHealthContributor", CompositeHealthContributor.class).stream())
				.extracting(HealthContributors.Entry::name)
				.containsExactlyInAnyOrder("orders", "second"));
	}

	private static PusherClient client(String name) {
		PusherClient client = Mockito.mock(PusherClient.class);
		BDDMockito.given(client.getName()).willReturn(name);
		return client;
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		PusherClient first() {
			return client("orders");
		}

		// such as the beans of several apps are
		@Bean(defaultCandidate = false)
		PusherClient second() {
			return client("prices");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Namesakes {

		@Bean(defaultCandidate = false)
		PusherClient first() {
			return client("orders");
		}

		@Bean
		PusherClient second() {
			return client("orders");
		}

	}

}
