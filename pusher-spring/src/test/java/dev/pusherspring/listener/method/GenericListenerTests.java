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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.messaging.Message;

import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for parameters whose type is decided by the bean's class.
 */
class GenericListenerTests {

	@Test
	void variableMayStandForAGenericType() {
		assertThat(heard(Lists.class, "[{\"id\":7}]")).containsOnly(List.of(new Order(7))).hasSize(3);
	}

	@Test
	void variableMayBePartOfAType() {
		assertThat(heard(Maps.class, "{\"a\":[{\"id\":7}]}")).containsExactly(Map.of("a", List.of(new Order(7))));
	}

	@Test
	void variableMayBeAnArraysComponent() {
		assertThat(heard(Arrays.class, "[{\"id\":7}]")).singleElement()
			.isInstanceOfSatisfying(Order[].class, (orders) -> assertThat(orders).containsExactly(new Order(7)));
	}

	@Test
	void interfaceMayHaveTheVariable() {
		assertThat(heard(Implementation.class, "[{\"id\":7}]")).containsExactly(List.of(new Order(7)));
	}

	@Test
	void defaultMethodOfAnInterfaceIsCalled() {
		assertThat(heard(WithDefault.class, "[{\"id\":7}]")).containsExactly(List.of(new Order(7)));
	}

	@Test
	void methodThatImplementsAnotherIsCalledOnce() {
		assertThat(heard(Bridged.class, "{\"id\":7}")).containsExactly(new Order(7));
	}

	@Test
	void variableThatNothingDecidesIsItsBound() {
		assertThat(heard(Raw.class, "{\"id\":7}")).containsExactly("{\"id\":7}", Map.of("id", 7));
	}

	private static List<Object> heard(Class<? extends Hearing> type, String data) {
		try (ListeningContext context = ListeningContext.of(type)) {
			context.send("orders", "placed", data);
			assertThat(context.failures()).isEmpty();
			return context.bean(type).heard;
		}
	}

	record Order(int id) {

	}

	abstract static class Hearing {

		final List<Object> heard = new ArrayList<>();

	}

	abstract static class Base<T> extends Hearing {

		@PusherListener(channels = "orders")
		void on(T payload) {
			this.heard.add(payload);
		}

		@PusherListener(channels = "orders")
		void optional(Optional<T> payload) {
			this.heard.add(payload.orElseThrow());
		}

		@PusherListener(channels = "orders")
		void message(Message<T> message) {
			this.heard.add(message.getPayload());
		}

	}

	static class Lists extends Base<List<Order>> {

	}

	abstract static class MapBase<T> extends Hearing {

		@PusherListener(channels = "orders")
		void on(Map<String, T> payload) {
			this.heard.add(payload);
		}

	}

	static class Maps extends MapBase<List<Order>> {

	}

	abstract static class ArrayBase<T> extends Hearing {

		@PusherListener(channels = "orders")
		void on(T[] payload) {
			this.heard.add(payload);
		}

	}

	static class Arrays extends ArrayBase<Order> {

	}

	interface Handler<T> {

		@PusherListener(channels = "orders")
		void handle(T payload);

	}

	static class Implementation extends Hearing implements Handler<List<Order>> {

		@Override
		public void handle(List<Order> payload) {
			this.heard.add(payload);
		}

	}

	static class Raw extends Hearing {

		@PusherListener(channels = "orders", id = "a")
		<T> void any(T payload) {
			this.heard.add(payload);
		}

		@PusherListener(channels = "orders", id = "b")
		<M extends Map<String, ?>> void bounded(M payload) {
			this.heard.add(payload);
		}

		@PusherListener(channels = "others")
		<T extends Comparable<T>> void circular(List<T> payload) {
			this.heard.add(payload);
		}

	}

	interface Contract<T> {

		@PusherListener(channels = "orders")
		default void on(T payload) {
			heard().add(payload);
		}

		List<Object> heard();

	}

	static class WithDefault extends Hearing implements Contract<List<Order>> {

		@Override
		public List<Object> heard() {
			return this.heard;
		}

	}

	interface Receiver<T> {

		void handle(T payload);

	}

	static class Bridged extends Hearing implements Receiver<Order> {

		@Override
		@PusherListener(channels = "orders")
		public void handle(Order payload) {
			this.heard.add(payload);
		}

	}

}
