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

import java.time.Duration;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.pusherspring.publish.PublishCall;
import dev.pusherspring.publish.PublishException;
import dev.pusherspring.publish.PublishFailedException;
import dev.pusherspring.publish.PublishInterceptor;

/**
 * {@link PublishInterceptor} that records metrics of calls to the HTTP API. All meters
 * have the tag {@code app}.
 *
 * @since 1.0.0
 */
public class PublishMeters implements PublishInterceptor {

	private final MeterRegistry registry;

	/**
	 * Create a new {@link PublishMeters} instance.
	 * @param registry the registry
	 */
	public PublishMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public <T> T intercept(PublishCall call, Supplier<T> proceed) {
		long start = System.nanoTime();
		try {
			T answer = proceed.get();
			record(call, "success", start);
			this.registry.counter("pusher.publish.events", Tags.of("app", call.getApp())).increment(call.getMessages());
			return answer;
		}
		catch (PublishException ex) {
			record(call, outcome(ex), start);
			throw ex;
		}
	}

	private static String outcome(PublishException ex) {
		if (ex instanceof PublishFailedException failed) {
			return failed.isAmbiguous() ? "ambiguous" : "failed";
		}
		return "rejected";
	}

	private void record(PublishCall call, String outcome, long start) {
		Tags tags = Tags.of("app", call.getApp(), "operation", call.getOperation().getId());
		this.registry.timer("pusher.publish.calls", tags.and("outcome", outcome))
			.record(Duration.ofNanos(System.nanoTime() - start));
		if (call.getAttempts() > 1) {
			this.registry.counter("pusher.publish.repeats", tags).increment(call.getAttempts() - 1.0);
		}
	}

}
