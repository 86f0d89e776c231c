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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.PusherProperties;
import dev.pusherspring.observation.PayloadTraceContextExtractor;
import dev.pusherspring.observation.PusherListenerObservationConvention;
import dev.pusherspring.observation.PusherListenerObservationInterceptor;
import dev.pusherspring.observation.TraceContextExtractor;

/**
 * {@link AutoConfiguration Auto-configuration} for observations of listener methods.
 *
 * @since 1.0.0
 */
@AutoConfiguration(before = PusherAutoConfiguration.class)
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty("pusher.listener.observation-enabled")
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PusherProperties.class)
public final class PusherObservationAutoConfiguration {

	PusherObservationAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	TraceContextExtractor pusherTraceContextExtractor(PusherProperties properties,
			ObjectProvider<JsonMapper> jsonMapper) {
		String field = properties.getListener().getTraceContextField();
		return StringUtils.hasText(field)
				? new PayloadTraceContextExtractor(jsonMapper.getIfAvailable(JsonMapper::shared), field)
				: TraceContextExtractor.none();
	}

	@Bean
	@ConditionalOnMissingBean
	PusherListenerObservationInterceptor pusherListenerObservationInterceptor(
			ObjectProvider<ObservationRegistry> registry,
			ObjectProvider<PusherListenerObservationConvention> convention, TraceContextExtractor extractor) {
		return new PusherListenerObservationInterceptor(registry.getIfUnique(() -> ObservationRegistry.NOOP),
				convention.getIfAvailable(), extractor);
	}

}
