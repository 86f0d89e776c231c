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

import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.pusherspring.observation.PusherPublishObservationConvention;
import dev.pusherspring.observation.PusherPublishObservationInterceptor;

/**
 * {@link AutoConfiguration Auto-configuration} for observations of calls to the HTTP API.
 *
 * @since 1.0.0
 */
@AutoConfiguration
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty("pusher.publish.observation-enabled")
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
public final class PusherPublishObservationAutoConfiguration {

	PusherPublishObservationAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean
	PusherPublishObservationInterceptor pusherPublishObservationInterceptor(
			ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<PusherPublishObservationConvention> convention) {
		return new PusherPublishObservationInterceptor(registry.getIfUnique(() -> ObservationRegistry.NOOP),
				convention.getIfAvailable());
	}

}
