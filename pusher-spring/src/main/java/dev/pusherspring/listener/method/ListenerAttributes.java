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

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.Assert;

import dev.pusherspring.client.recovery.MissedEventsSource;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.RetrySettings;

/**
 * What a listener method says about how it is called.
 *
 * @param beanFactory where error handlers are found
 * @param resolver resolves placeholders and expressions
 */
record ListenerAttributes(BeanFactory beanFactory, Function<String, @Nullable Object> resolver) {

	PusherListenerEndpoint.Builder apply(PusherListener annotation, Method method,
			PusherListenerEndpoint.Builder builder) {
		builder.ordered(annotation.ordered()).order(order(method)).retry(retry(annotation.retry()));
		Integer concurrency = value("concurrency", annotation.concurrency(), Integer::valueOf);
		if (concurrency != null) {
			builder.concurrency(concurrency);
		}
		PusherListenerErrorHandler errorHandler = value("errorHandler", annotation.errorHandler(), this::errorHandler);
		if (errorHandler != null) {
			builder.errorHandler(errorHandler);
		}
		MissedEventsSource missedEvents = value("missedEvents", annotation.missedEvents(), this::missedEvents);
		return (missedEvents != null) ? builder.missedEvents(missedEvents) : builder;
	}

	private static int order(Method method) {
		Integer order = OrderUtils.getOrder(method);
		return (order != null) ? order : OrderUtils.getOrder(method.getDeclaringClass(), Ordered.LOWEST_PRECEDENCE);
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
		// what makes no sense is to be found now, not when the listener fails
		result.apply(RetrySettings.none());
		return result;
	}

	// not created yet: it may need beans that come later
	private PusherListenerErrorHandler errorHandler(String name) {
		Assert.isTrue(
				this.beanFactory.containsBean(name)
						&& this.beanFactory.isTypeMatch(name, PusherListenerErrorHandler.class),
				() -> "there is no PusherListenerErrorHandler bean of that name");
		return (listener, event, cause) -> this.beanFactory.getBean(name, PusherListenerErrorHandler.class)
			.handle(listener, event, cause);
	}

	private MissedEventsSource missedEvents(String name) {
		Assert.isTrue(
				this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, MissedEventsSource.class),
				() -> "there is no MissedEventsSource bean of that name");
		return new NamedMissedEventsSource(name, this.beanFactory);
	}

	private <T> @Nullable T value(String attribute, String expression, Function<String, T> parser) {
		Object value = expression.isEmpty() ? null : this.resolver.apply(expression);
		if (value == null) {
			return null;
		}
		try {
			return parser.apply(value.toString());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(
					"the value '%s' of '%s' cannot be used: %s".formatted(value, attribute, ex.getMessage()), ex);
		}
	}

}
