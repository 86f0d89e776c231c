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

package dev.pusherspring.smoke.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.publish.AsyncPusherOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link TelemetryApplication}: what a tracer and Prometheus see.
 */
class TelemetryApplicationIntegrationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String SPAN_ID = "00f067aa0ba902b7";

	private static final AttributeKey<String> LISTENER = AttributeKey.stringKey("pusher.listener");

	private static ConfigurableApplicationContext context;

	private static EmbeddedPusherServer server;

	private static InMemorySpanExporter spans;

	@BeforeAll
	static void start() {
		context = SpringApplication.run(TelemetryApplication.class, "--pusher.embedded.enabled=true",
				"--pusher.listener.observation-enabled=true", "--pusher.listener.trace-context-field=_trace",
				"--pusher.leader-election.enabled=true", "--pusher.leader-election.partitions=2",
				"--pusher.reconnect.initial-delay=10ms", "--management.tracing.sampling.probability=1.0");
		server = context.getBean(EmbeddedPusherServer.class);
		spans = context.getBean(InMemorySpanExporter.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@BeforeEach
	void subscribed() {
		assertThat(server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		spans.reset();
	}

	@Test
	void callOfAListenerIsASpanInTheTraceOfThePublisher() {
		server.trigger("private-orders", "placed",
				Map.of("id", 1, "_trace", Map.of("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-01")));
		SpanData call = awaitSpan("placed");
		assertThat(call.getKind()).isEqualTo(SpanKind.CONSUMER);
		assertThat(call.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(call.getParentSpanId()).isEqualTo(SPAN_ID);
		assertThat(call.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
		SpanData inner = awaitSpan("insert order");
		assertThat(inner.getTraceId()).isEqualTo(TRACE_ID);
		assertThat(inner.getParentSpanId()).isEqualTo(call.getSpanId());
	}

	@Test
	void eventWithoutATraceContextStartsATraceForEachCall() {
		server.trigger("private-orders", "placed", Map.of("id", 2));
		server.trigger("private-orders", "placed", Map.of("id", 3));
		Awaitility.await().atMost(TIMEOUT).until(() -> find("placed").size() == 2);
		assertThat(find("placed")).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
		assertThat(find("placed")).allSatisfy((span) -> assertThat(span.getParentSpanContext().isValid()).isFalse());
	}

	@Test
	void failedCallIsAnErrorOfItsSpan() {
		server.trigger("private-orders", "broken", Map.of("id", 4));
		SpanData call = awaitSpan("broken");
		assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(call.getEvents()).anySatisfy((event) -> assertThat(event.getName()).isEqualTo("exception"));
	}

	@Test
	void prometheusReadsWhatIsScraped() throws Exception {
		server.trigger("private-orders", "placed", Map.of("id", 5));
		awaitSpan("placed");
		Promtool.checkMetrics(context.getBean(PrometheusMeterRegistry.class).scrape());
	}

	@Test
	void dashboardAsksForMetricsThatExist() throws Exception {
		server.faults().dropAll();
		assertThat(server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
		context.getBean(AsyncPusherOperations.class).trigger("private-orders", "placed", Map.of("id", 6)).join();
		awaitSpan("placed");
		Dashboard dashboard = Dashboard.read();
		assertThat(dashboard.expressions()).hasSizeGreaterThan(10);
		PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
		Awaitility.await()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(Samples.parse(registry.scrape())).satisfies(dashboard::requireExisting));
		Promtool.checkExpressions(dashboard.expressions());
	}

	private static SpanData awaitSpan(String listener) {
		Awaitility.await().atMost(TIMEOUT).until(() -> !find(listener).isEmpty());
		return find(listener).get(0);
	}

	private static List<SpanData> find(String name) {
		return spans.getFinishedSpanItems().stream().filter((span) -> isCalled(span, name)).toList();
	}

	private static boolean isCalled(SpanData span, String name) {
		return name.equals(span.getAttributes().get(LISTENER)) || span.getName().equals(name);
	}

}
