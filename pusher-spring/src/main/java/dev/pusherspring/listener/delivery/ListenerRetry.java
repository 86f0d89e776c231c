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

import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

import dev.pusherspring.event.PayloadConversionException;

/**
 * Calls a listener method again when it throws, on the same thread: the next event of the
 * channel waits, so that order is kept.
 */
final class ListenerRetry {

	private final RetryTemplate template;

	ListenerRetry(RetrySettings settings) {
		this.template = new RetryTemplate(RetryPolicy.builder()
			.maxRetries(settings.maxAttempts() - 1)
			.delay(settings.initialDelay())
			.multiplier(settings.multiplier())
			.maxDelay(settings.maxDelay())
			.predicate(ListenerRetry::mayPass)
			.build());
	}

	// data that does not fit never will, and who is interrupted shall stop
	private static boolean mayPass(Throwable ex) {
		return ex instanceof Exception && !(ex instanceof PayloadConversionException)
				&& !(ex instanceof InterruptedException);
	}

	void call(ListenerCall call) throws Throwable {
		try {
			this.template.execute(() -> {
				call.run();
				return null;
			});
		}
		catch (RetryException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * One call of a listener method.
	 */
	@FunctionalInterface
	interface ListenerCall {

		void run() throws Throwable;

	}

}
