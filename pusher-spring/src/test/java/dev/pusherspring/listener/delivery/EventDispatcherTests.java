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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.EventName;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link EventDispatcher}: retry, errors and the warning of slow listeners.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventDispatcherTests {

	private static final RetrySettings THREE_ATTEMPTS = new RetrySettings(3, Duration.ofMillis(1), 1,
			Duration.ofMillis(1));

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);

	private final List<String> handled = new ArrayList<>();

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final ListeningContext context = ListeningContext.of(Listeners.class);

	@AfterEach
	void close() {
		Thread.interrupted();
		this.context.close();
	}

	@Test
	void listenerThatThrowsIsNotCalledAgainByDefault() {
		dispatch(RetrySettings.none(), "fails");
		assertThat(calls()).containsExactly("first fails", "second fails");
		assertThat(this.handled).containsExactly("first: fails");
	}

	@Test
	void listenerThatThrowsIsCalledAgainBeforeTheNextOne() {
		dispatch(THREE_ATTEMPTS, "fails");
		assertThat(calls()).containsExactly("first fails", "first fails", "first fails", "second fails");
		assertThat(this.handled).as("once, after the last attempt").containsExactly("first: fails");
	}

	@Test
	void listenerThatRecoversIsNotHandled() {
		dispatch(THREE_ATTEMPTS, "fails once");
		assertThat(calls()).containsExactly("first fails once", "first fails once", "second fails once");
		assertThat(this.handled).isEmpty();
	}

	@Test
	void checkedExceptionIsHandledAsItIs() {
		dispatch(THREE_ATTEMPTS, "checked");
		assertThat(calls()).hasSize(4);
		assertThat(this.handled).containsExactly("first: checked");
	}

	@Test
	void whatCannotBecomeBetterIsNotTriedAgain() {
		for (String event : List.of("error", "interrupted", "conversion")) {
			dispatch(THREE_ATTEMPTS, event);
		}
		assertThat(calls()).containsExactly("first error", "second error", "first interrupted", "second interrupted",
				"first conversion", "second conversion");
		assertThat(this.handled).hasSize(3);
	}

	@Test
	void interruptionEndsTheRetry() {
		RetrySettings patient = new RetrySettings(3, Duration.ofHours(1), 1, Duration.ofHours(1));
		Thread.currentThread().interrupt();
		dispatch(patient, "fails");
		assertThat(Thread.interrupted()).isTrue();
		assertThat(calls()).containsExactly("first fails", "second fails");
		assertThat(this.handled).containsExactly("first: fails");
	}

	@Test
	void errorHandlerThatThrowsHurtsNobody(CapturedOutput output) {
		EventDispatcher dispatcher = new EventDispatcher(this.context.registry(), applicationListeners(),
				(listener, event, cause) -> {
					throw new IllegalStateException("worse");
				});
		assertThatNoException().isThrownBy(() -> dispatcher.accept(message("fails")));
		assertThat(calls()).containsExactly("first fails", "second fails");
		assertThat(output).contains("The error handler failed to handle an exception of listener 'first'", "worse");
	}

	@Test
	void errorOfTheErrorHandlerIsLoggedAndTheRecovererStillCalled(CapturedOutput output) {
		EventDispatcher dispatcher = new EventDispatcher(this.context.registry(), applicationListeners(),
				(listener, event, cause) -> {
					throw new NoClassDefFoundError("com/example/Reporter");
				});
		dispatcher.setRecoverer((listener, event, cause) -> this.handled.add("recovered " + event.getEvent()));
		dispatcher.accept(message("fails"));
		assertThat(this.handled).containsExactly("recovered fails");
		assertThat(output).contains("The error handler failed to handle an exception of listener 'first'",
				"com/example/Reporter", "The exception of listener 'first' was:", "IllegalStateException: fails");
	}

	@Test
	void exceptionThatTheErrorHandlerThrowsAgainIsLoggedOnce(CapturedOutput output) {
		EventDispatcher dispatcher = new EventDispatcher(this.context.registry(), applicationListeners(),
				(listener, event, cause) -> {
					throw (RuntimeException) cause;
				});
		dispatcher.accept(message("fails"));
		assertThat(output).containsOnlyOnce("IllegalStateException: fails");
	}

	@Test
	void withoutErrorHandlerFailureIsPublishedAndNamesTheListener() {
		List<PusherApplicationEvent> published = new ArrayList<>();
		ApplicationEventListeners listeners = applicationListeners();
		listeners.reportTo(published::add);
		new EventDispatcher(this.context.registry(), listeners, null).accept(message("fails"));
		assertThat(published).singleElement().isInstanceOfSatisfying(PusherErrorEvent.class, (error) -> {
			assertThat(error.getMessage()).startsWith("Listener 'first' failed on ").contains("orders", "fails");
			assertThat(error.getChannel()).isEqualTo("orders");
			assertThat(error.getCause()).hasMessage("fails");
		});
	}

	@Test
	void slowListenerIsNamedOncePerBurst(CapturedOutput output) {
		EventDispatcher dispatcher = dispatcher(RetrySettings.none());
		dispatcher.accept(message("slow"));
		dispatcher.accept(message("slow"));
		assertThat(warnings(output)).isEqualTo(1);
		assertThat(output).contains("WARN",
				"Listener 'first' took 12000 ms to handle PusherMessageEvent[channel=orders");
		dispatcher.accept(message("quick"));
		dispatcher.accept(message("slow"));
		assertThat(warnings(output)).isEqualTo(2);
	}

	@Test
	void listenersThatDoNotReturnAreNamedMeanwhile(CapturedOutput output) {
		List<Runnable> checks = new ArrayList<>();
		Runnable hang = () -> {
			this.nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
			checks.remove(0).run();
		};
		this.context.bean(Listeners.class).hang = hang;
		this.context.context().addApplicationListener((event) -> {
			if (event instanceof PusherMessageEvent) {
				hang.run();
			}
		});
		new EventDispatcher("pusher", this.context.registry(), applicationListeners(), null, RetrySettings.none(),
				new SlowListenerWarning(Duration.ofSeconds(10), this.nanoTime::get,
						(delay, check) -> checks.add(check)))
			.accept(message("hangs"));
		assertThat(output).contains("Listener 'first' has not returned from PusherMessageEvent[channel=orders",
				"The event listeners of the application context have not returned from PusherMessageEvent");
	}

	@Test
	void listenerThatIsSlowAndThrowsIsNamedToo(CapturedOutput output) {
		dispatcher(THREE_ATTEMPTS).accept(message("slow fails"));
		assertThat(calls()).hasSize(4);
		assertThat(warnings(output)).isEqualTo(1);
		assertThat(this.handled).hasSize(1);
	}

	@Test
	void quickListenerIsNotNamed(CapturedOutput output) {
		dispatcher(RetrySettings.none()).accept(message("as long as permitted"));
		assertThat(warnings(output)).isZero();
	}

	@Test
	void slowListenersOfTheApplicationAreNamed(CapturedOutput output) {
		this.context.context().addApplicationListener((event) -> {
			if (event instanceof PusherMessageEvent) {
				this.nanoTime.addAndGet(Duration.ofSeconds(11).toNanos());
			}
		});
		dispatcher(RetrySettings.none()).accept(message("quick"));
		assertThat(output).contains("The event listeners of the application context took 11000 ms");
	}

	private void dispatch(RetrySettings retry, String event) {
		dispatcher(retry).accept(message(event));
	}

	private EventDispatcher dispatcher(RetrySettings retry) {
		this.context.bean(Listeners.class).nanoTime = this.nanoTime;
		return new EventDispatcher("pusher", this.context.registry(), applicationListeners(),
				(listener, event, cause) -> this.handled.add(listener.getId() + ": " + cause.getMessage()), retry,
				new SlowListenerWarning(Duration.ofSeconds(10), this.nanoTime::get));
	}

	private ApplicationEventListeners applicationListeners() {
		return new ApplicationEventListeners(this.context.context());
	}

	private PusherMessageEvent message(String event) {
		return new PusherMessageEvent(this.client, "orders", event, "\"text\"", null, JsonMapper.shared());
	}

	private List<String> calls() {
		return this.context.bean(Listeners.class).calls;
	}

	private static int warnings(CapturedOutput output) {
		return StringUtils.countOccurrencesOf(output.toString(), "Listener 'first' took");
	}

	static class Listeners {

		private final List<String> calls = new ArrayList<>();

		private AtomicLong nanoTime = new AtomicLong();

		private Runnable hang = () -> {
		};

		@PusherListener(id = "first", channels = "orders")
		void first(PusherMessageEvent event) throws Exception {
			String name = event.getEvent();
			this.calls.add("first " + name);
			if (name.startsWith("slow")) {
				this.nanoTime.addAndGet(Duration.ofSeconds(12).toNanos());
			}
			switch (name) {
				case "hangs" -> this.hang.run();
				case "as long as permitted" -> this.nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
				case "fails", "slow fails" -> throw new IllegalStateException(name);
				case "fails once" -> {
					if (this.calls.size() == 1) {
						throw new IllegalStateException(name);
					}
				}
				case "checked" -> throw new IOException(name);
				case "error" -> throw new StackOverflowError(name);
				case "interrupted" -> throw new InterruptedException(name);
				case "conversion" -> event.getData(Integer.class);
				default -> {
					// passes
				}
			}
		}

		@PusherListener(id = "second", channels = "orders")
		void second(@EventName String event) {
			this.calls.add("second " + event);
		}

	}

}
