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

package dev.pusherspring.publish.annotation;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalEventPublisher;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.publish.ApiServer;
import dev.pusherspring.publish.AsyncPusherTemplate;
import dev.pusherspring.publish.PusherTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PublishedToPusher @PublishedToPusher} with reactive transactions.
 */
@Timeout(30)
class ReactiveTransactionTests {

	@AutoClose
	private final ApiServer server = new ApiServer((request) -> ApiServer.answer("200 OK", "{}"));

	private final AsyncPusherTemplate publisher = new AsyncPusherTemplate(
			new PusherTemplate(this.server.options().build(), ApiServer.requestFactory(), new JsonMapper()),
			new AsyncPusherTemplate.Settings(1, 10, Duration.ofSeconds(10)), Thread::new, null);

	private final PublishedEventListener listener = new PublishedEventListener((app) -> this.publisher,
			UnaryOperator.identity(), (failure) -> {
			});

	private final ApplicationEventPublisher events = (event) -> this.listener
		.onApplicationEvent((ApplicationEvent) event);

	private final TransactionalEventPublisher transactionalEvents = new TransactionalEventPublisher(this.events);

	private final TransactionalOperator transactions = TransactionalOperator.create(new NoDatabase());

	@Test
	void eventIsPublishedAfterTheCommit() {
		this.transactions.transactional(this.transactionalEvents.publishEvent(new OrderPlaced(1)).then(now(2))).block();
		assertThat(published()).containsExactly("2", "1");
	}

	@Test
	void rolledBackTransactionPublishesNothing() {
		Mono<Void> failing = this.transactionalEvents.publishEvent(new OrderPlaced(1))
			.then(Mono.error(new IllegalStateException("rollback")));
		assertThatIllegalStateException().isThrownBy(this.transactions.transactional(failing)::block);
		now(2).block();
		assertThat(published()).containsExactly("2");
	}

	private Mono<Void> now(int id) {
		return Mono
			.fromRunnable(() -> this.events.publishEvent(new PayloadApplicationEvent<>(this, new OrderPlaced(id))));
	}

	private List<String> published() {
		this.publisher.close();
		return this.server.getRequests()
			.stream()
			.map((request) -> new JsonMapper().readTree(request.body()).get("data").asString())
			.toList();
	}

	@PublishedToPusher(channels = "orders", payload = "id")
	record OrderPlaced(int id) {

	}

	private static final class NoDatabase extends AbstractReactiveTransactionManager {

		@Override
		protected Object doGetTransaction(TransactionSynchronizationManager synchronizationManager) {
			return this;
		}

		@Override
		protected Mono<Void> doBegin(TransactionSynchronizationManager synchronizationManager, Object transaction,
				TransactionDefinition definition) {
			return Mono.empty();
		}

		@Override
		protected Mono<Void> doCommit(TransactionSynchronizationManager synchronizationManager,
				GenericReactiveTransaction status) {
			return Mono.empty();
		}

		@Override
		protected Mono<Void> doRollback(TransactionSynchronizationManager synchronizationManager,
				GenericReactiveTransaction status) {
			return Mono.empty();
		}

	}

}
