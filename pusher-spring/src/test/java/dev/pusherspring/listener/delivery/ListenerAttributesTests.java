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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherIdleEvent;
import dev.pusherspring.event.PusherListenerFailedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerRecoverer;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a {@link PusherListener} may say about how it is called: retry, error
 * handler, threads, order.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerAttributesTests {

	private final ListeningContext context = new ListeningContext();

	private final List<String> recovered = new CopyOnWriteArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	@BeforeEach
	void setProperties() {
		System.setProperty("test.attempts", "2");
	}

	@AfterEach
	void close() {
		System.clearProperty("test.attempts");
		this.gate.countDown();
		this.context.close();
	}

	@Test
	void valueIsAnAliasForChannels() {
		start(Short.class);
		assertThat(this.context.subscribed()).containsExactly("orders");
	}

	@Test
	void listenerHasItsOwnRetry() {
		Failing failing = start(Failing.class);
		dispatcher(RetrySettings.none(), null).accept(message("orders", "placed"));
		assertThat(failing.calls).containsExactly("twice", "twice", "once");
	}

	@Test
	void retryOfAListenerInheritsWhatItDoesNotSay() {
		Failing failing = start(Failing.class);
		RetrySettings three = new RetrySettings(3, Duration.ofMillis(1), 1, Duration.ofMillis(1));
		dispatcher(three, null).accept(message("orders", "placed"));
		assertThat(failing.calls).containsExactly("twice", "twice", "once", "once", "once");
	}

	@Test
	void listenerHasItsOwnErrorHandler() {
		this.context.context().registerBean("mine", Handler.class);
		Handled handled = start(Handled.class);
		dispatcher(RetrySettings.none(), null).accept(message("orders", "placed"));
		assertThat(handled).isNotNull();
		assertThat(this.context.bean(Handler.class).handled).containsExactly("with");
		assertThat(this.recovered).containsExactly("app handled without");
	}

	@ParameterizedTest
	@ValueSource(classes = { NoSuchHandler.class, NoNumber.class, NoDuration.class, Negative.class, NoAttempt.class })
	void whatCannotBeUsedIsRefusedAtTheStart(Class<?> type) {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(type))
			.withMessageContaining("cannot be used")
			.withMessageContaining("bean 'listenerAttributesTests." + type.getSimpleName() + "'");
	}

	@Test
	void eventThatAListenerHasFailedOnIsPublished() {
		this.context.context().registerBean(DeadLetters.class);
		start(Failing.class);
		dispatcher(RetrySettings.none(), null).accept(message("orders", "placed"));
		assertThat(this.context.bean(DeadLetters.class).letters).extracting(PusherListenerFailedEvent::getListener)
			.containsExactly("twice", "once");
		assertThat(this.context.bean(DeadLetters.class).letters.get(0)).satisfies((letter) -> {
			assertThat(letter.getEvent()).isInstanceOfSatisfying(PusherMessageEvent.class,
					(event) -> assertThat(event.getData()).isEqualTo("\"text\""));
			assertThat(letter.getChannel()).isEqualTo("orders");
			assertThat(letter.getCause()).hasMessage("no");
			assertThat(letter).hasToString("PusherListenerFailedEvent[listener=twice, event="
					+ "PusherMessageEvent[channel=orders, event=placed]]");
		});
	}

	@Test
	void recovererTakesWhatListenersHaveFailedOn() {
		this.context.context().registerBean(DeadLetters.class);
		start(Failing.class);
		dispatcher(RetrySettings.none(),
				(listener, event, cause) -> this.recovered
					.add(listener.getId() + " " + event.getEvent() + " " + cause.getMessage()))
			.accept(message("orders", "placed"));
		assertThat(this.recovered).contains("twice placed no", "once placed no");
		assertThat(this.context.bean(DeadLetters.class).letters).isEmpty();
	}

	@Test
	void recovererThatThrowsHurtsNobody(CapturedOutput output) {
		start(Failing.class);
		dispatcher(RetrySettings.none(), (listener, event, cause) -> {
			throw new IllegalStateException("the disk is full");
		}).accept(message("orders", "placed"));
		assertThat(output).contains("The recoverer failed on what listener 'once' has thrown", "the disk is full");
	}

	@Test
	void listenerWithThreadsOfItsOwnHoldsUpNoOther() {
		Lanes lanes = start(Lanes.class);
		lanes.gate = this.gate;
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		IntStream.range(0, 5).forEach((i) -> delivery.deliver(message("orders", "event-" + i)));
		Awaitility.await().until(() -> lanes.quick.size() == 5);
		assertThat(lanes.slow).isEmpty();
		assertThat(delivery.getQueued()).as("one is with the listener").isEqualTo(4);
		this.gate.countDown();
		delivery.stop();
		assertThat(lanes.slow).as("in order, and drained").isEqualTo(lanes.quick);
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void whatWaitsForOneListenerCountsLikeTheRest() {
		Lanes lanes = start(Lanes.class);
		lanes.gate = this.gate;
		EventDelivery delivery = delivery(OverflowPolicy.DROP_OLDEST, 3);
		for (int i = 0; i < 100; i++) {
			delivery.deliver(message("orders", "event-" + i));
			int count = i + 1;
			Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> lanes.quick.size() == count);
		}
		assertThat(delivery.getStatistics().dropped()).isGreaterThan(90);
		assertThat(delivery.getQueued()).isLessThanOrEqualTo(4);
		this.gate.countDown();
		delivery.stop();
		assertThat(lanes.slow).startsWith("event-0").endsWith("event-99").hasSizeLessThan(10);
	}

	@Test
	void listenerWithThreadsOfItsOwnMayCloseTheContext() {
		Lanes lanes = start(Lanes.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		lanes.action = delivery::stop;
		delivery.deliver(message("orders", "stop"));
		Awaitility.await().until(() -> lanes.slow.contains("stop"));
	}

	@Test
	void listenerWithoutOrderDoesNotHoldUpItsChannelWhileItWaits() {
		Unordered unordered = start(Unordered.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100);
		delivery.deliver(message("orders", "fails"));
		delivery.deliver(message("orders", "passes"));
		Awaitility.await().until(() -> unordered.calls.size() == 3);
		assertThat(unordered.calls).containsExactly("fails", "passes", "fails");
		Awaitility.await().until(() -> delivery.getStatistics().failed() == 1);
		delivery.stop();
		assertThat(delivery.getQueued()).isZero();
	}

	@Test
	void attemptThatIsDueAfterTheEndIsLostAndCounted(CapturedOutput output) {
		Patient patient = start(Patient.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, Duration.ofMillis(50), null);
		delivery.deliver(message("orders", "fails"));
		Awaitility.await().until(() -> delivery.getQueued() == 1);
		delivery.stop();
		assertThat(patient.calls).hasValue(1);
		assertThat(delivery.getQueued()).isZero();
		assertThat(output).contains("Stopped with 1 events not delivered");
	}

	@Test
	void tellsWhenNoMessageHasCome() {
		this.context.context().registerBean(Idle.class);
		start(Short.class);
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 100, Duration.ofSeconds(10), Duration.ofMillis(40));
		Idle idle = this.context.bean(Idle.class);
		Awaitility.await().until(() -> idle.events.size() >= 2);
		assertThat(idle.events.get(0).getIdleTime()).isBetween(Duration.ofMillis(40), Duration.ofSeconds(30));
		assertThat(idle.events.get(1).getIdleTime()).isGreaterThanOrEqualTo(Duration.ofMillis(80));
		delivery.deliver(message("orders", "placed"));
		delivery.stop();
		int before = idle.events.size();
		delivery.start(this.context.client());
		Awaitility.await().until(() -> idle.events.size() > before);
		delivery.stop();
	}

	private <T> T start(Class<T> type) {
		this.context.context().register(type);
		this.context.start();
		return this.context.bean(type);
	}

	private EventDispatcher dispatcher(RetrySettings retry, PusherListenerRecoverer recoverer) {
		EventDispatcher dispatcher = new EventDispatcher("pusher", this.context.registry(),
				new ApplicationEventListeners(this.context.context()),
				(listener, event, cause) -> this.recovered.add("app handled " + listener.getId()), retry,
				Duration.ofSeconds(10));
		if (recoverer != null) {
			dispatcher.setRecoverer(recoverer);
		}
		return dispatcher;
	}

	private EventDelivery delivery(OverflowPolicy overflow, int capacity) {
		return delivery(overflow, capacity, Duration.ofSeconds(10), null);
	}

	private EventDelivery delivery(OverflowPolicy overflow, int capacity, Duration drainTimeout, Duration idle) {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("under-test-");
		threads.setDaemon(true);
		EventDelivery delivery = new EventDelivery(new DeliverySettings(1, capacity, overflow, drainTimeout, idle),
				threads, dispatcher(RetrySettings.none(), null));
		delivery.start(this.context.client());
		return delivery;
	}

	private PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.context.client(), channel, event, "\"text\"", null, JsonMapper.shared());
	}

	static class Short {

		@PusherListener("orders")
		void on() {
		}

	}

	static class Failing {

		private final List<String> calls = new ArrayList<>();

		@PusherListener(id = "twice", value = "orders", retry = @PusherListener.Retry(maxAttempts = "${test.attempts}",
				initialDelay = "1ms", multiplier = "1.5", maxDelay = "PT0.002S"))
		void twice() {
			this.calls.add("twice");
			throw new IllegalStateException("no");
		}

		@PusherListener(id = "once", value = "orders")
		void once() {
			this.calls.add("once");
			throw new IllegalStateException("no");
		}

	}

	static class Handler implements PusherListenerErrorHandler {

		private final List<String> handled = new ArrayList<>();

		@Override
		public void handle(PusherListenerEndpoint listener, PusherChannelEvent event, Throwable cause) {
			this.handled.add(listener.getId());
		}

	}

	static class Handled {

		@PusherListener(id = "with", value = "orders", errorHandler = "mine")
		void with() {
			throw new IllegalStateException("no");
		}

		@PusherListener(id = "without", value = "orders")
		void without() {
			throw new IllegalStateException("no");
		}

	}

	static class NoSuchHandler {

		@PusherListener(value = "orders", errorHandler = "nobody")
		void on() {
		}

	}

	static class NoNumber {

		@PusherListener(value = "orders", concurrency = "many")
		void on() {
		}

	}

	static class NoDuration {

		@PusherListener(value = "orders", retry = @PusherListener.Retry(initialDelay = "soon"))
		void on() {
		}

	}

	static class Negative {

		@PusherListener(value = "orders", concurrency = "-1")
		void on() {
		}

	}

	static class NoAttempt {

		@PusherListener(value = "orders", retry = @PusherListener.Retry(maxAttempts = "0"))
		void on() {
		}

	}

	static class DeadLetters {

		private final List<PusherListenerFailedEvent> letters = new ArrayList<>();

		@EventListener
		void on(PusherListenerFailedEvent letter) {
			this.letters.add(letter);
		}

		@EventListener
		void on(PusherErrorEvent error) {
		}

	}

	static class Lanes {

		private final List<String> quick = new CopyOnWriteArrayList<>();

		private final List<String> slow = new CopyOnWriteArrayList<>();

		private volatile CountDownLatch gate = new CountDownLatch(0);

		private volatile Runnable action = () -> {
		};

		@PusherListener(value = "orders", concurrency = "2")
		void slow(@EventName String event) throws InterruptedException {
			this.gate.await(10, TimeUnit.SECONDS);
			this.action.run();
			this.slow.add(event);
		}

		@PusherListener("orders")
		void quick(@EventName String event) {
			this.quick.add(event);
		}

	}

	static class Unordered {

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@PusherListener(value = "orders", ordered = false,
				retry = @PusherListener.Retry(maxAttempts = "2", initialDelay = "50ms"))
		void on(@EventName String event) {
			this.calls.add(event);
			if (event.equals("fails")) {
				throw new IllegalStateException("no");
			}
		}

	}

	static class Patient {

		private final AtomicInteger calls = new AtomicInteger();

		@PusherListener(value = "orders", ordered = false,
				retry = @PusherListener.Retry(maxAttempts = "2", initialDelay = "1h"))
		void on() {
			this.calls.incrementAndGet();
			throw new IllegalStateException("no");
		}

	}

	static class Idle {

		private final List<PusherIdleEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void on(PusherIdleEvent event) {
			this.events.add(event);
		}

	}

}
