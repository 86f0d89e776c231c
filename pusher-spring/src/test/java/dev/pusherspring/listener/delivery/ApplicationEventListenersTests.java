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
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
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
class ApplicationEventListenersTests {

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<PusherApplicationEvent> failures = new ArrayList<>();

	private ApplicationEventListeners listeners = new ApplicationEventListeners(this.context);

	@AfterEach
	void close() {
		this.context.close();
	}

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
	void multicasterOfTheApplicationIsLeftAlone() {
		List<Throwable> handled = new ArrayList<>();
		this.context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class, () -> {
					SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
					multicaster.setErrorHandler(handled::add);
					return multicaster;
				});
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		this.listeners.accept(message());
		assertThat(handled).singleElement().satisfies((ex) -> assertThat(ex).hasMessage("broken"));
		assertThat(this.failures).isEmpty();
	}

	@Test
	void registeredMulticasterOfAnotherTypeIsLeftAlone() {
		List<Throwable> handled = new ArrayList<>();
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster(
				this.context.getBeanFactory()) {
		};
		multicaster.setErrorHandler(handled::add);
		this.context.getBeanFactory()
			.registerSingleton(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME, multicaster);
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		this.listeners.accept(message());
		assertThat(handled).hasSize(1);
	}

	@Test
	void exceptionThatTheApplicationsMulticasterLetsThroughIsReported() {
		this.context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class, () -> new SimpleApplicationEventMulticaster());
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		assertThatNoException().isThrownBy(() -> this.listeners.accept(message()));
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void errorHandlerThatTheApplicationHasSetOnSpringsMulticasterBeforeIsUsedForItsOwnEvents() {
		errorHandlerOfTheApplicationIsUsedForItsOwnEventsOnly(true);
	}

	@Test
	void errorHandlerThatTheApplicationSetsOnSpringsMulticasterLaterIsUsedForItsOwnEvents() {
		errorHandlerOfTheApplicationIsUsedForItsOwnEventsOnly(false);
	}

	private void errorHandlerOfTheApplicationIsUsedForItsOwnEventsOnly(boolean before) {
		List<Throwable> handled = new ArrayList<>();
		List<PusherApplicationEvent> received = new ArrayList<>();
		addListener(Object.class, (payload) -> {
			throw new IllegalStateException("of the application");
		});
		this.context.addApplicationListener((ApplicationListener<ContextRefreshedEvent>) (event) -> {
			if (before) {
				multicaster(this.context).setErrorHandler(handled::add);
			}
		});
		start((event) -> {
			throw new IllegalStateException("of ours");
		}, received::add);
		if (!before) {
			multicaster(this.context).setErrorHandler(handled::add);
		}
		assertThatNoException().isThrownBy(() -> this.context.publishEvent(new Object()));
		assertThat(handled).singleElement().satisfies((ex) -> assertThat(ex).hasMessage("of the application"));
		this.listeners.accept(message());
		assertThat(received).hasSize(1);
		assertThat(this.failures).hasSize(1);
		assertThat(handled).hasSize(1);
	}

	@Test
	void errorHandlerOfTheApplicationGetsWhatAListenerOfOursPublishes() {
		List<Throwable> handled = new ArrayList<>();
		addListener(Object.class, (payload) -> {
			throw new IllegalStateException("of the application");
		});
		start((event) -> this.context.publishEvent(new Object()));
		multicaster(this.context).setErrorHandler(handled::add);
		this.listeners.accept(message());
		assertThat(handled).singleElement().satisfies((ex) -> assertThat(ex).hasMessage("of the application"));
		assertThat(this.failures).isEmpty();
	}

	@Test
	void executorThatTheApplicationHasSetOnSpringsMulticasterCallsListenersAndTheirFailuresAreReported() {
		List<Runnable> tasks = new ArrayList<>();
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		multicaster(this.context).setTaskExecutor(tasks::add);
		this.listeners.accept(message());
		assertThat(this.failures).isEmpty();
		assertThatNoException().isThrownBy(() -> tasks.forEach(Runnable::run));
		assertThat(this.failures).hasSize(1);
	}

	@Test
	void listenersThatComeAndGoLaterAreKnown() {
		List<PusherApplicationEvent> received = new ArrayList<>();
		ApplicationListener<PusherApplicationEvent> later = received::add;
		start();
		this.listeners.accept(message());
		this.context.addApplicationListener(later);
		this.listeners.accept(message());
		assertThat(received).hasSize(1);
		multicaster(this.context).removeApplicationListener(later);
		this.listeners.accept(message());
		assertThat(received).hasSize(1);
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
	void failureInOneContextDoesNotStopThatOfTheParent() {
		List<Object> received = new ArrayList<>();
		GenericApplicationContext parent = new GenericApplicationContext();
		registerListener(parent, "listener", PusherMessageEvent.class, received::add);
		parent.refresh();
		this.context.setParent(parent);
		this.context.registerBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class, () -> new SimpleApplicationEventMulticaster());
		start((event) -> {
			throw new IllegalStateException("broken");
		});
		this.listeners.accept(message());
		assertThat(this.failures).hasSize(1);
		assertThat(received).hasSize(1);
		parent.close();
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

	@Test
	void whatIsAskedOfSpringsMulticasterIsKnownToANativeImage() {
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		for (String name : List.of("getApplicationListeners", "getTaskExecutor")) {
			assertThat(Stream.of(AbstractApplicationEventMulticaster.class, SimpleApplicationEventMulticaster.class)
				.flatMap((type) -> Stream.of(type.getDeclaredMethods()))
				.filter((method) -> method.getName().equals(name)))
				.anyMatch((method) -> RuntimeHintsPredicates.reflection().onMethodInvocation(method).test(hints));
		}
	}

	private static SimpleApplicationEventMulticaster multicaster(GenericApplicationContext context) {
		return context.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class);
	}

	@SafeVarargs
	private void start(Consumer<PusherApplicationEvent>... consumers) {
		for (int i = 0; i < consumers.length; i++) {
			registerListener(this.context, "listener" + i, PusherApplicationEvent.class, consumers[i]);
		}
		this.context.refresh();
		this.listeners.reportTo(this.failures::add);
	}

	private static <E extends PusherApplicationEvent> void registerListener(GenericApplicationContext context,
			String name, Class<E> type, Consumer<? super E> consumer) {
		context.registerBean(name, PusherListenerBean.class, () -> new PusherListenerBean((event) -> {
			if (type.isInstance(event)) {
				consumer.accept(type.cast(event));
			}
		}));
	}

	private <T> void addListener(Class<T> type, Consumer<T> consumer) {
		this.context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<Object>>) (event) -> {
			if (event.getPayload().getClass() == type) {
				consumer.accept(type.cast(event.getPayload()));
			}
		});
	}

	private PusherMessageEvent message() {
		return new PusherMessageEvent(this.client, "orders", "placed", "{\"card\":4711}", null, JsonMapper.shared());
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneakyThrow(Throwable ex) throws T {
		throw (T) ex;
	}

	record PusherListenerBean(
			Consumer<PusherApplicationEvent> consumer) implements ApplicationListener<PusherApplicationEvent> {

		@Override
		public void onApplicationEvent(PusherApplicationEvent event) {
			this.consumer.accept(event);
		}

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
