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

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import dev.pusherspring.actuate.AppDescriptor;
import dev.pusherspring.actuate.PusherEndpoint;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.health.PusherHealthIndicator;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application whose client is a mock.
 */
@SpringBootTest(classes = AbstractMockedClientTests.Application.class,
		properties = { "pusher.key=app-key", "pusher.channels=orders", "pusher.fail-fast=true",
				"management.endpoints.web.exposure.include=pusher" })
@DirtiesContext
abstract class AbstractMockedClientTests {

	@Autowired
	private MeterRegistry registry;

	@Autowired
	private PusherHealthIndicator health;

	@Autowired
	private PusherEndpoint endpoint;

	@Autowired
	private PusherClientLifecycle lifecycle;

	@Test
	void metersBearTheNameOfTheAppAndHaveValues() {
		assertThat(this.registry.get("pusher.channels").tag("app", "pusher").gauges()).isNotEmpty();
		assertThat(this.registry.getMeters()).filteredOn(Gauge.class::isInstance)
			.allSatisfy((gauge) -> assertThat(((Gauge) gauge).value()).as(gauge.getId().toString()).isNotNaN());
	}

	@Test
	void healthIsThatOfAnIdleClient() {
		assertThat(this.health.health()).extracting(Health::getStatus).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void endpointDescribesAnIdleClient() {
		assertThat(this.endpoint.pusher().apps()).containsOnlyKeys("pusher");
		AppDescriptor app = this.endpoint.app("pusher");
		assertThat(app).isNotNull();
		assertThat(app.state()).isEqualTo(ConnectionState.INITIALIZED);
		assertThat(app.channels()).isEmpty();
		assertThat(app.delivery()).isNotNull();
		assertThat(this.endpoint.channel("pusher", "orders")).isNull();
	}

	@Test
	void operatorsCanCallIt() {
		this.endpoint.reconnect("pusher");
		this.endpoint.subscribe("pusher", "orders");
		this.endpoint.unsubscribe("pusher", "orders");
	}

	@Test
	void deliveryEndsAlthoughNothingTellsThatTheClientIsDisconnected() {
		this.lifecycle.stop();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
			.noneMatch((name) -> name.startsWith("pusher-delivery-"));
		this.lifecycle.start();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		MeterRegistry meterRegistry() {
			return new SimpleMeterRegistry();
		}

		@PusherListener("ord*")
		void on(String text) {
		}

	}

}
