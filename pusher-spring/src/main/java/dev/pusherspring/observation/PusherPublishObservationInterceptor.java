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

import java.util.Objects;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.publish.PublishCall;
import dev.pusherspring.publish.PublishInterceptor;

/**
 * {@link PublishInterceptor} that observes each call to the HTTP API, including all of
 * its attempts.
 *
 * @since 1.0.0
 */
public class PusherPublishObservationInterceptor implements PublishInterceptor {

	private static final PusherPublishObservationConvention DEFAULT_CONVENTION = new DefaultPusherPublishObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable PusherPublishObservationConvention convention;

	/**
	 * Create a new {@link PusherPublishObservationInterceptor} instance.
	 * @param registry the registry
	 * @param convention the convention, or {@code null} for the default one
	 */
	public PusherPublishObservationInterceptor(ObservationRegistry registry,
			@Nullable PusherPublishObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
	}

	@Override
	public <T> T intercept(PublishCall call, Supplier<T> proceed) {
		return Objects.requireNonNull(PusherPublishObservation.PUBLISH
			.observation(this.convention, DEFAULT_CONVENTION, () -> new PusherPublishObservationContext(call),
					this.registry)
			.observe(proceed));
	}

}
