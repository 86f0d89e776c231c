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

package dev.pusherspring.listener.method;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

import dev.pusherspring.client.recovery.ChannelEvent;
import dev.pusherspring.client.recovery.MissedEventsRequest;
import dev.pusherspring.client.recovery.MissedEventsSource;

/**
 * {@link MissedEventsSource} that looks a bean up by its name on first use, as the bean
 * may depend on beans that are created later.
 *
 * @param name name of the bean
 * @param beanFactory the bean factory
 */
record NamedMissedEventsSource(String name, BeanFactory beanFactory) implements MissedEventsSource {

	private MissedEventsSource bean() {
		return this.beanFactory.getBean(this.name, MissedEventsSource.class);
	}

	@Override
	public Stream<ChannelEvent> fetch(MissedEventsRequest request) throws Exception {
		return bean().fetch(request);
	}

	@Override
	public @Nullable String key(ChannelEvent event) {
		return bean().key(event);
	}

	@Override
	public String toString() {
		return "'" + this.name + "'";
	}

}
