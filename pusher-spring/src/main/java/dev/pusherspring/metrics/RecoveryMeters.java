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

import java.util.Objects;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.recovery.RecoveryStatistics;

/**
 * Meters of the recovery of missed events.
 */
final class RecoveryMeters {

	private final MeterRegistry registry;

	private final EventDelivery delivery;

	private final Tags app;

	RecoveryMeters(MeterRegistry registry, EventDelivery delivery) {
		this.registry = registry;
		this.delivery = delivery;
		this.app = Tags.of("app", delivery.getApp());
	}

	void register() {
		if (this.delivery.getRecoveryStatistics() == null) {
			return;
		}
		gauge("pusher.recovery.active", "Channels whose missed events are being fetched", RecoveryStatistics::active);
		gauge("pusher.recovery.waiting", "Live events that wait for missed ones", RecoveryStatistics::waiting);
		counter("pusher.recovery.events", "Missed events that were delivered to listeners", this.app,
				RecoveryStatistics::recovered);
		counter("pusher.recovery.duplicates", "Events that were dropped because they had been delivered before",
				this.app, RecoveryStatistics::duplicates);
		counter("pusher.recovery.outages", "Channel outages, by whether all missed events were fetched",
				this.app.and("outcome", "success"), RecoveryStatistics::succeeded);
		counter("pusher.recovery.outages", "Channel outages, by whether all missed events were fetched",
				this.app.and("outcome", "failure"), RecoveryStatistics::failed);
	}

	private void gauge(String name, String description, ToDoubleFunction<RecoveryStatistics> value) {
		Gauge.builder(name, this.delivery, (delivery) -> value.applyAsDouble(statistics(delivery)))
			.description(description)
			.tags(this.app)
			.register(this.registry);
	}

	private void counter(String name, String description, Tags tags, ToDoubleFunction<RecoveryStatistics> value) {
		FunctionCounter.builder(name, this.delivery, (delivery) -> value.applyAsDouble(statistics(delivery)))
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

	private static RecoveryStatistics statistics(EventDelivery delivery) {
		return Objects.requireNonNull(delivery.getRecoveryStatistics());
	}

}
