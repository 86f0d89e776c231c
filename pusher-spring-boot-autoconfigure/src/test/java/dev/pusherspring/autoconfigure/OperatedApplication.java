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

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.pusherspring.actuate.AppDescriptor;
import dev.pusherspring.actuate.PusherEndpoint;
import dev.pusherspring.autoconfigure.actuate.PusherEndpointAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.autoconfigure.health.PusherHealthContributorAutoConfiguration;
import dev.pusherspring.autoconfigure.metrics.PusherMetricsAutoConfiguration;
import dev.pusherspring.autoconfigure.observation.PusherObservationAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.health.PusherHealthIndicator;

/**
 * An application on the embedded server, and all that operators see of it.
 */
final class OperatedApplication {

	private final ApplicationContext context;

	OperatedApplication(ApplicationContext context) {
		this.context = context;
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
							PusherHealthContributorAutoConfiguration.class, PusherMetricsAutoConfiguration.class,
							PusherEndpointAutoConfiguration.class, PusherObservationAutoConfiguration.class,
							JacksonAutoConfiguration.class, MetricsAutoConfiguration.class,
							CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.reconnect.initial-delay=50ms",
					"pusher.reconnect.max-delay=50ms", "management.endpoints.web.exposure.include=pusher",
					"management.health.pusher.grace-period=0s");
	}

	EmbeddedPusherServer server() {
		return this.context.getBean(EmbeddedPusherServer.class);
	}

	PusherClient client() {
		return this.context.getBean(PusherClient.class);
	}

	Health health() {
		return this.context.getBean(PusherHealthIndicator.class).health();
	}

	PusherEndpoint endpoint() {
		return this.context.getBean(PusherEndpoint.class);
	}

	AppDescriptor app() {
		return this.endpoint().pusher().apps().get("pusher");
	}

	MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	double counter(String name) {
		return meters().get(name).functionCounter().count();
	}

	double gauge(String name, String... tags) {
		return meters().get(name).tags(tags).gauge().value();
	}

}
