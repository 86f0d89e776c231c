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

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import dev.pusherspring.publish.AsyncPusherTemplate;

/**
 * {@link MeterBinder} for the queue of an {@link AsyncPusherTemplate}. All meters have
 * the tag {@code app}.
 *
 * @since 1.0.0
 */
public class AsyncPublishMeters implements MeterBinder {

	private final AsyncPusherTemplate template;

	/**
	 * Create a new {@link AsyncPublishMeters} instance.
	 * @param template the template
	 */
	public AsyncPublishMeters(AsyncPusherTemplate template) {
		this.template = template;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("pusher.publish.queued", this.template, AsyncPusherTemplate::getPending)
			.description("Asynchronous calls that wait or are active")
			.tag("app", this.template.getApp())
			.register(registry);
		Gauge.builder("pusher.publish.capacity", this.template, AsyncPusherTemplate::getCapacity)
			.description("Maximum number of asynchronous calls that may wait or be active")
			.tag("app", this.template.getApp())
			.register(registry);
	}

}
