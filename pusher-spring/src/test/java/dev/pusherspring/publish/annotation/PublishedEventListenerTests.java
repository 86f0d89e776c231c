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

package dev.pusherspring.publish.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishedEventListener}: failures must not reach a transaction that
 * has been committed.
 */
class PublishedEventListenerTests {

	private final List<Object> events = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, NoClassDefFoundError.class })
	void failureBecomesAnEvent(Class<? extends Throwable> type) throws Exception {
		Throwable failure = ReflectionUtils.accessibleConstructor(type).newInstance();
		PublishedEventListener listener = new PublishedEventListener((app) -> {
			ReflectionUtils.rethrowRuntimeException(failure);
			return null;
		}, UnaryOperator.identity(), this.events::add);
		OrderPlaced order = new OrderPlaced(1);
		listener.onApplicationEvent(new PayloadApplicationEvent<>(this, order));
		assertThat(this.events).singleElement().isInstanceOfSatisfying(PublishedToPusherFailedEvent.class, (event) -> {
			assertThat(event.getSource()).isSameAs(order);
			assertThat(event.getFailure()).isSameAs(failure);
		});
	}

	@PublishedToPusher("orders")
	record OrderPlaced(int id) {

	}

}
