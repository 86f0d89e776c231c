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

package dev.pusherspring.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import dev.pusherspring.metrics.PublishMeters;

/**
 * {@link AutoConfiguration Auto-configuration} for the metrics of publishing.
 *
 * @since 1.0.0
 */
@AutoConfiguration(afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnBooleanProperty(name = "pusher.enabled", matchIfMissing = true)
public final class PusherPublishMetricsAutoConfiguration {

	PusherPublishMetricsAutoConfiguration() {
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	PublishMeters pusherPublishMeters(MeterRegistry registry) {
		return new PublishMeters(registry);
	}

	@Bean
	static AsyncPublishMetersPostProcessor pusherAsyncPublishMetersPostProcessor(
			ObjectProvider<MeterRegistry> registry) {
		return new AsyncPublishMetersPostProcessor(registry);
	}

}
