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

package dev.pusherspring.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.delivery.DeliveryObserver;
import dev.pusherspring.listener.delivery.DeliveryStatistics;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Meters of the delivery of events to listeners.
 */
final class DeliveryMeters implements DeliveryObserver {

	private static final String APPLICATION_LISTENERS = "event-listeners";

	private final MeterRegistry registry;

	private final EventDelivery delivery;

	private final Tags app;

	private final Timer wait;

	private final CallTimers applicationListeners;

	// by the name that all instances of a bean share, to limit the number of timers
	private final Map<String, CallTimers> listeners = new ConcurrentHashMap<>();

	DeliveryMeters(MeterRegistry registry, EventDelivery delivery) {
		this.registry = registry;
		this.delivery = delivery;
		this.app = Tags.of("app", delivery.getApp());
		this.wait = Timer.builder("pusher.delivery.wait")
			.description("Time from the arrival of a message to its delivery, in whole milliseconds")
			.tags(this.app)
			.register(registry);
		this.applicationListeners = callTimers(APPLICATION_LISTENERS);
		gauge("pusher.delivery.queued", "Events that wait for delivery", DeliveryStatistics::queued);
		gauge("pusher.delivery.capacity", "Maximum number of events that may wait for delivery",
				DeliveryStatistics::capacity);
		gauge("pusher.reading.paused", "Whether reading is paused because the queue is full: 1 or 0",
				(statistics) -> statistics.readingPaused() ? 1 : 0);
		counter("pusher.reading.pauses", "Number of times that reading was paused", DeliveryStatistics::pauses);
		counter("pusher.messages.delivered", "Messages for which all listeners have been called",
				DeliveryStatistics::delivered);
		counter("pusher.messages.failed", "Listener calls that failed on the last attempt", DeliveryStatistics::failed);
		counter("pusher.messages.dropped", "Events that were dropped because the queue was full",
				DeliveryStatistics::dropped);
		counter("pusher.messages.deduplicated", "Messages that were dropped because they had been delivered before",
				DeliveryStatistics::deduplicated);
	}

	private void gauge(String name, String description, ToDoubleFunction<DeliveryStatistics> value) {
		Gauge.builder(name, this.delivery, (delivery) -> value.applyAsDouble(delivery.getStatistics()))
			.description(description)
			.tags(this.app)
			.register(this.registry);
	}

	private void counter(String name, String description, ToDoubleFunction<DeliveryStatistics> value) {
		FunctionCounter.builder(name, this.delivery, (delivery) -> value.applyAsDouble(delivery.getStatistics()))
			.description(description)
			.tags(this.app)
			.register(this.registry);
	}

	private CallTimers callTimers(String listener) {
		Tags tags = this.app.and("listener", listener);
		return new CallTimers(timer(tags.and("outcome", "success")), timer(tags.and("outcome", "failure")));
	}

	private Timer timer(Tags tags) {
		return Timer.builder("pusher.listener.handling")
			.description("Duration of listener calls, including the conversion of the payload")
			.tags(tags)
			.register(this.registry);
	}

	void start() {
		this.delivery.addObserver(this);
	}

	@Override
	public void taken(PusherApplicationEvent event, long millis) {
		if (event instanceof PusherMessageEvent) {
			this.wait.record(millis, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
			boolean failed) {
		CallTimers timers = (listener != null) ? callTimers(listener) : this.applicationListeners;
		(failed ? timers.failure() : timers.success()).record(nanos, TimeUnit.NANOSECONDS);
	}

	private CallTimers callTimers(PusherListenerEndpoint listener) {
		CallTimers timers = this.listeners.get(listener.getName());
		return (timers != null) ? timers : this.listeners.computeIfAbsent(listener.getName(), this::callTimers);
	}

	/**
	 * The timers of one listener.
	 */
	private record CallTimers(Timer success, Timer failure) {

	}

}
