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

package dev.pusherspring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.metrics.PusherMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherMetricsAutoConfiguration}.
 */
class PusherMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherMetricsAutoConfiguration.class, PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key", "pusher.auto-startup=false");

	private final ApplicationContextRunner metered = this.contextRunner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void bindsMetersOfClientAndDelivery() {
		this.metered.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("pusher.connection.state").tag("app", "pusher").gauges()).hasSize(6);
			assertThat(registry.find("pusher.delivery.queued").tag("app", "pusher").gauge()).isNotNull();
		});
	}

	@Test
	void withoutMeterRegistryDefinesNothing() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherMetrics.class));
	}

	@Test
	void withoutMicrometerDefinesNothing() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PusherClient.class)
				.doesNotHaveBean("pusherMetrics"));
	}

	@Test
	void whenPusherIsDisabledDefinesNothing() {
		this.metered.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherMetrics.class));
	}

	@Test
	void whenHasMetricsOfItsOwnBacksOff() {
		PusherMetrics own = Mockito.mock(PusherMetrics.class);
		this.metered.withBean("ownMetrics", PusherMetrics.class, () -> own)
			.run((context) -> assertThat(context).getBean(PusherMetrics.class).isSameAs(own));
	}

	@Test
	void channelTagReachesTheMeters() {
		this.metered.withPropertyValues("pusher.metrics.channel-tag=true")
			.run((context) -> assertThat(context.getBean(PusherMetrics.class)).hasFieldOrPropertyWithValue("channelTag",
					true));
	}

	@Test
	void severalClientsHaveMetersOfTheirOwn() {
		this.metered.withUserConfiguration(TwoClients.class).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(registry.find("pusher.members").gauges()).extracting((gauge) -> gauge.getId().getTag("app"))
				.containsExactlyInAnyOrder("orders", "prices");
		});
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

		@Bean(defaultCandidate = false)
		PusherClient second() {
			return client("prices");
		}

	}

}
