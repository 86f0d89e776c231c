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
import org.springframework.beans.factory.config.BeanPostProcessor;

import dev.pusherspring.metrics.AsyncPublishMeters;
import dev.pusherspring.publish.AsyncPusherTemplate;

/**
 * {@link BeanPostProcessor} that registers the meters of asynchronous publishing. The
 * templates are lazy, so that they are bound when they are created.
 */
class AsyncPublishMetersPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<MeterRegistry> registry;

	AsyncPublishMetersPostProcessor(ObjectProvider<MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AsyncPusherTemplate template) {
			this.registry.ifUnique(new AsyncPublishMeters(template)::bindTo);
		}
		return bean;
	}

}
