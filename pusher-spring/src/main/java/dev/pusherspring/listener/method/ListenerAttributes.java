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

import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.Assert;

import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.RetrySettings;
import dev.pusherspring.listener.batch.BatchSettings;

/**
 * Applies the attributes of {@link PusherListener} to a listener.
 *
 * @param beanFactory the bean factory with the error handlers
 * @param resolver resolves placeholders and expressions
 */
record ListenerAttributes(BeanFactory beanFactory, UnaryOperator<String> resolver) {

	PusherListenerEndpoint.Builder apply(PusherListener annotation, PusherListenerEndpoint.Builder builder) {
		builder.ordered(annotation.ordered()).retry(retry(annotation.retry()));
		Integer concurrency = value("concurrency", annotation.concurrency(), Integer::valueOf);
		if (concurrency != null) {
			builder.concurrency(concurrency);
		}
		UnaryOperator<BatchSettings> batch = batch(annotation);
		if (annotation.batch()) {
			builder.batch(batch);
		}
		PusherListenerErrorHandler errorHandler = value("errorHandler", annotation.errorHandler(), this::errorHandler);
		if (errorHandler != null) {
			builder.errorHandler(errorHandler);
		}
		MissedEventsSource missedEvents = value("missedEvents", annotation.missedEvents(), this::missedEvents);
		return (missedEvents != null) ? builder.missedEvents(missedEvents) : builder;
	}

	private UnaryOperator<BatchSettings> batch(PusherListener annotation) {
		Integer maxSize = value("batchMaxSize", annotation.batchMaxSize(), Integer::valueOf);
		Duration maxWait = value("batchMaxWait", annotation.batchMaxWait(), DurationFormatterUtils::detectAndParse);
		Assert.state(annotation.batch() || (maxSize == null && maxWait == null),
				"'batchMaxSize' and 'batchMaxWait' require 'batch = true'");
		UnaryOperator<BatchSettings> result = (settings) -> {
			BatchSettings changed = (maxSize != null) ? settings.withMaxSize(maxSize) : settings;
			return (maxWait != null) ? changed.withMaxWait(maxWait) : changed;
		};
		// detect invalid settings now, not with the first event
		result.apply(BatchSettings.defaults());
		return result;
	}

	private UnaryOperator<RetrySettings> retry(PusherListener.Retry retry) {
		Integer maxAttempts = value("retry.maxAttempts", retry.maxAttempts(), Integer::valueOf);
		Duration initialDelay = value("retry.initialDelay", retry.initialDelay(),
				DurationFormatterUtils::detectAndParse);
		Double multiplier = value("retry.multiplier", retry.multiplier(), Double::valueOf);
		Duration maxDelay = value("retry.maxDelay", retry.maxDelay(), DurationFormatterUtils::detectAndParse);
		UnaryOperator<RetrySettings> result = (settings) -> {
			RetrySettings changed = (maxAttempts != null) ? settings.withMaxAttempts(maxAttempts) : settings;
			changed = (initialDelay != null) ? changed.withInitialDelay(initialDelay) : changed;
			changed = (multiplier != null) ? changed.withMultiplier(multiplier) : changed;
			return (maxDelay != null) ? changed.withMaxDelay(maxDelay) : changed;
		};
		// detect invalid settings now, not when the listener fails
		result.apply(RetrySettings.none());
		return result;
	}

	// not created yet, as it may depend on beans that are created later
	private PusherListenerErrorHandler errorHandler(String name) {
		Assert.isTrue(
				this.beanFactory.containsBean(name)
						&& this.beanFactory.isTypeMatch(name, PusherListenerErrorHandler.class),
				() -> "there is no PusherListenerErrorHandler bean with that name");
		return (listener, event, cause) -> this.beanFactory.getBean(name, PusherListenerErrorHandler.class)
			.handle(listener, event, cause);
	}

	private MissedEventsSource missedEvents(String name) {
		Assert.isTrue(
				this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, MissedEventsSource.class),
				() -> "there is no MissedEventsSource bean with that name");
		return new NamedMissedEventsSource(name, this.beanFactory);
	}

	private <T> @Nullable T value(String attribute, String expression, Function<String, T> parser) {
		String value = this.resolver.apply(expression);
		if (value.isEmpty()) {
			return null;
		}
		try {
			return parser.apply(value);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"the value '%s' of '%s' is invalid: %s".formatted(value, attribute, ex.getMessage()), ex);
		}
	}

}
