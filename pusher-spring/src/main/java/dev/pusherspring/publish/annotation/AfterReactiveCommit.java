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

import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * Accesses reactive transactions, which need Reactor, an optional dependency.
 */
final class AfterReactiveCommit {

	private AfterReactiveCommit() {
	}

	/**
	 * Run an action after a reactive transaction has been committed.
	 * @param transaction the transaction
	 * @param action the action
	 * @return {@code false} if the transaction is not active
	 */
	static boolean register(TransactionContext transaction, Runnable action) {
		TransactionSynchronizationManager synchronizations = new TransactionSynchronizationManager(transaction);
		if (!synchronizations.isSynchronizationActive() || !synchronizations.isActualTransactionActive()) {
			return false;
		}
		synchronizations.registerSynchronization(new TransactionSynchronization() {

			@Override
			public Mono<Void> afterCompletion(int status) {
				return (status == STATUS_COMMITTED) ? Mono.fromRunnable(action) : Mono.empty();
			}

		});
		return true;
	}

}
