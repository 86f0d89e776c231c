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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ApplicationEventListeners} with what an application has done to the
 * multicaster of its context.
 */
class ApplicationEventMulticasterTests extends AbstractApplicationEventTests {

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

}
