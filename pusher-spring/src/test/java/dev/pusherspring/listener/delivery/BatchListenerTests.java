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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherHeaders;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.UserId;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.BatchSettings;
import dev.pusherspring.listener.batch.ManualTimer;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherListener} methods that get many messages at a time.
 */
@Timeout(30)
class BatchListenerTests {

	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private final ListeningContext context = new ListeningContext();

	private final ManualTimer timer = new ManualTimer();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final List<String> recovered = new CopyOnWriteArrayList<>();

	private @Nullable EventDelivery delivery;

	private @Nullable PusherListenerInterceptor interceptor;

	private boolean failing;

	private long sent;

	@AfterEach
	void close() {
		if (this.delivery != null) {
			this.delivery.stop();
		}
		this.context.close();
	}

	@Test
	void payloadsComeTogether() {
		Payloads listener = start(Payloads.class);
		send("orders", "1", "2");
		this.timer.advance(MAX_WAIT);
		await(() -> assertThat(listener.calls).containsExactly("[1, 2]"));
		send("orders", "3", "4", "5", "6", "7");
		await(() -> assertThat(listener.calls).containsExactly("[1, 2]", "[3, 4, 5, 6]"));
		assertThat(delivery().getQueued()).isEqualTo(1);
	}

	@Test
	void parametersTellOfEachMessage() {
		Parameters listener = start(Parameters.class);
		send("orders", "1", "2");
		this.timer.advance(MAX_WAIT);
		await(() -> assertThat(listener.calls).containsExactlyInAnyOrder(
				"events [1, 2] [orders, orders] [placed, placed]", "message [1, 2] [orders, orders]",
				"messages [1, 2] user", "one orders placed true", "headers [placed, placed] [user, user]", "batch 2"));
	}

	@Test
	void limitsOfAListenerComeFirst() {
		Own listener = start(Own.class);
		send("orders", "1", "2", "3");
		await(() -> assertThat(listener.calls).containsExactly("[1, 2]"));
		this.timer.advance(Duration.ofMillis(500));
		await(() -> assertThat(listener.calls).containsExactly("[1, 2]", "[3]"));
	}

	@Test
	void messagesThatDoNotMeetTheConditionAreLeftOut() {
		Conditional listener = start(Conditional.class);
		send("orders", "1", "2", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[2, 4]", "[4]"));
		assertThat(this.handled).isEmpty();
		send("orders", "1", "3", "5", "7");
		await(() -> assertThat(delivery().getQueued()).isZero());
		delivery().stop();
		assertThat(listener.calls).hasSize(2);
	}

	@Test
	void retryBeginsAtTheMessageThatFailed() {
		Located listener = start(Located.class);
		send("orders", "1", "-2", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[1, -2, 3, 4]", "[-2, 3, 4]", "[3, 4]"));
		assertThat(this.handled).containsExactly("PusherMessageEvent -2 BatchListenerFailedException");
		assertThat(this.recovered).containsExactly("-2");
		assertThat(delivery().getStatistics().failed()).isEqualTo(1);
	}

	@Test
	void eachMessageThatFailsHasItsAttempts() {
		Located listener = start(Located.class);
		send("orders", "-1", "-2", "-3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[-1, -2, -3, 4]", "[-1, -2, -3, 4]", "[-2, -3, 4]",
				"[-2, -3, 4]", "[-3, 4]", "[-3, 4]", "[4]"));
		assertThat(this.recovered).containsExactly("-1", "-2", "-3");
	}

	@Test
	void withoutAPositionTheBatchIsRepeatedAndGivenUpAsAWhole() {
		Failing listener = start(Failing.class);
		send("orders", "1", "2", "3", "4");
		await(() -> assertThat(this.recovered).containsExactly("1", "2", "3", "4"));
		assertThat(listener.calls).containsExactly("[1, 2, 3, 4]", "[1, 2, 3, 4]");
		assertThat(this.handled).containsExactly("PusherBatchEvent 1,2,3,4 IllegalStateException");
		assertThat(delivery().getStatistics().failed()).isEqualTo(4);
	}

	@Test
	void dataThatDoesNotFitFailsByItself() {
		Payloads listener = start(Payloads.class);
		send("orders", "1", "\"x\"", "3", "{}");
		await(() -> assertThat(listener.calls).containsExactly("[1, 3]"));
		assertThat(this.handled).containsExactly("PusherMessageEvent \"x\" PayloadConversionException",
				"PusherMessageEvent {} PayloadConversionException");
		assertThat(this.recovered).containsExactly("\"x\"", "{}");
	}

	@Test
	void messageThatTheConditionFailsOnFailsByItself() {
		Divided listener = start(Divided.class);
		send("orders", "1", "0", "2", "3");
		await(() -> assertThat(listener.calls).containsExactly("[1, 2, 3]"));
		assertThat(this.recovered).containsExactly("0");
	}

	@Test
	void interceptorThatSwallowsFailuresDoesNotKeepTheOthersFromTheListener() {
		this.interceptor = (listener, event, call) -> {
			try {
				call.proceed();
			}
			catch (RuntimeException ex) {
				this.handled.add("swallowed");
			}
		};
		Payloads listener = start(Payloads.class);
		send("orders", "1", "{}", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[1, 3, 4]"));
		assertThat(this.recovered).containsExactly("{}");
	}

	@Test
	void errorOfAnErrorHandlerDoesNotKeepTheOthersFromTheListener() {
		this.failing = true;
		Located listener = start(Located.class);
		send("orders", "1", "-2", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[1, -2, 3, 4]", "[-2, 3, 4]", "[3, 4]"));
	}

	@Test
	void batchOfNothingThatFitsCallsNobody() {
		Payloads listener = start(Payloads.class);
		send("orders", "{}", "{}", "{}", "{}");
		await(() -> assertThat(this.recovered).hasSize(4));
		assertThat(listener.calls).isEmpty();
	}

	@Test
	void positionCountsAlsoInWhatAMethodReturns() {
		Asynchronous listener = start(Asynchronous.class);
		send("orders", "1", "-2", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[1, -2, 3, 4]", "[-2, 3, 4]", "[3, 4]"));
		assertThat(this.recovered).containsExactly("-2");
	}

	@Test
	void unorderedBatchIsRepeatedFromWhereItFailedAndCountsMeanwhile() {
		Unordered listener = start(Unordered.class);
		send("orders", "1", "-2", "3", "4");
		await(() -> assertThat(listener.calls).containsExactly("[1, -2, 3, 4]", "[-2, 3, 4]", "[3, 4]"));
		await(() -> assertThat(delivery().getQueued()).isZero());
	}

	@Test
	void whatWaitsIsDeliveredWhenDeliveryEnds() {
		Payloads listener = start(Payloads.class);
		send("orders", "1", "2");
		delivery().stop();
		assertThat(listener.calls).containsExactly("[1, 2]");
		assertThat(delivery().getDropped()).isZero();
		assertThat(delivery().getQueued()).isZero();
	}

	@Test
	void whatWaitsIsDeliveredBeforeTheClientDisconnects() {
		Payloads listener = start(Payloads.class);
		send("orders", "1", "2");
		List<String> before = new ArrayList<>();
		delivery().stop(() -> before.addAll(listener.calls));
		assertThat(before).containsExactly("[1, 2]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BLOCK", "DROP_OLDEST", "DROP_NEWEST" })
	void fullQueueEndsTheWait(OverflowPolicy overflow) {
		Large listener = start(Large.class, overflow, 4);
		send("orders", "1", "2");
		send("payments", "3", "4");
		// those that were not handed over yet when the queue was full wait on
		await(() -> assertThat(listener.received).startsWith(1, 2));
		this.timer.advance(MAX_WAIT);
		await(() -> assertThat(listener.received).containsExactly(1, 2, 3, 4));
		assertThat(delivery().getDropped()).isZero();
		await(() -> assertThat(delivery().isReadingPaused()).isFalse());
	}

	@Test
	void oldestThatWaitsForABusyListenerIsDropped() throws Exception {
		Blocked listener = start(Blocked.class, OverflowPolicy.DROP_OLDEST, 4);
		send("orders", "0");
		this.timer.advance(MAX_WAIT);
		assertThat(listener.entered.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 1; i <= 6; i++) {
			send("orders", String.valueOf(i));
		}
		await(() -> assertThat(delivery().getDropped()).isEqualTo(2));
		listener.gate.countDown();
		await(() -> assertThat(listener.calls).containsExactly("[0]", "[3, 4, 5, 6]"));
	}

	@Test
	void pausedListenerMissesWhatWaits() {
		Payloads listener = start(Payloads.class);
		this.context.registry().pause("payloads");
		send("orders", "1", "2", "3", "4");
		await(() -> assertThat(delivery().getStatistics().delivered()).isEqualTo(4));
		this.context.registry().resume("payloads");
		send("orders", "5", "6", "7", "8");
		await(() -> assertThat(listener.calls).containsExactly("[5, 6, 7, 8]"));
	}

	@ParameterizedTest
	@ValueSource(classes = { OnePayload.class, TwoPayloads.class, RawList.class, Members.class, OneChannel.class,
			OneUser.class, ProtocolEvents.class, OneMessage.class, NoBatch.class, NoSize.class, OneEvent.class })
	void whatABatchCannotGiveIsRefused(Class<?> type) {
		this.context.context().register(type);
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(this.context::start)
			.withMessageContaining("@PusherListener method")
			.withMessageContaining(type.getSimpleName());
	}

	private <T> T start(Class<T> type) {
		return start(type, OverflowPolicy.BLOCK, 100);
	}

	private <T> T start(Class<T> type, OverflowPolicy overflow, int capacity) {
		this.context.context().registerBean(type);
		this.context.start();
		EventDispatcher dispatcher = new EventDispatcher(PusherClient.DEFAULT_NAME, this.context.registry(),
				new ApplicationEventListeners(this.context.context()), (listener, event, cause) -> handle(event, cause),
				new RetrySettings(2, Duration.ofMillis(1), 1, Duration.ofMillis(1)), Duration.ofSeconds(10));
		if (this.interceptor != null) {
			dispatcher.addInterceptor(this.interceptor);
		}
		dispatcher.setRecoverer((listener, event, cause) -> this.recovered.add(data(event)));
		CustomizableThreadFactory threads = new CustomizableThreadFactory("under-test-");
		threads.setDaemon(true);
		EventDelivery delivery = new EventDelivery(PusherClient.DEFAULT_NAME,
				new DeliverySettings(1, capacity, overflow, Duration.ofSeconds(10))
					.withBatch(new BatchSettings(4, MAX_WAIT)),
				threads, dispatcher, this.timer);
		delivery.start(this.context.client());
		this.delivery = delivery;
		return this.context.bean(type);
	}

	private void handle(PusherChannelEvent event, Throwable cause) {
		this.handled
			.add("%s %s %s".formatted(event.getClass().getSimpleName(), data(event), cause.getClass().getSimpleName()));
		if (this.failing) {
			throw new AssertionError("the handler fails");
		}
	}

	private EventDelivery delivery() {
		return Objects.requireNonNull(this.delivery);
	}

	// also waits until the listener has them, so that time may go on
	private void send(String channel, String... data) {
		for (String text : data) {
			delivery().deliver(new PusherMessageEvent(this.context.client(), channel, "placed", text, "user",
					JsonMapper.shared()));
		}
		this.sent += data.length;
		long total = this.sent;
		await(() -> assertThat(delivery().getStatistics().delivered()).isGreaterThanOrEqualTo(total));
	}

	private static void await(Runnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(assertion::run);
	}

	private static String data(PusherChannelEvent event) {
		return (event instanceof PusherBatchEvent batch)
				? String.join(",", batch.getEvents().stream().map(PusherMessageEvent::getData).toList())
				: String.valueOf(((PusherMessageEvent) event).getData());
	}

	private static void requirePositive(List<Integer> numbers) {
		for (int i = 0; i < numbers.size(); i++) {
			if (numbers.get(i) < 0) {
				throw new BatchListenerFailedException(i, new IllegalStateException("negative"));
			}
		}
	}

	abstract static class Recorder {

		final List<String> calls = new CopyOnWriteArrayList<>();

	}

	static class Payloads extends Recorder {

		@PusherListener(id = "payloads", channels = "orders", batch = true)
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
		}

	}

	static class Parameters extends Recorder {

		@PusherListener(channels = "orders", batch = true)
		void events(List<PusherMessageEvent> events, @ChannelName List<String> channels,
				@EventName List<String> names) {
			this.calls.add("events %s %s %s".formatted(events.stream().map(PusherMessageEvent::getData).toList(),
					channels, names));
		}

		@PusherListener(channels = "orders", batch = true)
		void message(Message<List<Integer>> message) {
			this.calls
				.add("message %s %s".formatted(message.getPayload(), message.getHeaders().get(PusherHeaders.CHANNEL)));
		}

		@PusherListener(channels = "orders", batch = true)
		void messages(List<Message<Integer>> messages) {
			this.calls.add("messages %s %s".formatted(messages.stream().map(Message::getPayload).toList(),
					messages.get(0).getHeaders().get(PusherHeaders.USER_ID)));
		}

		@PusherListener(channels = "orders", events = "placed", batch = true)
		void one(@ChannelName String channel, @EventName String event, PusherClient client) {
			this.calls.add("one %s %s %s".formatted(channel, event, client != null));
		}

		@PusherListener(channels = "orders", batch = true)
		void headers(@Header(PusherHeaders.EVENT) List<String> events, @UserId List<String> users) {
			this.calls.add("headers %s %s".formatted(events, users));
		}

		@PusherListener(channels = "orders", batch = true)
		void batch(PusherBatchEvent batch) {
			this.calls.add("batch " + batch.getEvents().size());
		}

	}

	static class Own extends Recorder {

		@PusherListener(channels = "orders", batch = true, batchMaxSize = "2", batchMaxWait = "500ms")
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
		}

	}

	static class Conditional extends Recorder {

		@PusherListener(channels = "orders", batch = true, condition = "#payload % 2 == 0")
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
			if (numbers.size() == 2) {
				throw new BatchListenerFailedException(1, new IllegalStateException("again"));
			}
		}

	}

	static class Divided extends Recorder {

		@PusherListener(channels = "orders", batch = true, condition = "6 / #payload > 0")
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
		}

	}

	static class Located extends Recorder {

		@PusherListener(channels = "orders", batch = true)
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
			requirePositive(numbers);
		}

	}

	static class Failing extends Recorder {

		@PusherListener(channels = "orders", batch = true)
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
			throw new IllegalStateException("no");
		}

	}

	static class Asynchronous extends Recorder {

		@PusherListener(channels = "orders", batch = true)
		CompletableFuture<Void> on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
			return CompletableFuture.runAsync(() -> requirePositive(numbers));
		}

	}

	static class Unordered extends Recorder {

		@PusherListener(channels = "orders", batch = true, ordered = false)
		void on(List<Integer> numbers) {
			this.calls.add(numbers.toString());
			requirePositive(numbers);
		}

	}

	static class Large {

		private final List<Integer> received = new CopyOnWriteArrayList<>();

		@PusherListener(channels = { "orders", "payments" }, batch = true, batchMaxSize = "1000")
		void on(List<Integer> numbers) {
			this.received.addAll(numbers);
		}

	}

	static class Blocked extends Recorder {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch gate = new CountDownLatch(1);

		@PusherListener(channels = "orders", batch = true)
		void on(List<Integer> numbers) throws InterruptedException {
			this.entered.countDown();
			this.gate.await();
			this.calls.add(numbers.toString());
		}

	}

	static class OnePayload {

		@PusherListener(channels = "orders", batch = true)
		void on(Integer number) {
		}

	}

	static class TwoPayloads {

		@PusherListener(channels = "orders", batch = true)
		void on(List<Integer> numbers, List<String> texts) {
		}

	}

	@SuppressWarnings("rawtypes")
	static class RawList {

		@PusherListener(channels = "orders", batch = true)
		void on(List numbers) {
		}

	}

	static class Members {

		@PusherListener(channels = "presence-room", batch = true)
		void on(List<PusherMemberAddedEvent> events) {
		}

	}

	static class OneChannel {

		@PusherListener(channels = "orders-*", batch = true)
		void on(@ChannelName String channel) {
		}

	}

	static class OneEvent {

		@PusherListener(channels = "orders", batch = true)
		void on(@EventName String event) {
		}

	}

	static class OneUser {

		@PusherListener(channels = "orders", batch = true)
		void on(@UserId String user) {
		}

	}

	static class ProtocolEvents {

		@PusherListener(channels = "presence-room", events = "pusher:member_added", batch = true)
		void on(List<Integer> numbers) {
		}

	}

	static class OneMessage {

		@PusherListener(channels = "orders", batch = true)
		void on(Message<Integer> message) {
		}

	}

	static class NoBatch {

		@PusherListener(channels = "orders", batchMaxSize = "5")
		void on(Integer number) {
		}

	}

	static class NoSize {

		@PusherListener(channels = "orders", batch = true, batchMaxSize = "0")
		void on(List<Integer> numbers) {
		}

	}

}
