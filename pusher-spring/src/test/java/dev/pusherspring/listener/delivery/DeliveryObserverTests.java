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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeliveryObserver}, {@link DeliveryStatistics} and
 * {@link PusherListenerInterceptor}.
 */
class DeliveryObserverTests {

	private final List<String> observed = new CopyOnWriteArrayList<>();

	private final ListeningContext context = ListeningContext.of(Listeners.class);

	private final EventDispatcher dispatcher = new EventDispatcher("pusher", this.context.registry(),
			new ApplicationEventListeners(this.context.context()), (listener, event, cause) -> {
			}, new RetrySettings(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)), Duration.ofSeconds(10));

	private final EventDelivery delivery = new EventDelivery(
			new DeliverySettings(1, 10, OverflowPolicy.BLOCK, Duration.ofSeconds(10)),
			new CustomizableThreadFactory("observed-"), this.dispatcher);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void hearsOfEveryCallAlsoOfThoseThatFailAndAreRepeated() {
		this.delivery.addObserver(new Recorder());
		deliver("fine", "fails");
		assertThat(this.observed).containsExactly("taken fine", "one fine", "application fine", "taken fails",
				"one fails failed", "one fails failed", "application fails");
	}

	@Test
	void observerThatIsRemovedHearsNothing() {
		Registration registration = this.delivery.addObserver(new Recorder());
		this.delivery.addObserver(new Recorder());
		registration.remove();
		registration.remove();
		deliver("fine");
		assertThat(this.observed).containsExactly("taken fine", "one fine", "application fine");
	}

	@Test
	void countsWhatWasDeliveredAndWhoFailedForGood() {
		deliver("fine", "fails", "fails everywhere");
		DeliveryStatistics statistics = this.delivery.getStatistics();
		assertThat(statistics.delivered()).isEqualTo(3);
		assertThat(statistics.failed()).as("two calls of a method, one of an event listener").isEqualTo(3);
		assertThat(statistics.dropped()).isZero();
		assertThat(statistics.queued()).isZero();
		assertThat(statistics.capacity()).isEqualTo(10);
	}

	@Test
	void tellsHowLongAnEventHasWaitedButNeverLessThanNothing() {
		PusherMessageEvent event = message("fine");
		AtomicLong clock = new AtomicLong(event.getTimestamp() + 1500);
		DeliveryWatch watch = new DeliveryWatch(clock::get);
		watch.add(new DeliveryObserver() {

			@Override
			public void taken(PusherApplicationEvent event, long millis) {
				DeliveryObserverTests.this.observed.add(millis + " ms");
			}

		});
		watch.taken(event);
		clock.addAndGet(-60_000);
		watch.taken(event);
		assertThat(this.observed).containsExactly("1500 ms", "0 ms");
	}

	@Test
	void observerThatThrowsHurtsNobody() {
		this.delivery.addObserver(new DeliveryObserver() {

			@Override
			public void taken(PusherApplicationEvent event, long millis) {
				throw new IllegalStateException("thrown by the test");
			}

			@Override
			public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
					boolean failed) {
				throw new IllegalStateException("thrown by the test");
			}

		});
		this.delivery.addObserver(new Recorder());
		deliver("fine");
		assertThat(this.observed).containsExactly("taken fine", "one fine", "application fine");
		assertThat(this.delivery.getStatistics().failed()).isZero();
	}

	@Test
	void interceptorsStandAroundEachCallInOrder() {
		this.dispatcher.addInterceptor(interceptor("outer"));
		this.dispatcher.addInterceptor(interceptor("inner"));
		deliver("fails");
		assertThat(this.observed).containsExactly("outer before one", "inner before one", "inner after", "outer after",
				"outer before one", "inner before one", "inner after", "outer after");
		assertThat(this.delivery.getStatistics().failed()).isEqualTo(1);
	}

	@Test
	void interceptorMayKeepAnEventFromAListener() {
		this.dispatcher.addInterceptor((listener, event, call) -> {
		});
		this.delivery.addObserver(new Recorder());
		deliver("fails");
		assertThat(this.observed).containsExactly("taken fails", "one fails", "application fails");
	}

	private PusherListenerInterceptor interceptor(String name) {
		return (listener, event, call) -> {
			this.observed.add(name + " before " + listener.getId());
			try {
				call.proceed();
			}
			finally {
				this.observed.add(name + " after");
			}
		};
	}

	private void deliver(String... events) {
		for (String event : events) {
			this.delivery.deliver(message(event));
		}
		this.delivery.start(this.context.client());
		this.delivery.stop();
	}

	private PusherMessageEvent message(String event) {
		return new PusherMessageEvent(this.context.client(), "orders", event, "{}", null, JsonMapper.shared());
	}

	/**
	 * Writes down what it hears.
	 */
	private final class Recorder implements DeliveryObserver {

		@Override
		public void taken(PusherApplicationEvent event, long millis) {
			DeliveryObserverTests.this.observed.add("taken " + name(event));
		}

		@Override
		public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
				boolean failed) {
			assertThat(nanos).isNotNegative();
			DeliveryObserverTests.this.observed.add(((listener != null) ? listener.getId() : "application") + " "
					+ name(event) + (failed ? " failed" : ""));
		}

		private static String name(PusherApplicationEvent event) {
			return ((PusherMessageEvent) event).getEvent();
		}

	}

	static class Listeners {

		@PusherListener(id = "one", channels = "orders")
		void onOrder(PusherMessageEvent event) {
			if (event.getEvent().startsWith("fails")) {
				throw new IllegalStateException("thrown by the test");
			}
		}

		@EventListener
		void onEvent(PusherMessageEvent event) {
			if (event.getEvent().equals("fails everywhere")) {
				throw new IllegalStateException("thrown by the test");
			}
		}

	}

}
