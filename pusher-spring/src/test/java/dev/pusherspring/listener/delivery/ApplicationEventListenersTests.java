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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ApplicationEventListeners}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ApplicationEventListenersTests extends AbstractApplicationEventTests {

	@Test
	void eventReachesAllListeners() {
		List<PusherApplicationEvent> received = new ArrayList<>();
		start((event) -> received.add(event), (event) -> received.add(event));
		PusherMessageEvent event = message();
		this.listeners.accept(event);
		assertThat(received).containsExactly(event, event);
		assertThat(this.failures).isEmpty();
	}

	@Test
	void applicationListenerThatThrowsDoesNotStopTheNextOne() {
		List<PusherApplicationEvent> received = new ArrayList<>();
		start((event) -> {
			throw new IllegalStateException("broken");
		}, (event) -> received.add(event));
		this.listeners.accept(message());
		assertThat(received).hasSize(1);
	}

	@Test
	void eventListenerMethodThatThrowsDoesNotStopTheNextOne() {
		this.context.register(ThrowingMethods.class);
		start();
		this.listeners.accept(message());
		ThrowingMethods methods = this.context.getBean(ThrowingMethods.class);
		assertThat(methods.calls).containsExactly("runtime", "checked", "error", "last");
		assertThat(this.failures).hasSize(3);
	}

	@Test
	void failureIsPublishedWithItsCauseAndLogged(CapturedOutput output) {
		IllegalStateException cause = new IllegalStateException("broken");
		start((event) -> {
			throw cause;
		});
		this.listeners.accept(message());
		assertThat(this.failures).singleElement().isInstanceOfSatisfying(PusherErrorEvent.class, (error) -> {
			assertThat(error.getCause()).isSameAs(cause);
			assertThat(error.getChannel()).isEqualTo("orders");
			assertThat(error.getClient()).isSameAs(this.client);
			assertThat(error.getCode()).isNull();
			assertThat(error.isFatal()).isFalse();
			assertThat(error.getMessage()).contains("placed").doesNotContain("4711");
		});
		assertThat(output).contains("A listener failed").contains("broken").doesNotContain("4711");
	}

	@Test
	void failureOfErrorListenerIsLoggedButNotPublishedAgain(CapturedOutput output) {
		start((event) -> {
			throw new IllegalStateException("broken error listener");
		});
		this.listeners.accept(new PusherErrorEvent(this.client, new PusherError(4004, "over quota", null, null, true)));
		assertThat(this.failures).isEmpty();
		assertThat(output).contains("broken error listener");
	}

	@Test
	void otherEventsOfTheApplicationStillThrowIntoTheirPublisher() {
		addListener(Object.class, (payload) -> {
			throw new IllegalStateException("refused");
		});
		start();
		assertThatIllegalStateException().isThrownBy(() -> this.context.publishEvent(new Object()))
			.withMessage("refused");
		assertThat(this.failures).isEmpty();
	}

	@Test
	void otherEventsOfTheApplicationThrowCheckedExceptionsAsTheyAre() {
		IOException thrown = new IOException("no medium");
		addListener(Object.class, (payload) -> ApplicationEventListenersTests.<RuntimeException>sneakyThrow(thrown));
		start();
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.context.publishEvent(new Object()))
			.isSameAs(thrown);
	}

	@Test
	void eventThatListenerPublishesThrowsIntoThatListener() {
		List<Throwable> caught = new ArrayList<>();
		List<PusherApplicationEvent> next = new ArrayList<>();
		addListener(Object.class, (payload) -> {
			throw new IllegalStateException("refused");
		});
		start((event) -> {
			try {
				this.context.publishEvent(new Object());
			}
			catch (IllegalStateException ex) {
				caught.add(ex);
			}
		}, next::add);
		this.listeners.accept(message());
		assertThat(caught).singleElement().satisfies((ex) -> assertThat(ex).hasMessage("refused"));
		assertThat(this.failures).isEmpty();
		assertThat(next).hasSize(1);
	}

	@Test
	void uncaughtExceptionOfNestedPublicationIsTheOuterListenersFailure() {
		List<PusherApplicationEvent> next = new ArrayList<>();
		List<Object> afterNested = new ArrayList<>();
		addListener(Object.class, (payload) -> {
			throw new IllegalStateException("refused");
		});
		start((event) -> {
			this.context.publishEvent(new Object());
			afterNested.add(event);
		}, next::add);
		this.listeners.accept(message());
		assertThat(afterNested).isEmpty();
		assertThat(next).hasSize(1);
		assertThat(this.failures).singleElement()
			.isInstanceOfSatisfying(PusherErrorEvent.class,
					(error) -> assertThat(error.getCause()).hasMessage("refused"));
	}

	@Test
	void listenersOfTheParentContextAreIsolatedToo() {
		List<Object> received = new ArrayList<>();
		GenericApplicationContext parent = new GenericApplicationContext();
		registerListener(parent, "first", PusherMessageEvent.class, (event) -> {
			throw new IllegalStateException("broken parent listener");
		});
		registerListener(parent, "second", PusherMessageEvent.class, received::add);
		parent.refresh();
		this.context.setParent(parent);
		start();
		this.listeners.accept(message());
		assertThat(received).hasSize(1);
		assertThat(this.failures).hasSize(1);
		assertThatIllegalStateException().isThrownBy(() -> parent.publishEvent(message()))
			.withMessage("broken parent listener");
		parent.close();
	}

	@Test
	void listenerOfAnotherTypeWhoseTypeIsUnknownIsPassedOver() {
		ApplicationListener<ContextRefreshedEvent> lambda = (event) -> event.getApplicationContext();
		start();
		this.context.addApplicationListener(lambda);
		this.listeners.accept(message());
		assertThat(this.failures).isEmpty();
	}

	@Test
	void nothingIsPublishedInAContextThatIsClosed() {
		List<PusherApplicationEvent> received = new ArrayList<>();
		start(received::add);
		this.listeners.accept(message());
		this.context.close();
		assertThatNoException().isThrownBy(() -> this.listeners.accept(message()));
		assertThat(received).hasSize(1);
		assertThat(this.failures).isEmpty();
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneakyThrow(Throwable ex) throws T {
		throw (T) ex;
	}

	static class ThrowingMethods {

		private final List<String> calls = new ArrayList<>();

		@EventListener
		@Order(1)
		void throwsRuntimeException(PusherMessageEvent event) {
			this.calls.add("runtime");
			throw new IllegalStateException("broken");
		}

		@EventListener
		@Order(2)
		void throwsCheckedException(PusherMessageEvent event) throws IOException {
			this.calls.add("checked");
			throw new IOException("broken");
		}

		@EventListener
		@Order(3)
		void throwsError(PusherMessageEvent event) {
			this.calls.add("error");
			throw new StackOverflowError("broken");
		}

		@EventListener
		@Order(4)
		void last(PusherMessageEvent event) {
			this.calls.add("last");
		}

	}

}
