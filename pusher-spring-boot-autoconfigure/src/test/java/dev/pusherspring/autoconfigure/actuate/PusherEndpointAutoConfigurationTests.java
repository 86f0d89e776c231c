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

package dev.pusherspring.autoconfigure.actuate;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.ParameterValueMapper;
import org.springframework.boot.actuate.endpoint.invoke.convert.ConversionServiceParameterValueMapper;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.WebOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpointDiscoverer;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.pusherspring.actuate.AppDescriptor;
import dev.pusherspring.actuate.PusherDescriptor;
import dev.pusherspring.actuate.PusherEndpoint;
import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherEndpointAutoConfiguration}.
 */
class PusherEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherEndpointAutoConfiguration.class, PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key", "pusher.auto-startup=false");

	private final ApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=pusher");

	@Test
	void definesEndpointWhenExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(PusherEndpoint.class));
	}

	@Test
	void whenNotExposedDefinesNone() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherEndpoint.class));
	}

	@Test
	void whenAccessIsNoneDefinesNone() {
		this.exposed.withPropertyValues("management.endpoint.pusher.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherEndpoint.class));
	}

	@Test
	void whenPusherIsDisabledDefinesNone() {
		this.exposed.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PusherEndpoint.class));
	}

	@Test
	void whenHasEndpointOfItsOwnBacksOff() {
		PusherEndpoint own = Mockito.mock(PusherEndpoint.class);
		this.exposed.withBean("ownEndpoint", PusherEndpoint.class, () -> own)
			.run((context) -> assertThat(context).getBean(PusherEndpoint.class).isSameAs(own));
	}

	@Test
	void knowsAppDeliveryAndListeners() {
		this.exposed.withBean(Listener.class).withPropertyValues("pusher.channels=news").run((context) -> {
			PusherDescriptor descriptor = context.getBean(PusherEndpoint.class).pusher();
			assertThat(descriptor.apps()).containsOnlyKeys("pusher");
			assertThat(descriptor.apps().get("pusher").channels()).containsOnlyKeys("news", "orders");
			assertThat(descriptor.apps().get("pusher").delivery()).isNotNull();
			assertThat(descriptor.listeners()).singleElement().satisfies((listener) -> {
				assertThat(listener.id()).isEqualTo("order-listener");
				assertThat(listener.channels()).containsExactly("orders");
				assertThat(listener.events()).containsExactly("placed");
				assertThat(listener.running()).isTrue();
				assertThat(listener.paused()).isFalse();
			});
		});
	}

	@Test
	void operationsCanBeInvokedOverTheWeb() {
		this.exposed.run((context) -> {
			List<WebOperation> operations = webOperations(context);
			assertThat(operations)
				.extracting((operation) -> operation.getRequestPredicate().getHttpMethod() + " "
						+ operation.getRequestPredicate().getPath())
				.containsExactlyInAnyOrder("GET pusher", "GET pusher/{app}", "GET pusher/{app}/{channel}",
						"POST pusher/{app}", "POST pusher/{app}/{channel}", "DELETE pusher/{app}/{channel}");
			PusherClient client = context.getBean(PusherClient.class);
			invoke(operations, "POST pusher/{app}/{channel}", Map.of("app", "pusher", "channel", "news"));
			assertThat(client.getChannel("news")).isNotNull();
			assertThat(invoke(operations, "GET pusher/{app}", Map.of("app", "pusher")))
				.isInstanceOfSatisfying(AppDescriptor.class, (app) -> assertThat(app.channels()).containsKey("news"));
			invoke(operations, "DELETE pusher/{app}/{channel}", Map.of("app", "pusher", "channel", "news"));
			assertThat(client.getChannel("news")).isNull();
		});
	}

	@Test
	void operationsCanBeInvokedOverJmx() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class, JmxAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=pusher",
					"management.endpoints.jmx.domain=pusher-endpoint-test")
			.run((context) -> {
				MBeanServer server = ManagementFactory.getPlatformMBeanServer();
				ObjectName name = new ObjectName("pusher-endpoint-test:type=Endpoint,name=Pusher");
				String text = String.class.getName();
				server.invoke(name, "subscribe", new Object[] { "pusher", "news" }, new String[] { text, text });
				assertThat(context.getBean(PusherClient.class).getChannel("news")).isNotNull();
				Object app = server.invoke(name, "app", new Object[] { "pusher" }, new String[] { text });
				assertThat(app).asString().contains("news", "INITIALIZED");
			});
	}

	private static List<WebOperation> webOperations(ApplicationContext context) {
		ParameterValueMapper mapper = new ConversionServiceParameterValueMapper();
		return new WebEndpointDiscoverer(context, mapper, EndpointMediaTypes.DEFAULT, null, null, List.of(), List.of(),
				List.of())
			.getEndpoints()
			.stream()
			.map(ExposableWebEndpoint::getOperations)
			.flatMap((operations) -> operations.stream())
			.toList();
	}

	private static Object invoke(List<WebOperation> operations, String predicate, Map<String, Object> arguments) {
		return operations.stream()
			.filter((operation) -> predicate.equals(
					operation.getRequestPredicate().getHttpMethod() + " " + operation.getRequestPredicate().getPath()))
			.findFirst()
			.orElseThrow()
			.invoke(new InvocationContext(SecurityContext.NONE, arguments));
	}

	static class Listener {

		@PusherListener(id = "order-listener", channels = "orders", events = "placed")
		void onOrder() {
		}

	}

}
