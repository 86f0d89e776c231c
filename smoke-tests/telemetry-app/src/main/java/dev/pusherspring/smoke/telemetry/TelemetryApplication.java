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

import java.util.concurrent.locks.Lock;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;

import dev.pusherspring.listener.PusherListener;

/**
 * Keeps the spans of its listeners.
 *
 * @since 1.0.0
 */
@SpringBootApplication
public class TelemetryApplication {

	/**
	 * Create what keeps the spans.
	 * @return the exporter
	 */
	@Bean
	InMemorySpanExporter spans() {
		return InMemorySpanExporter.create();
	}

	/**
	 * Create what hands each span to the exporter as it ends.
	 * @param spans the exporter
	 * @return the processor
	 */
	@Bean
	SpanProcessor spanProcessor(InMemorySpanExporter spans) {
		return SimpleSpanProcessor.create(spans);
	}

	/**
	 * Create the locks of the leaders of partitions, which this instance alone competes
	 * for.
	 * @return the registry
	 */
	@Bean
	LockRegistry<Lock> lockRegistry() {
		return new DefaultLockRegistry();
	}

	/**
	 * Create the listeners.
	 * @param tracer knows the current span
	 * @return the listeners
	 */
	@Bean
	Orders orders(Tracer tracer) {
		return new Orders(tracer);
	}

	/**
	 * Listeners that make a span of their own, as a database's driver would.
	 */
	static class Orders {

		private final Tracer tracer;

		Orders(Tracer tracer) {
			this.tracer = tracer;
		}

		@PusherListener(id = "placed", channels = "private-orders", events = "placed")
		void placed(Order order) {
			Span span = this.tracer.nextSpan().name("insert order").start();
			span.end();
		}

		@PusherListener(id = "broken", channels = "private-orders", events = "broken")
		void broken(Order order) {
			throw new IllegalStateException("no such product");
		}

	}

	/**
	 * An order.
	 *
	 * @param id number of the order
	 */
	record Order(int id) {

	}

}
