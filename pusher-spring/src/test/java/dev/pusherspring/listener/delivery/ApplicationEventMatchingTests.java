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

package dev.pusherspring.listener.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationEventListeners}: which listeners are called, in which order
 * and where.
 */
class ApplicationEventMatchingTests extends AbstractApplicationEventTests {

	private final List<String> calls = new ArrayList<>();

	@Test
	void listenersAreChosenByTypeAndConditionAndCalledInTheirOrder() {
		this.context.register(Methods.class);
		start();
		List<String> calls = this.context.getBean(Methods.class).calls;
		assertThat(this.listeners.publish(message())).isZero();
		assertThat(calls).containsExactly("message", "placed", "channel", "any");
		calls.clear();
		assertThat(this.listeners.publish(state())).isZero();
		assertThat(calls).containsExactly("any");
	}

	@Test
	void failuresOfAllListenersAreCounted() {
		start((event) -> {
			throw new IllegalStateException("first");
		}, (event) -> {
			throw new IllegalStateException("second");
		}, (event) -> this.calls.add("third"));
		assertThat(this.listeners.publish(message())).isEqualTo(2);
		assertThat(this.calls).containsExactly("third");
		assertThat(this.failures).hasSize(2);
	}

	@Test
	void failureOfAnErrorListenerIsCountedButNotReported() {
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		this.listeners.failed("Listener 'one'", Mockito.mock(PusherErrorEvent.class), new IllegalStateException());
		this.listeners.failed("Listener 'one'", new ApplicationEvent(this) {
		}, new IllegalStateException());
		assertThat(this.failures).isEmpty();
	}

	@Test
	void failureIsOnlyLoggedIfNobodyTakesReports() {
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		ApplicationEventListeners others = new ApplicationEventListeners(this.context);
		assertThat(others.publish(message())).isEqualTo(1);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void executorThatRefusesLeavesTheCallToTheDeliveryThread() {
		start((event) -> {
			this.calls.add("called");
			throw new IllegalStateException("broken");
		});
		multicaster(this.context).setTaskExecutor((task) -> {
			throw new RejectedExecutionException();
		});
		assertThat(this.listeners.publish(message())).isEqualTo(1);
		assertThat(this.calls).containsExactly("called");
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void executorThatFailsDoesNotKeepTheEventFromOtherListeners() {
		start((event) -> this.calls.add("elsewhere"));
		this.context.addApplicationListener(new ApplicationListener<PusherApplicationEvent>() {

			@Override
			public void onApplicationEvent(PusherApplicationEvent event) {
				ApplicationEventMatchingTests.this.calls.add("here");
			}

			@Override
			public boolean supportsAsyncExecution() {
				return false;
			}

		});
		multicaster(this.context).setTaskExecutor((task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
		assertThat(this.listeners.publish(message())).isEqualTo(1);
		assertThat(this.calls).containsExactly("here");
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void listenerThatMustNotRunElsewhereIsCalledOnTheDeliveryThread() {
		List<Runnable> tasks = new ArrayList<>();
		start((event) -> this.calls.add("elsewhere"));
		this.context.addApplicationListener(new ApplicationListener<PusherApplicationEvent>() {

			@Override
			public void onApplicationEvent(PusherApplicationEvent event) {
				ApplicationEventMatchingTests.this.calls.add("here");
			}

			@Override
			public boolean supportsAsyncExecution() {
				return false;
			}

		});
		multicaster(this.context).setTaskExecutor(tasks::add);
		assertThat(this.listeners.publish(message())).isZero();
		assertThat(this.calls).containsExactly("here");
		tasks.forEach(Runnable::run);
		assertThat(this.calls).containsExactly("here", "elsewhere");
	}

	@Test
	void contextOfAnotherKindPublishesTheEventItselfAndToItsParents() {
		start((event) -> this.calls.add("parent"));
		ApplicationContext other = Mockito.mock(ApplicationContext.class);
		BDDMockito.given(other.getParent()).willReturn(this.context);
		ApplicationEventListeners listeners = new ApplicationEventListeners(other);
		PusherMessageEvent event = message();
		assertThat(listeners.publish(event)).isZero();
		BDDMockito.then(other).should().publishEvent((ApplicationEvent) event);
		assertThat(this.calls).as("left to that context").isEmpty();
		BDDMockito.willThrow(new IllegalStateException("broken")).given(other).publishEvent((ApplicationEvent) event);
		assertThat(listeners.publish(event)).isEqualTo(1);
	}

	private PusherApplicationEvent state() {
		return new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED);
	}

	static class Methods {

		private final List<String> calls = new ArrayList<>();

		@EventListener
		@Order(4)
		void any(PusherApplicationEvent event) {
			this.calls.add("any");
		}

		@EventListener
		@Order(3)
		void channel(PusherChannelEvent event) {
			this.calls.add("channel");
		}

		@EventListener(condition = "#event.event == 'placed'")
		@Order(2)
		void placed(PusherMessageEvent event) {
			this.calls.add("placed");
		}

		@EventListener(condition = "#event.event == 'cancelled'")
		@Order(2)
		void cancelled(PusherMessageEvent event) {
			this.calls.add("cancelled");
		}

		@EventListener
		@Order(1)
		void message(PusherMessageEvent event) {
			this.calls.add("message");
		}

	}

}
