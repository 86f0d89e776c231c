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
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DeliveryWatch} and {@link SlowListenerWarning}.
 */
class DeliveryWatchTests {

	private static final String LOGGER = "dev.pusherspring.delivery";

	private final PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());

	private final PusherMessageEvent event = new PusherMessageEvent(this.client, "orders", "placed", "1", null,
			JsonMapper.shared());

	private final PusherListenerEndpoint listener = PusherListenerEndpoint.builder("slow", (event) -> {
	}).channels("orders").build();

	private final AtomicLong time = new AtomicLong(this.event.getTimestamp());

	private final DeliveryWatch watch = new DeliveryWatch(this.time::get);

	private final List<String> observed = new ArrayList<>();

	@Test
	void observersAreToldHowLongAnEventHasWaited() {
		this.watch.add(new Recorder("a"));
		this.watch.add(new Recorder("b"));
		this.time.addAndGet(250);
		this.watch.taken(this.event);
		this.watch.called(this.listener, this.event, 7, true);
		assertThat(this.observed).containsExactly("a taken 250", "b taken 250", "a called 7 true", "b called 7 true");
	}

	@Test
	void clockThatWasSetBackMakesNoNegativeTime() {
		this.watch.add(new Recorder("a"));
		this.time.addAndGet(-1);
		this.watch.taken(this.event);
		assertThat(this.observed).containsExactly("a taken 0");
	}

	@Test
	void removedObserverIsToldNothing() {
		Recorder removed = new Recorder("a");
		this.watch.add(removed);
		this.watch.add(new Recorder("b"));
		this.watch.remove(removed);
		this.watch.taken(this.event);
		assertThat(this.observed).containsExactly("b taken 0");
	}

	@Test
	void observerThatFailsIsLoggedAndHurtsNobody() {
		this.watch.add(new Recorder("failing"));
		this.watch.add(new Recorder("b"));
		try (LogRecorder log = new LogRecorder(LOGGER)) {
			this.watch.taken(this.event);
			this.watch.called(null, this.event, 7, false);
			assertThat(log.text().lines().filter((line) -> line.startsWith("ERROR"))).hasSize(2)
				.allMatch((line) -> line.contains("Delivery observer failing failed; delivery continues"));
		}
		assertThat(this.observed).containsExactly("b taken 0", "b called 7 false");
	}

	@Test
	void messagesAndFailuresAreCounted() {
		this.watch.delivered(this.event);
		this.watch.delivered(this.event);
		this.watch.delivered(new PusherCacheMissEvent(this.client, "orders"));
		this.watch.failed(2);
		this.watch.failed(0);
		this.watch.failed(1);
		assertThat(this.watch.getDelivered()).isEqualTo(2);
		assertThat(this.watch.getFailed()).isEqualTo(3);
	}

	@Test
	void listenerIsWarnedAboutOnceUntilItIsFastAgain() {
		AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
		SlowListenerWarning warning = new SlowListenerWarning(Duration.ofMillis(100), nanos::get);
		try (LogRecorder log = new LogRecorder(LOGGER)) {
			call(warning, nanos, this.listener, 100_000_000);
			assertThat(log.text()).isEmpty();
			call(warning, nanos, this.listener, 100_000_001);
			call(warning, nanos, this.listener, 200_000_000);
			assertThat(log.text().lines()).singleElement()
				.asString()
				.startsWith("WARN")
				.contains("Listener 'slow' took 100 ms to handle", "and delayed other events");
			call(warning, nanos, null, 200_000_000);
			assertThat(log.text().lines()).hasSize(2)
				.last()
				.asString()
				.contains("The event listeners of the application context took 200 ms");
			call(warning, nanos, this.listener, 1);
			call(warning, nanos, this.listener, 300_000_000);
			call(warning, nanos, null, 300_000_000);
			assertThat(log.text().lines()).hasSize(3);
		}
	}

	@Test
	void callThatDoesNotReturnIsReportedOnce() {
		AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
		List<Runnable> checks = new ArrayList<>();
		SlowListenerWarning warning = new SlowListenerWarning(Duration.ofMillis(100), nanos::get, (delay, check) -> {
			assertThat(delay).isEqualTo(Duration.ofMillis(100));
			checks.add(check);
		});
		try (LogRecorder log = new LogRecorder(LOGGER)) {
			long start = warning.start(this.listener, this.event);
			nanos.addAndGet(299_999_999);
			checks.remove(0).run();
			assertThat(log.text()).isEmpty();
			nanos.addAndGet(1);
			checks.remove(0).run();
			checks.remove(0).run();
			assertThat(log.text().lines()).singleElement()
				.asString()
				.startsWith("WARN")
				.contains("Listener 'slow' has not returned from " + this.event + " after 300 ms",
						"thread '" + Thread.currentThread().getName() + "'");
			warning.end(this.listener, this.event, start);
			checks.remove(0).run();
			assertThat(checks).as("nothing to check").isEmpty();
			warning.start(null, this.event);
			nanos.addAndGet(300_000_000);
			checks.remove(0).run();
			assertThat(log.text().lines()).last()
				.asString()
				.contains("The event listeners of the application context have not returned");
		}
	}

	@Test
	void callsThatReturnInTimeAreCheckedOncePerThreshold() {
		List<Runnable> checks = new ArrayList<>();
		SlowListenerWarning warning = new SlowListenerWarning(Duration.ofMillis(100), () -> 0,
				(delay, check) -> checks.add(check));
		for (int i = 0; i < 10; i++) {
			warning.end(this.listener, this.event, warning.start(this.listener, this.event));
		}
		assertThat(checks).hasSize(1);
		checks.remove(0).run();
		assertThat(checks).isEmpty();
		warning.start(this.listener, this.event);
		assertThat(checks).hasSize(1);
	}

	@Test
	void thresholdMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SlowListenerWarning(Duration.ZERO, () -> 0))
			.withMessage("'slowThreshold' must be positive but is PT0S");
		assertThatIllegalArgumentException().isThrownBy(() -> new SlowListenerWarning(Duration.ofMillis(-1), () -> 0))
			.withMessageContaining("PT-0.001S");
	}

	private void call(SlowListenerWarning warning, AtomicLong time, @Nullable PusherListenerEndpoint listener,
			long nanos) {
		long start = warning.start(listener, this.event);
		time.addAndGet(nanos);
		assertThat(warning.end(listener, this.event, start)).isEqualTo(nanos);
	}

	private final class Recorder implements DeliveryObserver {

		private final String name;

		private Recorder(String name) {
			this.name = name;
		}

		@Override
		public void taken(PusherApplicationEvent event, long waitingMillis) {
			record("taken " + waitingMillis);
		}

		@Override
		public void called(@Nullable PusherListenerEndpoint listener, PusherApplicationEvent event, long nanos,
				boolean failed) {
			record("called " + nanos + " " + failed);
		}

		private void record(String text) {
			if (this.name.equals("failing")) {
				throw new IllegalStateException();
			}
			DeliveryWatchTests.this.observed.add(this.name + " " + text);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

}
