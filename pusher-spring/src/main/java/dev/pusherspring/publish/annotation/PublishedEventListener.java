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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ClassUtils;

import dev.pusherspring.publish.AsyncPusherOperations;

/**
 * Publishes application events that are annotated with
 * {@link PublishedToPusher @PublishedToPusher}, after their transaction has been
 * committed.
 *
 * @since 1.0.0
 */
public class PublishedEventListener implements GenericApplicationListener {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.publish");

	private static final boolean transactionsPresent = ClassUtils.isPresent(
			"org.springframework.transaction.support.TransactionSynchronization",
			PublishedEventListener.class.getClassLoader());

	private final Function<String, AsyncPusherOperations> publishers;

	private final UnaryOperator<String> placeholders;

	private final ApplicationEventPublisher events;

	private final Map<Class<?>, EventDestination> destinations = new ConcurrentHashMap<>();

	/**
	 * Create a new {@link PublishedEventListener} instance.
	 * @param publishers returns the publisher for the name of an app; an empty name
	 * refers to the default app
	 * @param placeholders resolves placeholders
	 * @param events publishes failures
	 */
	public PublishedEventListener(Function<String, AsyncPusherOperations> publishers,
			UnaryOperator<String> placeholders, ApplicationEventPublisher events) {
		this.publishers = publishers;
		this.placeholders = placeholders;
		this.events = events;
	}

	// called once for each type
	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		Class<?> type = eventType.toClass();
		if (PayloadApplicationEvent.class.isAssignableFrom(type)) {
			type = eventType.as(PayloadApplicationEvent.class).getGeneric().toClass();
		}
		return AnnotatedElementUtils.hasAnnotation(type, PublishedToPusher.class);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent applicationEvent) {
		Object event = (applicationEvent instanceof PayloadApplicationEvent<?> payload) ? payload.getPayload()
				: applicationEvent;
		if (AnnotatedElementUtils.hasAnnotation(event.getClass(), PublishedToPusher.class)) {
			if (!transactionsPresent || !AfterCommit.register(applicationEvent, () -> publish(event))) {
				publish(event);
			}
		}
	}

	private void publish(Object event) {
		try {
			EventDestination destination = this.destinations.computeIfAbsent(event.getClass(),
					(type) -> EventDestination.of(type, this.placeholders));
			this.publishers.apply(destination.getApp())
				.trigger(destination.message(event))
				.whenComplete((info, ex) -> report(event, ex));
		}
		catch (Throwable ex) {
			// a committed transaction must not appear to have failed
			logger.error(LogMessage.format("Application event of type '%s' could not be published to Pusher",
					event.getClass().getName()), ex);
			report(event, ex);
		}
	}

	private void report(Object event, @Nullable Throwable ex) {
		if (ex != null) {
			this.events.publishEvent(new PublishedToPusherFailedEvent(event, ex));
		}
	}

}
