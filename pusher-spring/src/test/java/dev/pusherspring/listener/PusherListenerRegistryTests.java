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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.Order;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.Registration;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PusherListenerRegistry}.
 */
class PusherListenerRegistryTests {

	private final ListeningContext context = new ListeningContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void exactChannelsOfListenersThatStartAreSubscribed() {
		start();
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("orders", "invoices");
		assertThat(registry().getListener("pattern")).isNotNull()
			.satisfies((listener) -> assertThat(listener.isRunning()).isTrue());
		assertThat(registry().getListener("manual")).isNotNull()
			.satisfies((listener) -> assertThat(listener.isRunning()).isFalse());
	}

	@Test
	void channelIsReleasedWhenTheLastListenerStops() {
		start();
		registry().stop("first");
		assertThat(this.context.subscribed()).containsExactly("orders");
		registry().stop("second");
		assertThat(this.context.subscribed()).isEmpty();
	}

	@Test
	void startingAndStoppingTwiceCountsOnce() {
		start();
		registry().start("first");
		registry().stop("second");
		registry().stop("second");
		assertThat(this.context.subscribed()).contains("orders");
		registry().stop("first");
		assertThat(this.context.subscribed()).isEmpty();
		registry().start("first");
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("orders", "invoices");
	}

	@Test
	void channelThatWasSubscribedByOthersStays() {
		this.context.client().subscribe("orders", this);
		start();
		registry().stop("first");
		registry().stop("second");
		assertThat(this.context.subscribed()).containsExactly("orders");
		registry().start("first");
		registry().stop("first");
		assertThat(this.context.subscribed()).containsExactly("orders");
	}

	@Test
	void channelThatOthersUnsubscribedIsSubscribedForTheNextListener() {
		start();
		this.context.subscribed().remove("orders");
		registry().start("manual");
		assertThat(this.context.subscribed()).contains("orders");
	}

	@Test
	void dividedChannelsAreSubscribedWhileTheyAreThisInstances() {
		Set<String> own = new HashSet<>(Set.of("invoices"));
		start();
		registry().divide(PusherClient.DEFAULT_NAME, own::contains);
		assertThat(this.context.subscribed()).containsExactly("invoices");
		own.add("orders");
		assertThat(this.context.subscribed()).containsExactly("invoices");
		registry().refresh(PusherClient.DEFAULT_NAME);
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("invoices", "orders");
		own.remove("invoices");
		registry().refresh(PusherClient.DEFAULT_NAME);
		assertThat(this.context.subscribed()).containsExactly("orders");
		registry().stop("first");
		registry().stop("second");
		assertThat(this.context.subscribed()).isEmpty();
		registry().refresh(PusherClient.DEFAULT_NAME);
		assertThat(this.context.subscribed()).isEmpty();
		registry().start("first");
		assertThat(this.context.subscribed()).containsExactly("orders");
	}

	@Test
	void clientThatStartsAgainSubscribesToWhatIsThisInstancesByThen() {
		Set<String> own = new HashSet<>(Set.of("invoices"));
		start();
		registry().divide(PusherClient.DEFAULT_NAME, own::contains);
		own.clear();
		own.add("orders");
		registry().startAll(this.context.client());
		assertThat(this.context.subscribed()).containsExactly("orders");
	}

	@Test
	void stoppedListenerHearsNothingAndStartedOneHearsAgain() {
		start();
		registry().stop("second");
		this.context.send("orders", "placed", "1");
		registry().start("second");
		this.context.send("orders", "placed", "2");
		assertThat(heard()).containsExactly("first 1", "pattern 1", "first 2", "second 2", "pattern 2");
	}

	@Test
	void pausedListenerKeepsItsChannels() {
		start();
		registry().pause("first");
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("orders", "invoices");
		assertThat(registry().getListener("first")).isNotNull().satisfies((listener) -> {
			assertThat(listener.isPaused()).isTrue();
			assertThat(listener.isRunning()).isTrue();
		});
		this.context.send("invoices", "sent", "1");
		assertThat(heard()).isEmpty();
		registry().resume("first");
		this.context.send("invoices", "sent", "2");
		assertThat(heard()).containsExactly("first 2");
	}

	@Test
	void pauseOutlastsStopAndStart() {
		start();
		registry().pause("first");
		registry().stop("first");
		registry().start("first");
		this.context.send("invoices", "sent", "1");
		assertThat(heard()).isEmpty();
	}

	@Test
	void stoppedListenerStaysStoppedWhenTheClientStartsAgain() {
		start();
		registry().stop("first");
		registry().startAll(this.context.client());
		assertThat(this.context.subscribed()).containsExactly("orders");
		this.context.send("orders", "placed", "1");
		assertThat(heard()).containsExactly("second 1", "pattern 1");
		registry().start("first");
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("orders", "invoices");
	}

	@Test
	void listenerThatWasStartedByHandRunsAgainWhenTheClientStartsAgain() {
		start();
		registry().start("manual");
		registry().startAll(this.context.client());
		this.context.send("orders", "placed", "1");
		assertThat(heard()).contains("manual 1");
	}

	@Test
	void listenerThatWasStoppedAndStartedRunsAgainWhenTheClientStartsAgain() {
		start();
		registry().stop("first");
		registry().start("first");
		registry().startAll(this.context.client());
		assertThat(this.context.subscribed()).containsExactlyInAnyOrder("orders", "invoices");
	}

	@Test
	void listenerIsRegisteredAndRemovedAtRunTime() {
		start();
		List<String> heard = new ArrayList<>();
		Registration late = registry()
			.register(PusherListenerEndpoint.builder("late", (event) -> heard.add(event.getEvent()))
				.channels("refunds")
				.events("made", "asked-for")
				.build());
		assertThat(this.context.subscribed()).contains("refunds");
		this.context.send("refunds", "made", "1");
		this.context.send("refunds", "other", "1");
		late.remove();
		assertThat(this.context.subscribed()).doesNotContain("refunds");
		this.context.send("refunds", "made", "1");
		assertThat(heard).containsExactly("made");
		assertThat(registry().getListener("late")).isNull();
		PusherListenerEndpoint other = PusherListenerEndpoint.builder("late", (event) -> heard.add("other"))
			.channels("refunds")
			.build();
		registry().register(other);
		late.remove();
		assertThat(registry().getListener("late")).isSameAs(other);
	}

	@Test
	void listenersAreCalledInTheirOrder() {
		try (ListeningContext ordered = ListeningContext.of(LastListeners.class, FirstListeners.class)) {
			ordered.send("orders", "placed", "1");
			assertThat(ordered.bean(FirstListeners.class).heard).containsExactly("first", "second", "by class", "last");
		}
	}

	@Test
	void unknownIdIsRefusedAndKnownOnesAreNamed() {
		start();
		List.<Runnable>of(() -> registry().start("nobody"), () -> registry().stop("nobody"),
				() -> registry().pause("nobody"), () -> registry().resume("nobody"))
			.forEach((operation) -> assertThatIllegalArgumentException().isThrownBy(operation::run)
				.withMessageContaining("'nobody'")
				.withMessageContaining("manual"));
		assertThat(registry().getListener("nobody")).isNull();
	}

	@Test
	void listenerCannotBeStartedBeforeTheClient() {
		this.context.context().register(Listeners.class);
		this.context.context().refresh();
		assertThatIllegalStateException().isThrownBy(() -> registry().start("manual"))
			.withMessage("Cannot start the listener: its client has not been started");
	}

	private void start() {
		this.context.context().register(Listeners.class);
		this.context.start();
	}

	private PusherListenerRegistry registry() {
		return this.context.registry();
	}

	private List<String> heard() {
		return this.context.bean(Listeners.class).heard;
	}

	static class Listeners {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(id = "first", channels = { "orders", "invoices" })
		void first(String text) {
			this.heard.add("first " + text);
		}

		@PusherListener(id = "second", channels = "orders")
		void second(String text) {
			this.heard.add("second " + text);
		}

		@PusherListener(id = "pattern", channels = "ord*")
		void third(String text) {
			this.heard.add("pattern " + text);
		}

		@PusherListener(id = "manual", channels = "orders", autoStartup = "false")
		void manual(String text) {
			this.heard.add("manual " + text);
		}

	}

	@Order(10)
	static class FirstListeners {

		private final List<String> heard = new ArrayList<>();

		@PusherListener("orders")
		void byClass() {
			this.heard.add("by class");
		}

		@Order(2)
		@PusherListener("orders")
		void second() {
			this.heard.add("second");
		}

		@Order(1)
		@PusherListener("orders")
		void first() {
			this.heard.add("first");
		}

	}

	static class LastListeners {

		private final FirstListeners others;

		LastListeners(FirstListeners others) {
			this.others = others;
		}

		@PusherListener("orders")
		void last() {
			this.others.heard.add("last");
		}

	}

}
