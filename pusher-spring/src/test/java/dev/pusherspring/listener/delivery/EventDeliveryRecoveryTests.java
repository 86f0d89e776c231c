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
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalMatchers;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.InOrder;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherIdleEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.batch.ManualTimer;
import dev.pusherspring.listener.deduplicate.DeduplicationSettings;
import dev.pusherspring.listener.recovery.MissedEventsRecovery;
import dev.pusherspring.listener.recovery.RecoveryStatistics;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link EventDelivery} with a recovery of missed events, and with what else
 * belongs to a client and its statistics.
 */
@Timeout(20)
class EventDeliveryRecoveryTests {

	private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final MissedEventsRecovery recovery = Mockito.mock(MissedEventsRecovery.class);

	private final List<PusherApplicationEvent> received = new CopyOnWriteArrayList<>();

	private final ListenerGate gate = new ListenerGate();

	@BeforeEach
	void passOn() {
		BDDMockito.given(this.recovery.withPosition(ArgumentMatchers.any()))
			.willAnswer((invocation) -> invocation.getArgument(0));
	}

	@AfterEach
	void openGate() {
		this.gate.open();
	}

	@Test
	void recoveryStartsOnceAndEndsWithDelivery() {
		EventDelivery delivery = recovering(DRAIN_TIMEOUT, this.received::add);
		delivery.start(this.client);
		delivery.start(this.client);
		BDDMockito.then(this.recovery).should().start(ArgumentMatchers.same(this.client), ArgumentMatchers.any());
		delivery.stop();
		delivery.stop();
		InOrder inOrder = Mockito.inOrder(this.recovery);
		inOrder.verify(this.recovery).cancel();
		inOrder.verify(this.recovery).stop(ArgumentMatchers.eq(true), AdditionalMatchers.gt(System.nanoTime()));
		inOrder.verifyNoMoreInteractions();
	}

	@Test
	void recoveryLearnsThatNotAllCouldBeDelivered() {
		EventDelivery delivery = recovering(Duration.ofMillis(1), this.gate);
		delivery.start(this.client);
		delivery.deliver(message("1"));
		delivery.deliver(message("2"));
		this.gate.awaitEntered();
		try (LogRecorder log = new LogRecorder("dev.pusherspring.delivery")) {
			delivery.stop();
			assertThat(log.text()).contains("1 events could not be delivered within 1 ms");
		}
		BDDMockito.then(this.recovery).should().stop(ArgumentMatchers.eq(false), ArgumentMatchers.anyLong());
	}

	@Test
	void recoveryLearnsThatAListenerIsNotDone() {
		EventDelivery delivery = recovering(Duration.ofMillis(1), this.gate);
		delivery.start(this.client);
		delivery.deliver(message("1"));
		this.gate.awaitEntered();
		delivery.stop();
		BDDMockito.then(this.recovery).should().stop(ArgumentMatchers.eq(false), ArgumentMatchers.anyLong());
	}

	@Test
	void recoveryHearsOfAllThatArrives() {
		PusherMessageEvent event = message("1");
		deliverAndStop(recovering(DRAIN_TIMEOUT, this.received::add), event);
		BDDMockito.then(this.recovery).should().arrived(event);
		BDDMockito.then(this.recovery).should().roomMade();
	}

	@Test
	void eventThatIsKnownIsNotDeliveredAgain() {
		PusherMessageEvent known = message("1");
		PusherMessageEvent other = message("2");
		BDDMockito.given(this.recovery.isKnown(known)).willReturn(true);
		deliverAndStop(recovering(DRAIN_TIMEOUT, this.received::add), known, other);
		assertThat(this.received).containsExactly(other);
		BDDMockito.then(this.recovery).should(Mockito.never()).delivered(known);
		BDDMockito.then(this.recovery).should().delivered(other);
	}

	@Test
	void listenersGetTheEventWithItsPosition() {
		PusherMessageEvent event = message("1");
		PusherMessageEvent positioned = message("1");
		BDDMockito.given(this.recovery.withPosition(event)).willReturn(positioned);
		deliverAndStop(recovering(DRAIN_TIMEOUT, this.received::add), event);
		assertThat(this.received).singleElement().isSameAs(positioned);
		BDDMockito.then(this.recovery).should().delivered(ArgumentMatchers.same(event));
	}

	@Test
	void eventIsDeliveredAlsoIfItsListenerThrows() {
		PusherMessageEvent event = message("1");
		try (LogRecorder log = new LogRecorder("dev.pusherspring.delivery")) {
			deliverAndStop(recovering(DRAIN_TIMEOUT, (delivered) -> {
				throw new IllegalStateException("broken");
			}), event);
			assertThat(log.text()).contains("Unexpected failure while delivering PusherMessageEvent");
		}
		BDDMockito.then(this.recovery).should().delivered(event);
	}

	@Test
	void recoveryIsAskedToForgetAndForItsStatistics() {
		RecoveryStatistics statistics = Mockito.mock(RecoveryStatistics.class);
		BDDMockito.given(this.recovery.getStatistics()).willReturn(statistics);
		EventDelivery delivery = recovering(DRAIN_TIMEOUT, this.received::add);
		delivery.forgetUnwanted();
		BDDMockito.then(this.recovery).should().forgetUnwanted();
		assertThat(delivery.getRecoveryStatistics()).isSameAs(statistics);
	}

	@Test
	void withoutRecoveryThereIsNothingToForget() {
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.received::add);
		delivery.forgetUnwanted();
		assertThat(delivery.getRecoveryStatistics()).isNull();
	}

	@Test
	void readingStopsBeforeTheClientDisconnectsAndMayGoOnAfterwards() {
		EventDelivery delivery = recovering(DRAIN_TIMEOUT, this.received::add);
		Runnable disconnection = Mockito.mock(Runnable.class);
		delivery.start(this.client);
		delivery.deliver(message("1"));
		delivery.stop(disconnection);
		InOrder inOrder = Mockito.inOrder(this.client, this.recovery, disconnection);
		inOrder.verify(this.client).pause(delivery);
		inOrder.verify(this.recovery).cancel();
		inOrder.verify(disconnection).run();
		inOrder.verify(this.recovery).cancel();
		inOrder.verify(this.recovery).stop(ArgumentMatchers.eq(true), ArgumentMatchers.anyLong());
		inOrder.verify(this.client).resume(delivery);
		assertThat(delivery.isRunning()).isFalse();
	}

	@Test
	void clientDisconnectsWhenWhatWaitsHasBeenDelivered() {
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.gate);
		delivery.start(this.client);
		delivery.deliver(message("1"));
		this.gate.awaitEntered();
		delivery.deliver(message("2"));
		Thread stop = new Thread(() -> delivery.stop(() -> this.received.addAll(this.gate.received())));
		stop.start();
		FastAwait.until(() -> stop.getState() == Thread.State.TIMED_WAITING || !stop.isAlive());
		this.gate.open();
		FastAwait.until(() -> !stop.isAlive());
		assertThat(this.received).hasSize(2);
	}

	@Test
	void whatComesWhileTheClientDisconnectsIsDelivered() {
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.received::add);
		delivery.start(this.client);
		PusherApplicationEvent disconnected = new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTED,
				ConnectionState.DISCONNECTED);
		delivery.stop(() -> delivery.deliver(disconnected));
		assertThat(this.received).containsExactly(disconnected);
	}

	@Test
	void drainingEndsAtTheTimeout() {
		EventDelivery delivery = delivery(settings(Duration.ofMillis(1)), this.gate);
		delivery.start(this.client);
		delivery.deliver(message("1"));
		this.gate.awaitEntered();
		Runnable disconnection = Mockito.mock(Runnable.class);
		delivery.stop(disconnection);
		BDDMockito.then(disconnection).should().run();
		assertThat(this.gate.received()).hasSize(1);
	}

	@Test
	void deliveryEndsAlsoIfTheClientCannotDisconnect() {
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.received::add);
		delivery.start(this.client);
		assertThatIllegalStateException().isThrownBy(() -> delivery.stop(() -> {
			throw new IllegalStateException("stuck");
		})).withMessage("stuck");
		assertThat(delivery.isRunning()).isFalse();
		BDDMockito.then(this.client).should().resume(delivery);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void clientDisconnectsAndDeliveryEndsAlsoIfReadingCannotBePaused(boolean stuck) {
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.received::add);
		delivery.start(this.client);
		BDDMockito.willThrow(new IllegalStateException("no pause")).given(this.client).pause(delivery);
		Runnable disconnection = Mockito.mock(Runnable.class);
		if (stuck) {
			BDDMockito.willThrow(new IllegalStateException("stuck")).given(disconnection).run();
		}
		assertThatIllegalStateException().isThrownBy(() -> delivery.stop(disconnection))
			.withMessage(stuck ? "stuck" : "no pause");
		BDDMockito.then(disconnection).should().run();
		assertThat(delivery.isRunning()).isFalse();
		BDDMockito.then(this.client).should().resume(delivery);
	}

	@Test
	void clientDisconnectsAlsoIfDeliveryHasNotStarted() {
		Runnable disconnection = Mockito.mock(Runnable.class);
		recovering(DRAIN_TIMEOUT, this.received::add).stop(disconnection);
		BDDMockito.then(disconnection).should().run();
		BDDMockito.then(this.recovery).shouldHaveNoInteractions();
	}

	@Test
	void duplicatesAreCountedButNotDelivered() {
		EventDelivery delivery = delivery(
				settings(DRAIN_TIMEOUT).withDeduplication(
						new DeduplicationSettings(List.of("orders"), null, Duration.ofMinutes(1), 10, 10)),
				this.received::add);
		PusherApplicationEvent state = new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING,
				ConnectionState.CONNECTED);
		deliverAndStop(delivery, message("1"), state, message("1"), state, message("2"));
		assertThat(this.received).hasSize(4);
		DeliveryStatistics statistics = delivery.getStatistics();
		assertThat(statistics.deduplicated()).isEqualTo(1);
		assertThat(statistics.delivered()).isEqualTo(2);
	}

	@Test
	void statisticsTellWhatWaitsAndWhatWasDropped() {
		EventDelivery delivery = new EventDelivery("shop",
				new DeliverySettings(1, 2, OverflowPolicy.DROP_NEWEST, DRAIN_TIMEOUT), Thread::new, this.gate);
		assertThat(delivery.getApp()).isEqualTo("shop");
		delivery.start(this.client);
		delivery.deliver(message("0"));
		this.gate.awaitEntered();
		List.of("1", "2", "3").forEach((name) -> delivery.deliver(message(name)));
		assertThat(delivery.getStatistics()).as("with the report")
			.isEqualTo(new DeliveryStatistics(3, 2, 0, 0, 1, 0, false, 0));
		assertThat(delivery.getQueued()).isEqualTo(3);
		assertThat(delivery.getDropped()).isEqualTo(1);
		this.gate.open();
		delivery.stop();
		assertThat(delivery.getStatistics()).isEqualTo(new DeliveryStatistics(0, 2, 3, 0, 1, 0, false, 0));
	}

	@Test
	void statisticsTellOfAPause() {
		EventDelivery delivery = new EventDelivery(new DeliverySettings(1, 2, OverflowPolicy.BLOCK, DRAIN_TIMEOUT),
				Thread::new, this.gate);
		delivery.start(this.client);
		delivery.deliver(message("0"));
		this.gate.awaitEntered();
		assertThat(delivery.isReadingPaused()).isFalse();
		delivery.deliver(message("1"));
		delivery.deliver(message("2"));
		assertThat(delivery.isReadingPaused()).isTrue();
		assertThat(delivery.getStatistics()).as("with the report")
			.isEqualTo(new DeliveryStatistics(3, 2, 0, 0, 0, 1, true, 0));
		this.gate.open();
		delivery.stop();
		assertThat(delivery.isReadingPaused()).isFalse();
	}

	@Test
	void nothingIsLoggedIfAllHasBeenDelivered() {
		try (LogRecorder log = new LogRecorder("dev.pusherspring.delivery")) {
			deliverAndStop(delivery(settings(DRAIN_TIMEOUT), this.received::add), message("1"));
			assertThat(log.text()).isEmpty();
		}
	}

	@Test
	void observerIsToldWhatLeavesTheQueueUntilItIsRemoved() {
		DeliveryObserver observer = Mockito.mock(DeliveryObserver.class);
		EventDelivery delivery = delivery(settings(DRAIN_TIMEOUT), this.received::add);
		Registration registration = delivery.addObserver(observer);
		PusherMessageEvent event = message("1");
		deliverAndStop(delivery, event);
		registration.remove();
		deliverAndStop(delivery, message("2"));
		BDDMockito.then(observer).should().taken(ArgumentMatchers.same(event), ArgumentMatchers.anyLong());
		BDDMockito.then(observer).shouldHaveNoMoreInteractions();
	}

	@Test
	void onlyMessagesEndAnIdleTime() {
		ManualTimer clock = new ManualTimer();
		List<Thread> threads = new CopyOnWriteArrayList<>();
		EventDelivery delivery = new EventDelivery("shop",
				new DeliverySettings(1, 100, OverflowPolicy.BLOCK, DRAIN_TIMEOUT, Duration.ofMillis(1)), (task) -> {
					Thread thread = new Thread(task, "delivery-under-test");
					threads.add(thread);
					return thread;
				}, this.received::add, clock);
		delivery.start(this.client);
		clock.advance(Duration.ofMillis(1));
		FastAwait.until(() -> this.received.size() == 1);
		delivery.deliver(
				new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED));
		clock.advance(Duration.ofMillis(1));
		FastAwait.until(() -> this.received.size() == 3);
		delivery.deliver(message("1"));
		clock.advance(Duration.ofMillis(3));
		FastAwait.until(() -> this.received.size() == 5);
		delivery.stop();
		assertThat(this.received).filteredOn(PusherIdleEvent.class::isInstance)
			.extracting((event) -> ((PusherIdleEvent) event).getIdleTime().toMillis())
			.containsExactly(1L, 2L, 3L);
		FastAwait.until(() -> threads.stream().noneMatch(Thread::isAlive));
		assertThat(threads).hasSize(2);
	}

	private void deliverAndStop(EventDelivery delivery, PusherApplicationEvent... events) {
		delivery.start(this.client);
		List.of(events).forEach(delivery::deliver);
		delivery.stop();
	}

	private EventDelivery recovering(Duration drainTimeout, Consumer<PusherApplicationEvent> listeners) {
		EventDelivery delivery = delivery(settings(drainTimeout), listeners);
		delivery.setRecovery(this.recovery);
		return delivery;
	}

	private static EventDelivery delivery(DeliverySettings settings, Consumer<PusherApplicationEvent> listeners) {
		return new EventDelivery(settings, (task) -> {
			Thread thread = new Thread(task, "delivery-under-test");
			thread.setDaemon(true);
			return thread;
		}, listeners);
	}

	private static DeliverySettings settings(Duration drainTimeout) {
		return new DeliverySettings(1, 100, OverflowPolicy.BLOCK, drainTimeout);
	}

	private PusherMessageEvent message(String data) {
		return new PusherMessageEvent(this.client, "orders", "placed", data, null, JsonMapper.shared());
	}

}
