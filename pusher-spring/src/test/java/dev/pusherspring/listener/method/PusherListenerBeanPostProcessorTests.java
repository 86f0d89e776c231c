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

package dev.pusherspring.listener.method;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.core.OverridingClassLoader;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;

import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.listener.ChannelName;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherListenerBeanPostProcessor}: which methods are registered, with
 * what. Beans that come late or several times are in {@link ListenerInstancesTests},
 * proxies in {@link ProxiedListenerTests}, wrong methods in
 * {@link InvalidPusherListenerTests}.
 */
class PusherListenerBeanPostProcessorTests {

	private final ListeningContext context = new ListeningContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void outageIsChosenByItsName() {
		start(Outages.class);
		PusherOutageEvent outage = new PusherOutageEvent(this.context.client(), "orders", Instant.EPOCH, Instant.EPOCH);
		this.context.dispatch(outage);
		this.context.send("orders", "placed", "1");
		assertThat(this.context.bean(Outages.class).heard).containsExactly(outage);
	}

	@Test
	void eachOfSeveralAnnotationsIsAListener() {
		start(Repeated.class);
		assertThat(listeners()).extracting(PusherListenerEndpoint::getId).containsExactlyInAnyOrder("a", "b");
		this.context.send("one", "x", "1");
		this.context.send("two", "y", "2");
		this.context.send("two", "x", "3");
		assertThat(this.context.bean(Repeated.class).heard).containsExactly("1", "2");
	}

	@Test
	void severalAnnotationsWithoutIdGetDifferentOnes() {
		start(RepeatedWithoutId.class);
		assertThat(listeners()).extracting(PusherListenerEndpoint::getId)
			.hasSize(2)
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.contains(".on(String)"));
	}

	@Test
	void composedAnnotationGivesItsAttributes() {
		start(Composed.class);
		assertThat(listeners()).singleElement().satisfies((listener) -> {
			assertThat(listener.getChannels()).containsExactly("rooms.*");
			assertThat(listener.getEvents()).containsExactly("said");
			assertThat(listener.getId()).isEqualTo("chat");
			assertThat(listener.isRunning()).isFalse();
		});
	}

	@Test
	void annotationOfAnInterfacesOrSuperclassesMethodCounts() {
		start(Implementation.class);
		this.context.send("shop", "ordered", "{\"id\":7}");
		assertThat(this.context.bean(Implementation.class).heard).containsExactly("7 on shop", "Order[id=7]");
	}

	@Test
	void placeholdersAndCollectionsFromExpressionsAreResolved() {
		this.context.context()
			.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("room", "lobby", "rooms", "a,b", "start", "false", "name", "named")));
		start(Expressions.class);
		PusherListenerEndpoint listener = this.context.registry().getListener("named");
		assertThat(listener).isNotNull();
		assertThat(listener.getChannels()).containsExactly("lobby", "a", "b", "room-1", "room-2");
		assertThat(listener.getEvents()).containsExactly("said", "heard");
		assertThat(listener.isRunning()).isFalse();
	}

	@Test
	void listenerIsDescribedByItsMethod() {
		start(Composed.class);
		assertThat(listeners()).singleElement().asString().contains("method=" + Composed.class.getName() + ".on, ");
	}

	@Test
	void methodMayBePrivate() {
		start(Private.class);
		this.context.send("orders", "placed", "1");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.bean(Private.class).heard).containsExactly("1");
	}

	@Test
	void beanIsTheSameAfterwards() {
		this.context.start();
		Private bean = new Private();
		assertThat(this.context.context().getBeanFactory().initializeBean(bean, "late")).isSameAs(bean);
	}

	@Test
	void beanWithAnInvalidMethodLeavesNoListener() {
		this.context.start();
		AutowireCapableBeanFactory beans = this.context.context().getBeanFactory();
		assertThatExceptionOfType(InvalidPusherListenerException.class)
			.isThrownBy(() -> beans.initializeBean(new SameId(), "late"));
		assertThat(listeners()).isEmpty();
		assertThat(this.context.subscribed()).isEmpty();
		beans.initializeBean(new Repeated(), "late");
		assertThat(listeners()).hasSize(2);
	}

	@Test
	void classThatCannotBeLoadedCompletelyHasNoListeners() throws Exception {
		ListenerEndpointFactory endpoints = new ListenerEndpointFactory(this.context.context().getBeanFactory());
		assertThat(endpoints.hasListeners(Incomplete.class)).isTrue();
		assertThat(endpoints.hasListeners(new WithoutOrder().loadClass(Incomplete.class.getName()))).isFalse();
	}

	private void start(Class<?> type) {
		this.context.context().register(type);
		this.context.start();
	}

	private List<PusherListenerEndpoint> listeners() {
		return List.copyOf(this.context.registry().getListeners());
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@PusherListener(channels = "rooms.*", autoStartup = "false")
	@interface ChatListener {

		@AliasFor(annotation = PusherListener.class, attribute = "events")
		String[] value();

		@AliasFor(annotation = PusherListener.class, attribute = "id")
		String name() default "";

	}

	static class Repeated {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(id = "a", channels = "one", events = "x")
		@PusherListener(id = "b", channels = "two", events = "y")
		void on(String text) {
			this.heard.add(text);
		}

	}

	static class RepeatedWithoutId {

		@PusherListener(channels = "one")
		@PusherListener(channels = "two")
		void on(String text) {
		}

	}

	static class Private {

		private final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "orders")
		private void on(String text) {
			this.heard.add(text);
		}

	}

	static class SameId {

		@PusherListener(id = "same", channels = "one")
		void one(String text) {
		}

		@PusherListener(id = "same", channels = "two")
		void two(String text) {
		}

	}

	static class Incomplete {

		@PusherListener(channels = "orders")
		void on(Order order) {
		}

	}

	private static final class WithoutOrder extends OverridingClassLoader {

		private WithoutOrder() {
			super(WithoutOrder.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String name) {
			return name.equals(Incomplete.class.getName());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(Order.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

	static class Composed {

		@ChatListener(value = "said", name = "chat")
		void on(String text) {
		}

	}

	record Order(int id) {

	}

	interface OrderHandler {

		@PusherListener(channels = "shop")
		void handle(Order order, @ChannelName String channel);

	}

	abstract static class AbstractHandler<T> {

		final List<String> heard = new ArrayList<>();

		@PusherListener(channels = "shop")
		void generic(T payload) {
			this.heard.add(payload.toString());
		}

	}

	static class Implementation extends AbstractHandler<Order> implements OrderHandler {

		@Override
		public void handle(Order order, String channel) {
			this.heard.add(0, order.id() + " on " + channel);
		}

	}

	static class Expressions {

		@PusherListener(id = "${name}", channels = { "${room}", "#{'${rooms}'.split(',')}", "#{@roomNames}" },
				events = "#{{'said', 'heard'}}", autoStartup = "${start}")
		void on(String text) {
		}

		@Bean
		static List<String> roomNames() {
			return List.of("room-1", "room-2");
		}

	}

	static class Outages {

		private final List<PusherOutageEvent> heard = new ArrayList<>();

		@PusherListener(channels = "orders", events = "pusher:outage")
		void on(PusherOutageEvent event) {
			this.heard.add(event);
		}

	}

}
