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

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherListenerFailedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.RetrySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what a {@link PusherListener} may say about failures: retry, error handler.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerAttributesTests extends AbstractListenerAttributesTests {

	@BeforeEach
	void setProperties() {
		System.setProperty("test.attempts", "2");
	}

	@AfterEach
	void clearProperties() {
		System.clearProperty("test.attempts");
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
			.withMessageContaining("is invalid")
			.withMessageContaining("bean 'listenerAttributesTests." + type.getSimpleName() + "'");
	}

	@Test
	void errorHandlerThatDoesNotExistIsNamed() {
		assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> start(NoSuchHandler.class))
			.withMessageContaining("the value 'nobody' of 'errorHandler' is invalid")
			.withMessageContaining("there is no PusherListenerErrorHandler bean with that name");
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
		assertThat(output).contains("The recoverer failed to handle an exception of listener 'once'",
				"the disk is full");
	}

	@Test
	void errorOfTheRecovererIsLoggedWithTheExceptionOfTheListener(CapturedOutput output) {
		start(Failing.class);
		dispatcher(RetrySettings.none(), (listener, event, cause) -> {
			throw new NoClassDefFoundError("com/example/Disk");
		}).accept(message("orders", "placed"));
		assertThat(output).contains("The recoverer failed to handle an exception of listener 'once'",
				"com/example/Disk", "The exception of listener 'once' was:", "IllegalStateException: no");
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

}
