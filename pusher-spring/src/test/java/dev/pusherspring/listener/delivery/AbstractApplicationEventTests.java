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
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.mockito.Mockito;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Base class for tests of {@link ApplicationEventListeners}.
 */
abstract class AbstractApplicationEventTests {

	final PusherClient client = Mockito.mock(PusherClient.class);

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	final List<PusherApplicationEvent> failures = new ArrayList<>();

	ApplicationEventListeners listeners = new ApplicationEventListeners(this.context);

	@AfterEach
	void close() {
		this.context.close();
	}

	static SimpleApplicationEventMulticaster multicaster(GenericApplicationContext context) {
		return context.getBean(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
				SimpleApplicationEventMulticaster.class);
	}

	@SafeVarargs
	final void start(Consumer<PusherApplicationEvent>... consumers) {
		for (int i = 0; i < consumers.length; i++) {
			registerListener(this.context, "listener" + i, PusherApplicationEvent.class, consumers[i]);
		}
		this.context.refresh();
		this.listeners.reportTo(this.failures::add);
	}

	static <E extends PusherApplicationEvent> void registerListener(GenericApplicationContext context, String name,
			Class<E> type, Consumer<? super E> consumer) {
		context.registerBean(name, PusherListenerBean.class, () -> new PusherListenerBean((event) -> {
			if (type.isInstance(event)) {
				consumer.accept(type.cast(event));
			}
		}));
	}

	<T> void addListener(Class<T> type, Consumer<T> consumer) {
		this.context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<Object>>) (event) -> {
			if (event.getPayload().getClass() == type) {
				consumer.accept(type.cast(event.getPayload()));
			}
		});
	}

	PusherMessageEvent message() {
		return new PusherMessageEvent(this.client, "orders", "placed", "{\"card\":4711}", null, JsonMapper.shared());
	}

	record PusherListenerBean(
			Consumer<PusherApplicationEvent> consumer) implements ApplicationListener<PusherApplicationEvent> {

		@Override
		public void onApplicationEvent(PusherApplicationEvent event) {
			this.consumer.accept(event);
		}

	}

}
