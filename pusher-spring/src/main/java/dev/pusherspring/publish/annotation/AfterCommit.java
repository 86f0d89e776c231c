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

import org.springframework.context.ApplicationEvent;
import org.springframework.transaction.event.TransactionalApplicationListenerAdapter;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Accesses the transaction support of Spring, which is an optional dependency.
 */
final class AfterCommit {

	private AfterCommit() {
	}

	/**
	 * Run an action after the current transaction has been committed.
	 * @param event the event, whose source is the transaction if that is reactive
	 * @param action the action
	 * @return {@code false} if there is no transaction
	 */
	static boolean register(ApplicationEvent event, Runnable action) {
		if (!isWithinTransaction(event)) {
			return false;
		}
		new TransactionalApplicationListenerAdapter<ApplicationEvent>((committed) -> action.run())
			.onApplicationEvent(event);
		return true;
	}

	private static boolean isWithinTransaction(ApplicationEvent event) {
		if (TransactionSynchronizationManager.isSynchronizationActive()
				&& TransactionSynchronizationManager.isActualTransactionActive()) {
			return true;
		}
		return event.getSource() instanceof TransactionContext transaction && transaction.getSynchronizations() != null
				&& transaction.isActualTransactionActive();
	}

}
