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

package dev.pusherspring.autoconfigure.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAutoConfiguration;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.delivery.EventDelivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the way an application ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherShutdownTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, EmbeddedPusherAutoConfiguration.class,
				JacksonAutoConfiguration.class))
		.withPropertyValues("pusher.embedded.enabled=true");

	// whoever waits for somebody who waits for him does so for long
	private final ApplicationContextRunner patient = this.contextRunner
		.withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
		.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=1m");

	@Test
	void queuedListenersCanStillSend() {
		this.contextRunner.withBean(Replies.class).run((context) -> {
			Replies replies = context.getBean(Replies.class);
			send(context, 3);
			Awaitility.await().until(() -> context.getBean(EventDelivery.class).getQueued() == 2);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Awaitility.await().until(() -> !context.getBean(PusherClientLifecycle.class).isRunning());
			replies.gate.countDown();
			closed.get(10, TimeUnit.SECONDS);
			assertThat(replies.sent).hasSize(3)
				.allSatisfy((sent) -> assertThat(sent).succeedsWithin(20, TimeUnit.SECONDS));
		});
	}

	@Test
	void requestsUnderWayCanStillSend() {
		this.contextRunner.withBean(Requests.class).withBean(Replies.class).run((context) -> {
			send(context, 0);
			Requests requests = context.getBean(Requests.class);
			context.close();
			assertThat(requests.sent).isNotNull().succeedsWithin(Duration.ofSeconds(5));
		});
	}

	@Test
	void phaseIsAProperty() {
		this.contextRunner.withPropertyValues("pusher.phase=42")
			.run((context) -> assertThat(context.getBean(PusherClientLifecycle.class).getPhase()).isEqualTo(42));
	}

	@Test
	void listenersHearThatTheClientIsDisconnected() {
		this.contextRunner.withBean(Replies.class).run((context) -> {
			Replies replies = context.getBean(Replies.class);
			send(context, 0);
			context.close();
			assertThat(replies.states).endsWith(ConnectionState.DISCONNECTED);
		});
	}

	@Test
	void listenerMayCloseTheContextAndIsNotWaitedFor() {
		this.patient.withBean(Closes.class).run((context) -> {
			send(context, 3);
			Closes closes = context.getBean(Closes.class);
			assertThat(closes.closed).succeedsWithin(Duration.ofSeconds(30));
			assertThat(closes.calls).hasValue(1);
		});
	}

	@Test
	void listenerThatIsWaitedForMayStopTheClientToo() {
		this.patient.withBean(Replies.class).run((context) -> {
			PusherClientLifecycle lifecycle = context.getBean(PusherClientLifecycle.class);
			Replies replies = context.getBean(Replies.class);
			replies.last = lifecycle::stop;
			send(context, 1);
			Awaitility.await().until(() -> replies.called);
			CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close);
			Awaitility.await().until(() -> !lifecycle.isRunning());
			replies.gate.countDown();
			assertThat(closed).succeedsWithin(Duration.ofSeconds(30));
		});
	}

	@Test
	void clientThatDoesNotDisconnectIsNotWaitedForLong(CapturedOutput output) {
		PusherClient client = Mockito.mock(PusherClient.class);
		BDDMockito.given(client.connect()).willReturn(CompletableFuture.completedFuture(null));
		BDDMockito.given(client.disconnect()).willReturn(new CompletableFuture<>());
		this.contextRunner.withBean(PusherClient.class, () -> client).run((context) -> {
			assertThat(CompletableFuture.runAsync(context::close)).succeedsWithin(Duration.ofSeconds(20));
			assertThat(output).contains("The client did not disconnect in time");
		});
	}

	@Test
	void messageSaysThatTheClientIsDisconnected() {
		this.contextRunner.withBean(Replies.class).run((context) -> {
			send(context, 0);
			PusherClient client = context.getBean(PusherClient.class);
			context.close();
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> client.trigger("private-orders", "client-late", null).get(20, TimeUnit.SECONDS))
				.withMessageContaining("the client is disconnected");
		});
	}

	@Test
	void batchApplicationCanEnd() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.contextRunner.withPropertyValues("pusher.keep-alive=false", "pusher.channels=orders").run((context) -> {
			assertThat(context.getBean(EmbeddedPusherServer.class).awaitSubscribed("orders", Duration.ofSeconds(20)))
				.isTrue();
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().startsWith("pusher-") && !before.contains(thread))
				.isNotEmpty()
				.allMatch(Thread::isDaemon);
		});
	}

	private static void send(ApplicationContext context, int count) throws Exception {
		EmbeddedPusherServer server = context.getBean(EmbeddedPusherServer.class);
		assertThat(server.awaitSubscribed("private-orders", Duration.ofSeconds(20))).isTrue();
		Awaitility.await()
			.until(() -> context.getBean(PusherClient.class)
				.getChannels()
				.stream()
				.allMatch((channel) -> channel.isSubscribed()));
		for (int i = 0; i < count; i++) {
			server.trigger("private-orders", "event-" + i, "{}");
		}
	}

	static class Replies {

		private final PusherClient client;

		private final CountDownLatch gate = new CountDownLatch(1);

		private final List<CompletableFuture<Void>> sent = new CopyOnWriteArrayList<>();

		private final List<ConnectionState> states = new CopyOnWriteArrayList<>();

		private volatile boolean called;

		private volatile Runnable last = () -> {
		};

		Replies(PusherClient client) {
			this.client = client;
		}

		@PusherListener("private-orders")
		void on(@EventName String event) throws InterruptedException {
			this.called = true;
			this.gate.await(20, TimeUnit.SECONDS);
			this.sent.add(this.client.trigger("private-orders", "client-" + event, null));
			this.last.run();
		}

		@EventListener
		void on(PusherConnectionStateEvent event) {
			this.states.add(event.getCurrent());
		}

	}

	static class Closes {

		private final ConfigurableApplicationContext context;

		private final AtomicInteger calls = new AtomicInteger();

		private final CompletableFuture<Void> closed = new CompletableFuture<>();

		Closes(ConfigurableApplicationContext context) {
			this.context = context;
		}

		@PusherListener("private-orders")
		void on(String text) {
			this.calls.incrementAndGet();
			this.context.close();
			this.closed.complete(null);
		}

	}

	/**
	 * Stands for a web server whose requests have until the end of its own phase.
	 */
	static class Requests implements SmartLifecycle {

		private final PusherClient client;

		private volatile boolean running;

		private @Nullable CompletableFuture<Void> sent;

		Requests(PusherClient client) {
			this.client = client;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.sent = this.client.trigger("private-orders", "client-last", null);
			this.sent.orTimeout(5, TimeUnit.SECONDS).exceptionally((ex) -> null).join();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return DEFAULT_PHASE - 1024;
		}

	}

}
