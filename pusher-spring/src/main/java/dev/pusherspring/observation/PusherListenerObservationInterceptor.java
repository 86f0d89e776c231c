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

package dev.pusherspring.observation;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerInterceptor;

/**
 * {@link PusherListenerInterceptor} that observes each call of a listener method,
 * including retries.
 *
 * @since 1.0.0
 */
public class PusherListenerObservationInterceptor implements PusherListenerInterceptor {

	private static final PusherListenerObservationConvention DEFAULT_CONVENTION = new DefaultPusherListenerObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable PusherListenerObservationConvention convention;

	private final TraceContextExtractor extractor;

	/**
	 * Create a new {@link PusherListenerObservationInterceptor} instance.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for the default one
	 * @param extractor extracts the trace context of events
	 */
	public PusherListenerObservationInterceptor(ObservationRegistry registry,
			@Nullable PusherListenerObservationConvention convention, TraceContextExtractor extractor) {
		this.registry = registry;
		this.convention = convention;
		this.extractor = extractor;
	}

	@Override
	public void intercept(PusherListenerEndpoint listener, PusherChannelEvent event, Call call) throws Throwable {
		PusherListenerObservation.LISTENER
			.observation(this.convention, DEFAULT_CONVENTION,
					() -> new PusherListenerObservationContext(listener, event, this.extractor::extract), this.registry)
			.observeChecked(call::proceed);
	}

}
