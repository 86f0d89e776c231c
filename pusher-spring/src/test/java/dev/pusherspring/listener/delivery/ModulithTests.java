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

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.modulith.events.core.DefaultEventPublicationRegistry;
import org.springframework.modulith.events.core.EventPublicationRepository;
import org.springframework.modulith.events.support.PersistentApplicationEventMulticaster;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.testsupport.ListeningContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application with Spring Modulith, whose multicaster keeps events for
 * transactional listeners until they have been processed.
 */
class ModulithTests {

	private final ListeningContext context = new ListeningContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void listenerThatThrowsDoesNotStopTheNext() {
		start(Listeners.class);
		this.context.send("orders", "placed", "7");
		assertThat(this.context.bean(Listeners.class).heard).containsExactlyInAnyOrder("first", "second");
	}

	@Test
	void messagesAreNotKeptAsUnfinishedPublications() {
		start(Listeners.class);
		this.context.send("orders", "placed", "7");
		BDDMockito.then(this.context.bean(EventPublicationRepository.class))
			.should(Mockito.never())
			.create(ArgumentMatchers.any());
	}

	@Test
	void eventOfTheApplicationIsKeptAndReachesItsListenerAfterTheTransaction() {
		start(Orders.class);
		this.context.send("orders", "placed", "7");
		assertThat(this.context.failures()).isEmpty();
		assertThat(this.context.bean(Orders.class).calls()).containsExactly("stored 7", "committed", "shipped 7");
		BDDMockito.then(this.context.bean(EventPublicationRepository.class)).should().create(ArgumentMatchers.any());
	}

	@Test
	void eventOfATransactionThatFailsReachesNobody() {
		start(Orders.class);
		this.context.send("orders", "placed", "0");
		assertThat(this.context.failures()).hasSize(1);
		assertThat(this.context.bean(Orders.class).calls()).containsExactly("stored 0", "rolled back");
	}

	@Test
	void serializedEventDoesNotHoldTheClient() {
		PusherMessageEvent event = new PusherMessageEvent(this.context.client(), "orders", "placed", "7", null,
				JsonMapper.shared());
		assertThat(JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(event)).propertyNames())
			.containsExactlyInAnyOrder("app", "channel", "event", "data", "userId", "recovered", "timestamp");
	}

	private void start(Class<?> listeners) {
		this.context.context().register(Modulith.class, listeners);
		this.context.start();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement(proxyTargetClass = true)
	static class Modulith {

		@Bean
		static EventPublicationRepository repository() {
			EventPublicationRepository repository = Mockito.mock(EventPublicationRepository.class);
			BDDMockito.given(repository.create(ArgumentMatchers.any()))
				.willAnswer((invocation) -> invocation.getArgument(0));
			return repository;
		}

		@Bean
		static PersistentApplicationEventMulticaster applicationEventMulticaster(EventPublicationRepository repository,
				Environment environment) {
			return new PersistentApplicationEventMulticaster(
					() -> new DefaultEventPublicationRegistry(repository, Clock.systemUTC()), () -> environment);
		}

		@Bean
		PlatformTransactionManager transactionManager(ObjectProvider<Orders> orders) {
			return new Transactions(orders);
		}

	}

	static class Listeners {

		private final List<String> heard = new ArrayList<>();

		@EventListener
		void first(PusherMessageEvent event) {
			this.heard.add("first");
			throw new IllegalStateException("thrown by the test");
		}

		@EventListener
		void second(PusherMessageEvent event) {
			this.heard.add("second");
			throw new IllegalStateException("thrown by the test");
		}

		@TransactionalEventListener
		void third(PusherMessageEvent event) {
			this.heard.add("third");
		}

		@EventListener
		void on(PusherErrorEvent error) {
		}

	}

	record OrderStored(int id) {

	}

	static class Orders {

		private final List<String> calls = new ArrayList<>();

		private final ApplicationEventPublisher publisher;

		Orders(ApplicationEventPublisher publisher) {
			this.publisher = publisher;
		}

		@Transactional
		@PusherListener(channels = "orders", events = "placed")
		void onPlaced(Integer order) {
			this.calls.add("stored " + order);
			this.publisher.publishEvent(new OrderStored(order));
			if (order == 0) {
				throw new IllegalStateException("no such order");
			}
		}

		@TransactionalEventListener
		void onStored(OrderStored order) {
			this.calls.add("shipped " + order.id());
		}

		List<String> calls() {
			return this.calls;
		}

		void end(String outcome) {
			this.calls.add(outcome);
		}

	}

	static final class Transactions extends AbstractPlatformTransactionManager {

		private final ObjectProvider<Orders> orders;

		Transactions(ObjectProvider<Orders> orders) {
			this.orders = orders;
		}

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			this.orders.getObject().end("committed");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			this.orders.getObject().end("rolled back");
		}

	}

}
