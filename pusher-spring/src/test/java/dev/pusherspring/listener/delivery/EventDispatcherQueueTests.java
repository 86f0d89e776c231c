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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.context.ApplicationListener;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherSubscriptionSucceededEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link EventDispatcher}: who is called, where, and what observers are told.
 */
class EventDispatcherQueueTests {

	private final ListeningContext context = started();

	private final DeliveryQueue queue = Mockito.mock(DeliveryQueue.class);

	private final List<String> calls = new ArrayList<>();

	private final AtomicLong nanoTime = new AtomicLong();

	private final ApplicationEventListeners applicationListeners = new ApplicationEventListeners(
			this.context.context());

	private final EventDispatcher dispatcher = new EventDispatcher("pusher", this.context.registry(),
			this.applicationListeners, null, new RetrySettings(2, Duration.ofMillis(100), 1, Duration.ofMillis(100)),
			new SlowListenerWarning(Duration.ofSeconds(1), this.nanoTime::get));

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void appThatDoesNotExistIsRefusedAtOnce() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new EventDispatcher("nowhere", this.context.registry(), this.applicationListeners, null,
					RetrySettings.none(), Duration.ofSeconds(10)))
			.withMessageContaining("nowhere");
	}

	@Test
	void listenerWithThreadsOfItsOwnGetsItsEventsFromTheQueue() {
		PusherListenerEndpoint listener = register(builder("threads").concurrency(1));
		PusherMessageEvent event = message();
		this.dispatcher.accept(event);
		assertThat(this.calls).as("before there is a queue").containsExactly("threads placed");
		this.dispatcher.join(this.queue);
		this.dispatcher.accept(event);
		BDDMockito.then(this.queue).should().handOver(listener, event);
		assertThat(this.calls).hasSize(1);
		this.dispatcher.serve(listener, event);
		assertThat(this.calls).hasSize(2);
	}

	@Test
	void listenerWithThreadsOfItsOwnIsCalledOnThemByDelivery() {
		List<Thread> used = new CopyOnWriteArrayList<>();
		List<Thread> known = new CopyOnWriteArrayList<>();
		register(PusherListenerEndpoint.builder("threads", (event) -> used.add(Thread.currentThread()))
			.channels("orders")
			.concurrency(1));
		EventDelivery delivery = new EventDelivery(
				new DeliverySettings(1, 10, OverflowPolicy.BLOCK, Duration.ofSeconds(10)), (task) -> {
					Thread thread = new Thread(task, "dispatching-under-test");
					known.add(thread);
					return thread;
				}, this.dispatcher);
		delivery.start(this.context.client());
		delivery.deliver(message());
		delivery.stop();
		assertThat(known).hasSize(2);
		assertThat(used).containsExactly(known.get(1));
	}

	@Test
	void otherListenersAreCalledAtOnceWithAQueueToo() {
		register(builder("plain"));
		this.dispatcher.join(this.queue);
		this.dispatcher.accept(message());
		assertThat(this.calls).containsExactly("plain placed");
		BDDMockito.then(this.queue).shouldHaveNoInteractions();
	}

	@Test
	void batchListenerGetsItsEventsFromTheQueueToo() {
		PusherListenerEndpoint listener = register(builder("batch").batch((settings) -> settings));
		this.dispatcher.join(this.queue);
		PusherMessageEvent event = message();
		this.dispatcher.accept(event);
		BDDMockito.then(this.queue).should().handOver(listener, event);
		assertThat(this.calls).isEmpty();
	}

	@Test
	void batchListenerGetsABatchOfOneMessageIfThereIsNoQueue() {
		register(builder("batch").batch((settings) -> settings));
		this.dispatcher.accept(message());
		assertThat(this.calls).containsExactly("batch placed x 1");
	}

	@Test
	void listenerThatIsPausedIsNeitherCalledNorQueuedFor() {
		register(builder("plain"));
		PusherListenerEndpoint listener = register(builder("threads").concurrency(1));
		this.dispatcher.join(this.queue);
		this.context.registry().pause("plain");
		this.context.registry().pause("threads");
		this.dispatcher.accept(message());
		this.dispatcher.serve(listener, message());
		assertThat(this.calls).isEmpty();
		BDDMockito.then(this.queue).shouldHaveNoInteractions();
		this.context.registry().resume("plain");
		this.dispatcher.accept(message());
		assertThat(this.calls).containsExactly("plain placed");
	}

	@Test
	void eventsOfAChannelOnlyReachListenersOfThatChannel() {
		register(builder("plain"));
		this.dispatcher
			.accept(new PusherMessageEvent(this.context.client(), "payments", "made", "1", null, JsonMapper.shared()));
		this.dispatcher.accept(state());
		assertThat(this.calls).isEmpty();
	}

	@Test
	void retryOfAnUnorderedListenerWaitsInTheQueue() {
		PusherListenerEndpoint listener = register(PusherListenerEndpoint.builder("failing", (event) -> {
			this.calls.add("failing");
			throw new IllegalStateException("no");
		}).channels("orders").ordered(false));
		this.dispatcher.join(this.queue);
		PusherMessageEvent event = message();
		this.dispatcher.accept(event);
		ArgumentCaptor<Runnable> retry = ArgumentCaptor.captor();
		BDDMockito.then(this.queue)
			.should()
			.schedule(ArgumentMatchers.same(event), ArgumentMatchers.eq(Duration.ofMillis(100)), retry.capture());
		retry.getValue().run();
		assertThat(this.calls).containsExactly("failing", "failing");
		ArgumentCaptor<PusherApplicationEvent> report = ArgumentCaptor.captor();
		BDDMockito.then(this.queue).should().offer(report.capture());
		assertThat(report.getValue()).isInstanceOfSatisfying(PusherErrorEvent.class,
				(error) -> assertThat(error.getMessage()).startsWith("Listener '" + listener.getId() + "' failed on "));
	}

	@Test
	void interceptorIsCalledUntilItIsRemoved() {
		register(builder("plain"));
		Registration registration = this.dispatcher.addInterceptor((listener, event, call) -> {
			this.calls.add("intercepted");
			call.proceed();
		});
		this.dispatcher.accept(message());
		registration.remove();
		this.dispatcher.accept(message());
		assertThat(this.calls).containsExactly("intercepted", "plain placed", "plain placed");
	}

	@Test
	void observersAreToldOfListenersOfTheApplicationAndTheirFailuresAreCounted() {
		this.context.context().addApplicationListener((ApplicationListener<PusherConnectionStateEvent>) (event) -> {
			this.nanoTime.addAndGet(7);
			if (event.getCurrent() == ConnectionState.DISCONNECTED) {
				throw new IllegalStateException("no");
			}
		});
		this.dispatcher.getWatch().add(new DeliveryObserver() {

			@Override
			public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
					boolean failed) {
				EventDispatcherQueueTests.this.calls.add(listener + " " + nanos + (failed ? " failed" : ""));
			}

		});
		this.dispatcher.accept(state());
		this.dispatcher.accept(new PusherConnectionStateEvent(this.context.client(), ConnectionState.CONNECTED,
				ConnectionState.DISCONNECTED));
		assertThat(this.calls).containsExactly("null 7", "null 7 failed");
		assertThat(this.dispatcher.getWatch().getFailed()).isEqualTo(1);
	}

	@Test
	void newsOfAChannelReachesListenersThatAskForIt() {
		register(builder("news").events("pusher:subscription_succeeded"));
		this.dispatcher.accept(new PusherSubscriptionSucceededEvent(this.context.client(), "orders"));
		assertThat(this.calls).hasSize(1);
	}

	private static ListeningContext started() {
		ListeningContext context = new ListeningContext();
		context.start();
		return context;
	}

	private PusherListenerEndpoint.Builder builder(String id) {
		return PusherListenerEndpoint.builder(id, (event) -> this.calls.add(id + " " + text(event))).channels("orders");
	}

	private PusherListenerEndpoint register(PusherListenerEndpoint.Builder builder) {
		PusherListenerEndpoint listener = builder.build();
		this.context.registry().register(listener);
		return listener;
	}

	private static String text(PusherChannelEvent event) {
		return (event instanceof PusherBatchEvent batch) ? event.getEvent() + " x " + batch.getEvents().size()
				: event.getEvent();
	}

	private PusherApplicationEvent state() {
		return new PusherConnectionStateEvent(this.context.client(), ConnectionState.CONNECTING,
				ConnectionState.CONNECTED);
	}

	private PusherMessageEvent message() {
		return new PusherMessageEvent(this.context.client(), "orders", "placed", "1", null, JsonMapper.shared());
	}

}
