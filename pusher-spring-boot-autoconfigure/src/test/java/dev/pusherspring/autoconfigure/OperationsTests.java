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

package dev.pusherspring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.EventListener;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what operators see of an application that receives events, loses its
 * connection and has listeners that are too slow.
 */
class OperationsTests {

	@Test
	void connectionAndItsEventsAreSeen() {
		OperatedApplication.runner()
			.withPropertyValues("pusher.channels=orders,private-orders,presence-room")
			.run((context) -> {
				OperatedApplication application = new OperatedApplication(context);
				awaitSubscribed(application, "orders", "private-orders", "presence-room");
				application.server().trigger("orders", "placed", Map.of("id", 1));
				Awaitility.await().until(() -> application.counter("pusher.messages.delivered") == 1);
				Awaitility.await().until(() -> application.health().getStatus().equals(Status.UP));
				assertThat(application.app()).satisfies((app) -> {
					assertThat(app.state()).isEqualTo(ConnectionState.CONNECTED);
					assertThat(app.socketId()).isEqualTo(application.client().getSocketId()).isNotNull();
					assertThat(app.server()).contains(String.valueOf(application.server().getPort()));
					assertThat(app.transport()).isEqualTo("ws");
					assertThat(app.lastEventAt()).isNotNull();
					assertThat(app.delivery().delivered()).isEqualTo(1);
					assertThat(app.channels().get("presence-room").members()).isEqualTo(1);
				});
				assertThat(application.counter("pusher.messages.received")).isEqualTo(1);
				assertThat(application.counter("pusher.data.received")).isGreaterThan(100);
				assertThat(application.gauge("pusher.connection.state", "state", "connected")).isEqualTo(1);
				assertThat(application.gauge("pusher.channels", "state", "subscribed")).isEqualTo(3);
				assertThat(application.gauge("pusher.members")).isEqualTo(1);
				assertThat(application.meters().get("pusher.connect").timer().count()).isEqualTo(1);
				assertThat(
						application.meters().get("pusher.auth").tags("kind", "channel", "outcome", "success").timer())
					.satisfies((timer) -> assertThat(timer.count()).isEqualTo(2));
			});
	}

	@Test
	void lossOfTheConnectionIsSeenUntilThereIsAnother() {
		OperatedApplication.runner().withPropertyValues("pusher.channels=orders").run((context) -> {
			OperatedApplication application = new OperatedApplication(context);
			awaitSubscribed(application, "orders");
			application.server().faults().refuseConnections(true);
			application.server().faults().dropAll();
			Awaitility.await().until(() -> application.health().getStatus().equals(Status.DOWN));
			Awaitility.await().until(() -> application.health().getDetails().containsKey("attempt"));
			assertThat(application.health().getDetails()).containsKeys("lostAt", "nextAttempt", "cause", "lastError");
			assertThat(application.app().lostAt()).isNotNull();
			assertThat(application.app().nextAttempt()).isNotNull();
			assertThat(application.gauge("pusher.connection.state", "state", "connected")).isZero();
			assertThat(application.gauge("pusher.channels", "state", "pending")).isEqualTo(1);
			application.server().faults().reset();
			Awaitility.await().until(() -> application.health().getStatus().equals(Status.UP));
			awaitSubscribed(application, "orders");
			assertThat(application.app().lostAt()).isNull();
			assertThat(application.app().nextAttempt()).isNull();
			assertThat(
					application.meters().get("pusher.reconnects").counters().stream().mapToDouble(Counter::count).sum())
				.isPositive();
			Awaitility.await().until(() -> application.meters().get("pusher.outages").counter().count() == 1);
		});
	}

	@Test
	void shortReconnectionDoesNotChangeTheHealth() {
		OperatedApplication.runner()
			.withPropertyValues("pusher.channels=orders", "management.health.pusher.grace-period=1m")
			.run((context) -> {
				OperatedApplication application = new OperatedApplication(context);
				awaitSubscribed(application, "orders");
				application.server().faults().refuseConnections(true);
				application.server().faults().dropAll();
				Awaitility.await().until(() -> application.client().getState() != ConnectionState.CONNECTED);
				assertThat(application.health().getStatus()).isEqualTo(Status.UP);
				assertThat(application.health().getDetails()).containsKey("lostAt");
			});
	}

	@Test
	void refusedSubscriptionIsSeenAndAnOperatorCanTryAgain() {
		OperatedApplication.runner().run((context) -> {
			OperatedApplication application = new OperatedApplication(context);
			Awaitility.await().until(() -> application.health().getStatus().equals(Status.UP));
			application.server().faults().rejectAuthorization(403, "no");
			application.endpoint().subscribe("pusher", "private-orders");
			Awaitility.await().until(() -> application.health().getStatus().equals(Status.DOWN));
			assertThat(application.health().getDetails()).containsKey("failedSubscriptions");
			assertThat(application.endpoint().channel("pusher", "private-orders")).satisfies((channel) -> {
				assertThat(channel.state()).isEqualTo(SubscriptionState.FAILED);
				assertThat(channel.failure().code()).isEqualTo(403);
			});
			assertThat(application.gauge("pusher.channels", "state", "failed")).isEqualTo(1);
			assertThat(application.meters().get("pusher.auth").tag("outcome", "refused").timer().count()).isEqualTo(1);
			application.server().faults().acceptAuthorization();
			application.endpoint().subscribe("pusher", "private-orders");
			Awaitility.await().until(() -> application.health().getStatus().equals(Status.UP));
			awaitSubscribed(application, "private-orders");
			application.endpoint().unsubscribe("pusher", "private-orders");
			assertThat(application.app().channels()).isEmpty();
		});
	}

	@Test
	void operatorCanReconnect() {
		OperatedApplication.runner().withPropertyValues("pusher.channels=orders").run((context) -> {
			OperatedApplication application = new OperatedApplication(context);
			awaitSubscribed(application, "orders");
			String socketId = application.app().socketId();
			application.endpoint().reconnect("pusher");
			Awaitility.await()
				.until(() -> application.app().socketId() != null && !application.app().socketId().equals(socketId));
			awaitSubscribed(application, "orders");
		});
	}

	@Test
	void lossOfEventsIsSeenAsEventAndAsMetric() {
		OperatedApplication.runner()
			.withBean(SlowListener.class)
			.withPropertyValues("pusher.listener.overflow=drop-oldest", "pusher.listener.queue-capacity=2")
			.run((context) -> {
				OperatedApplication application = new OperatedApplication(context);
				SlowListener listener = context.getBean(SlowListener.class);
				awaitSubscribed(application, "orders");
				for (int i = 0; i < 10; i++) {
					application.server().trigger("orders", "placed", Map.of("id", i));
				}
				Awaitility.await().until(() -> application.counter("pusher.messages.received") == 10);
				Awaitility.await().until(() -> application.counter("pusher.messages.dropped") >= 7);
				double dropped = application.counter("pusher.messages.dropped");
				assertThat(application.app().delivery().dropped()).isEqualTo((long) dropped);
				listener.gate.countDown();
				Awaitility.await().until(() -> application.counter("pusher.messages.delivered") + dropped == 10);
				assertThat(listener.errors)
					.anySatisfy((error) -> assertThat(error).contains("Events are being dropped"));
				assertThat(application.meters()
					.get("pusher.listener.handling")
					.tags("listener", "slow", "outcome", "success")
					.timer()
					.count()).isEqualTo((long) (10 - dropped));
			});
	}

	@Test
	void pausedReadingIsSeenAsEventAndAsMetric() {
		OperatedApplication.runner()
			.withBean(SlowListener.class)
			.withPropertyValues("pusher.listener.queue-capacity=2")
			.run((context) -> {
				OperatedApplication application = new OperatedApplication(context);
				SlowListener listener = context.getBean(SlowListener.class);
				awaitSubscribed(application, "orders");
				for (int i = 0; i < 10; i++) {
					application.server().trigger("orders", "placed", Map.of("id", i));
				}
				Awaitility.await().until(() -> application.gauge("pusher.reading.paused") == 1);
				assertThat(application.app().delivery().readingPaused()).isTrue();
				assertThat(application.counter("pusher.reading.pauses")).isPositive();
				listener.gate.countDown();
				Awaitility.await().until(() -> application.counter("pusher.messages.delivered") == 10);
				Awaitility.await().until(() -> application.gauge("pusher.reading.paused") == 0);
				assertThat(application.counter("pusher.messages.dropped")).isZero();
				assertThat(listener.errors).anySatisfy((error) -> assertThat(error).contains("Reading is paused"));
			});
	}

	private static void awaitSubscribed(OperatedApplication application, String... channels) {
		Stream.of(channels)
			.forEach((channel) -> assertThat(application.server().awaitSubscribed(channel, Duration.ofSeconds(10)))
				.as(channel)
				.isTrue());
		// the server knows it before the client does
		Awaitility.await()
			.until(() -> Stream.of(channels)
				.allMatch((channel) -> application.client().getChannel(channel).isSubscribed()));
	}

	static class SlowListener {

		private final CountDownLatch gate = new CountDownLatch(1);

		private final List<String> errors = new CopyOnWriteArrayList<>();

		@PusherListener(id = "slow", channels = "orders")
		void onOrder() throws InterruptedException {
			assertThat(this.gate.await(20, TimeUnit.SECONDS)).isTrue();
		}

		@EventListener
		void onError(PusherErrorEvent error) {
			this.errors.add(error.getMessage());
		}

	}

}
