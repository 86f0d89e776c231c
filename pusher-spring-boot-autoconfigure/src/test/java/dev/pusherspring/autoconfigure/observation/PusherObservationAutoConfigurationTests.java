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

package dev.pusherspring.autoconfigure.observation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.transport.Kind;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.observation.DefaultPusherListenerObservationConvention;
import dev.pusherspring.observation.PusherListenerObservationContext;
import dev.pusherspring.observation.PusherListenerObservationConvention;
import dev.pusherspring.observation.PusherListenerObservationInterceptor;
import dev.pusherspring.observation.TraceContextExtractor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherObservationAutoConfiguration} and for the observations
 * themselves.
 */
class PusherObservationAutoConfigurationTests {

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherObservationAutoConfiguration.class,
				PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key");

	private final ApplicationContextRunner observed = this.contextRunner
		.withPropertyValues("pusher.embedded.enabled=true", "pusher.listener.observation-enabled=true")
		.withBean(ObservationRegistry.class, () -> this.registry)
		.withBean(Listeners.class);

	@Test
	void observesNothingByDefault() {
		this.contextRunner.withPropertyValues("pusher.auto-startup=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PusherClient.class)
				.doesNotHaveBean(PusherListenerObservationInterceptor.class)
				.doesNotHaveBean(TraceContextExtractor.class));
	}

	@Test
	void whenPusherIsDisabledDefinesNothing() {
		this.observed.withPropertyValues("pusher.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(PusherListenerObservationInterceptor.class));
	}

	@Test
	void withoutObservationRegistryListenersWorkAllTheSame() {
		this.contextRunner
			.withPropertyValues("pusher.embedded.enabled=true", "pusher.listener.observation-enabled=true")
			.withBean(Listeners.class)
			.run((context) -> {
				trigger(context, "placed");
				awaitHandled(context, 1);
			});
	}

	@Test
	void observesCallsOfListenerMethods() {
		this.observed.run((context) -> {
			trigger(context, "placed");
			awaitHandled(context, 1);
			awaitObservations(1);
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("pusher.listener")
				.that()
				.hasBeenStarted()
				.hasBeenStopped()
				.hasContextualNameEqualTo("orders process")
				.hasLowCardinalityKeyValue("messaging.system", "pusher")
				.hasLowCardinalityKeyValue("messaging.operation", "process")
				.hasLowCardinalityKeyValue("pusher.app", "pusher")
				.hasLowCardinalityKeyValue("pusher.listener", "orders")
				.hasHighCardinalityKeyValue("messaging.destination.name", "orders")
				.hasHighCardinalityKeyValue("pusher.event", "placed")
				.doesNotHaveError();
		});
	}

	@Test
	void observationIsCurrentWhileTheListenerIsCalled() {
		this.observed.run((context) -> {
			Listeners listeners = context.getBean(Listeners.class);
			listeners.registry = this.registry;
			trigger(context, "placed");
			awaitHandled(context, 1);
			assertThat(listeners.current).isNotNull();
			assertThat(listeners.current.getContextView()).isInstanceOf(PusherListenerObservationContext.class);
		});
	}

	@Test
	void whatAListenerThrowsIsTheErrorOfItsObservation() {
		this.observed.run((context) -> {
			trigger(context, "fails");
			awaitObservations(1);
			TestObservationRegistryAssert.assertThat(this.registry)
				.hasObservationWithNameEqualTo("pusher.listener")
				.that()
				.hasError()
				.thenError()
				.hasMessage("thrown by the test");
		});
	}

	@Test
	void whatAListenerThrowsIsHandledWithinItsObservation() {
		List<Observation> current = new CopyOnWriteArrayList<>();
		this.observed
			.withBean(PusherListenerErrorHandler.class,
					() -> (listener, event, cause) -> current.add(this.registry.getCurrentObservation()))
			.withBean(PusherListenerRecoverer.class,
					() -> (listener, event, cause) -> current.add(this.registry.getCurrentObservation()))
			.withPropertyValues("pusher.listener.retry.max-attempts=2", "pusher.listener.retry.initial-delay=1ms")
			.run((context) -> {
				trigger(context, "fails");
				awaitObservations(2);
				assertThat(current).hasSize(2)
					.doesNotContainNull()
					.allSatisfy((observation) -> assertThat(observation.getContextView())
						.isInstanceOf(PusherListenerObservationContext.class));
			});
	}

	@Test
	void whenHasConventionOfItsOwnUsesIt() {
		this.observed.withBean(PusherListenerObservationConvention.class, OwnConvention::new).run((context) -> {
			trigger(context, "placed");
			Awaitility.await()
				.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
					.hasObservationWithNameEqualTo("own.listener"));
		});
	}

	@Test
	void traceContextOfTheSenderIsOfferedToWhoeverTraces() {
		Propagating handler = new Propagating();
		this.registry.observationConfig().observationHandler(handler);
		this.observed.withPropertyValues("pusher.listener.trace-context-field=_trace").run((context) -> {
			trigger(context, "placed",
					Map.of("id", 1, "_trace", Map.of("traceparent", "00-abc-def-01", "tracestate", "a=b")));
			awaitHandled(context, 1);
			assertThat(handler.read).containsExactly("00-abc-def-01", "a=b", null);
			assertThat(handler.kind).isEqualTo(Kind.CONSUMER);
		});
	}

	@Test
	void withoutFieldNoTraceContextIsLookedFor() {
		Propagating handler = new Propagating();
		this.registry.observationConfig().observationHandler(handler);
		this.observed.run((context) -> {
			trigger(context, "placed", Map.of("traceparent", "00-abc-def-01"));
			awaitHandled(context, 1);
			assertThat(handler.read).containsExactly(null, null, null);
		});
	}

	@Test
	void whenHasExtractorOfItsOwnUsesItOncePerCall() {
		Propagating handler = new Propagating();
		this.registry.observationConfig().observationHandler(handler);
		List<String> extracted = new ArrayList<>();
		this.observed.withBean(TraceContextExtractor.class, () -> (event) -> {
			extracted.add(((PusherMessageEvent) event).getEvent());
			return Map.of("traceparent", "own");
		}).run((context) -> {
			trigger(context, "placed");
			awaitHandled(context, 1);
			assertThat(handler.read).containsExactly("own", null, null);
			assertThat(extracted).containsExactly("placed");
		});
	}

	private void awaitObservations(int count) {
		Awaitility.await()
			.untilAsserted(() -> TestObservationRegistryAssert.assertThat(this.registry)
				.hasNumberOfObservationsWithNameEqualTo("pusher.listener", count));
	}

	private static void awaitHandled(AssertableApplicationContext context, int count) {
		Listeners listeners = context.getBean(Listeners.class);
		Awaitility.await().until(() -> listeners.handled == count);
	}

	private static void trigger(ApplicationContext context, String event) {
		trigger(context, event, Map.of("id", 1));
	}

	private static void trigger(ApplicationContext context, String event, Map<String, ?> data) {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		assertThat(server.awaitSubscribed("orders", Duration.ofSeconds(10))).isTrue();
		server.trigger("orders", event, data);
	}

	static class Listeners {

		private volatile @Nullable ObservationRegistry registry;

		private volatile @Nullable Observation current;

		private volatile int handled;

		@PusherListener(id = "orders", channels = "orders", events = { "placed", "fails" })
		void onOrder(PusherMessageEvent event) {
			if (event.getEvent().equals("fails")) {
				throw new IllegalStateException("thrown by the test");
			}
			ObservationRegistry registry = this.registry;
			if (registry != null) {
				this.current = registry.getCurrentObservation();
			}
			this.handled = this.handled + 1;
		}

	}

	/**
	 * Reads as a tracer does.
	 */
	private static final class Propagating implements ObservationHandler<PusherListenerObservationContext> {

		private final List<@Nullable String> read = new ArrayList<>();

		private @Nullable Kind kind;

		@Override
		public void onStart(PusherListenerObservationContext context) {
			this.kind = context.getKind();
			for (String key : List.of("traceparent", "tracestate", "baggage")) {
				this.read.add(context.getGetter().get(context.getCarrier(), key));
			}
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof PusherListenerObservationContext;
		}

	}

	/**
	 * Another name.
	 */
	private static final class OwnConvention extends DefaultPusherListenerObservationConvention {

		@Override
		public String getName() {
			return "own.listener";
		}

	}

}
