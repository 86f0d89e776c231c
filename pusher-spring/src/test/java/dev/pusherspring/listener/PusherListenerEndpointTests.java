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

package dev.pusherspring.listener;

import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.core.Ordered;

import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.batch.BatchSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PusherListenerEndpoint}.
 */
class PusherListenerEndpointTests {

	@Test
	void endpointHasDefaults() {
		PusherListenerEndpoint endpoint = endpoint("id").channels("orders").build();
		assertThat(endpoint.getId()).isEqualTo("id");
		assertThat(endpoint.getApp()).isEmpty();
		assertThat(endpoint.getChannels()).containsExactly("orders");
		assertThat(endpoint.getEvents()).isEmpty();
		assertThat(endpoint.isAutoStartup()).isTrue();
		assertThat(endpoint.isWanted()).isTrue();
		assertThat(endpoint.getConcurrency()).isZero();
		assertThat(endpoint("id").channels("orders").concurrency(0).build().getConcurrency()).isZero();
		assertThat(endpoint.isOrdered()).isTrue();
		assertThat(endpoint.getRetry().apply(RetrySettings.none())).isEqualTo(RetrySettings.none());
		assertThat(endpoint.getErrorHandler()).isNull();
		assertThat(endpoint.getMissedEvents()).isNull();
		assertThat(endpoint.getOrder()).isEqualTo(Ordered.LOWEST_PRECEDENCE);
		assertThat(endpoint.isBatch()).isFalse();
		assertThat(endpoint.getBatch()).isNull();
	}

	@Test
	void endpointHasWhatItWasGiven() {
		UnaryOperator<RetrySettings> retry = (settings) -> settings.withMaxAttempts(7);
		UnaryOperator<BatchSettings> batch = (settings) -> settings.withMaxSize(7);
		MissedEventsSource source = Mockito.mock(MissedEventsSource.class);
		PusherListenerErrorHandler errorHandler = Mockito.mock(PusherListenerErrorHandler.class);
		PusherListenerEndpoint endpoint = endpoint("id").app("shop")
			.channels(List.of("orders", "price-*"))
			.events("placed", "paid-*")
			.autoStartup(false)
			.concurrency(3)
			.ordered(false)
			.retry(retry)
			.errorHandler(errorHandler)
			.missedEvents(source)
			.order(5)
			.batch(batch)
			.build();
		assertThat(endpoint.getApp()).isEqualTo("shop");
		assertThat(endpoint.getChannels()).containsExactly("orders", "price-*");
		assertThat(endpoint.getExactChannels()).containsExactly("orders");
		assertThat(endpoint.getEvents()).containsExactly("placed", "paid-*");
		assertThat(endpoint.isAutoStartup()).isFalse();
		assertThat(endpoint.isWanted()).isFalse();
		assertThat(endpoint.getConcurrency()).isEqualTo(3);
		assertThat(endpoint.isOrdered()).isFalse();
		assertThat(endpoint.getRetry()).isSameAs(retry);
		assertThat(endpoint.getErrorHandler()).isSameAs(errorHandler);
		assertThat(endpoint.getMissedEvents()).isSameAs(source);
		assertThat(endpoint.getOrder()).isEqualTo(5);
		assertThat(endpoint.isBatch()).isTrue();
		assertThat(endpoint.getBatch()).isSameAs(batch);
		assertThat(endpoint).hasToString("PusherListenerEndpoint[id=id, app=shop, method=the method, "
				+ "channels=[orders, price-*], events=[placed, paid-*]]");
	}

	@ParameterizedTest
	@CsvSource({ "bean.method, bean.method", "bean@1.method, bean.method", "bean@12.method, bean.method",
			"bean@x.method, bean@x.method", "bean@1, bean@1" })
	void instancesOfABeanShareAName(String id, String name) {
		assertThat(endpoint(id).channels("orders").build().getName()).isEqualTo(name);
	}

	@Test
	void endpointHandlesTheEventsThatItNames() {
		PusherListenerEndpoint endpoint = endpoint("id").channels("orders", "price-*").events("placed").build();
		assertThat(endpoint.handles("price-1", "placed")).isTrue();
		assertThat(endpoint.handles("price-1", "paid")).isFalse();
		assertThat(endpoint.handlesChannel("price-1")).isTrue();
		assertThat(endpoint.handlesChannel("other")).isFalse();
		assertThat(endpoint.hasChannelPattern()).isTrue();
		assertThat(endpoint("id").channels("orders").build().hasChannelPattern()).isFalse();
	}

	@Test
	void listenerIsActiveWhileItRunsAndIsNotPaused() {
		PusherListenerEndpoint endpoint = endpoint("id").channels("orders").build();
		assertThat(endpoint.isRunning()).isFalse();
		assertThat(endpoint.isActive()).isFalse();
		assertThat(endpoint.isPaused()).isFalse();
		endpoint.setRunning(true);
		assertThat(endpoint.isRunning()).isTrue();
		assertThat(endpoint.isActive()).isTrue();
		endpoint.setPaused(true);
		assertThat(endpoint.isPaused()).isTrue();
		assertThat(endpoint.isActive()).isFalse();
		endpoint.setPaused(false);
		assertThat(endpoint.isActive()).isTrue();
	}

	@Test
	void endpointThatCouldNotWorkIsRefused() {
		assertThatIllegalStateException().isThrownBy(() -> endpoint("id").build())
			.withMessage("it must name at least one channel");
		assertThatIllegalStateException().isThrownBy(() -> endpoint("id").events("placed", " "))
			.withMessage("the name of an event must not be empty");
		assertThatIllegalStateException().isThrownBy(() -> endpoint("id").concurrency(-1))
			.withMessage("'concurrency' must not be negative but is -1");
		assertThatIllegalArgumentException().isThrownBy(() -> endpoint("id").channels("price-*", "no channel"));
		assertThatIllegalStateException()
			.isThrownBy(() -> endpoint("id").channels("orders")
				.events("placed", "pusher:member_added")
				.batch(UnaryOperator.identity())
				.build())
			.withMessageStartingWith("a batch listener receives messages only");
	}

	@Test
	void onlyABatchMustNotNameEventsOfTheProtocol() {
		assertThat(endpoint("id").channels("orders").events("pusher:member_added").build().isBatch()).isFalse();
		assertThat(endpoint("id").channels("orders").events("placed").batch(UnaryOperator.identity()).build().isBatch())
			.isTrue();
	}

	private static PusherListenerEndpoint.Builder endpoint(String id) {
		return PusherListenerEndpoint.builder(id, new PusherListenerEndpoint.Handler() {

			@Override
			public void handle(PusherChannelEvent event) {
			}

			@Override
			public String toString() {
				return "the method";
			}

		});
	}

}
