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

package dev.pusherspring.listener;

import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;

/**
 * Publishes events to the listeners of the application context such that a listener's
 * exception hurts nobody else: it is logged and published as {@link PusherErrorEvent},
 * and the next listener runs.
 * <p>
 * Spring's multicaster would stop at the first exception. It therefore gets an error
 * handler that acts only while this class publishes; everything else that the application
 * publishes is treated as ever. A multicaster that the application brings itself is left
 * alone.
 *
 * @since 1.0.0
 */
public final class ApplicationEventListeners implements Consumer<PusherApplicationEvent> {

	private static final Log logger = LogFactory.getLog(ApplicationEventListeners.class);

	private static final ThreadLocal<@Nullable Publication> current = new ThreadLocal<>();

	private final ApplicationContext context;

	private @Nullable Consumer<PusherApplicationEvent> failures;

	/**
	 * Create a new {@link ApplicationEventListeners} instance.
	 * @param context the context whose listeners get the events
	 */
	public ApplicationEventListeners(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Make exceptions of listeners harmless.
	 * @param failures receives the {@link PusherErrorEvent} for each exception
	 */
	public void isolate(Consumer<PusherApplicationEvent> failures) {
		this.failures = failures;
		for (ApplicationContext context = this.context; context != null; context = context.getParent()) {
			isolate(context);
		}
	}

	private static void isolate(ApplicationContext context) {
		if (!(context instanceof ConfigurableApplicationContext configurableContext)) {
			return;
		}
		ConfigurableListableBeanFactory beanFactory = configurableContext.getBeanFactory();
		String name = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;
		if (!beanFactory.containsBeanDefinition(name)
				&& beanFactory.getSingleton(name) instanceof SimpleApplicationEventMulticaster multicaster
				&& multicaster.getClass() == SimpleApplicationEventMulticaster.class) {
			multicaster.setErrorHandler(ApplicationEventListeners::handleError);
		}
	}

	private static void handleError(Throwable ex) {
		Publication publication = current.get();
		if (publication == null || isNested()) {
			throw ApplicationEventListeners.<RuntimeException>asIs(ex);
		}
		publication.failures++;
		publication.publisher.failed(publication.event, ex);
	}

	// without an error handler checked exceptions would come through unwrapped as well
	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T asIs(Throwable ex) throws T {
		throw (T) ex;
	}

	// a listener may publish an event of its own, and then its exceptions are the
	// listener's business
	private static boolean isNested() {
		return StackWalker.getInstance()
			.walk((frames) -> frames
				.filter((frame) -> frame.getMethodName().equals("invokeListener")
						&& frame.getClassName().equals(SimpleApplicationEventMulticaster.class.getName()))
				.count()) > 1;
	}

	@Override
	public void accept(PusherApplicationEvent event) {
		publish(event);
	}

	/**
	 * Publish an event.
	 * @param event the event
	 * @return how many listeners have thrown, as far as that is known
	 */
	int publish(PusherApplicationEvent event) {
		Publication publication = new Publication(this, event);
		current.set(publication);
		try {
			this.context.publishEvent(event);
		}
		catch (Throwable ex) {
			publication.failures++;
			failed(event, ex);
		}
		finally {
			// to remove it would cost more, with each event
			current.set(null);
		}
		return publication.failures;
	}

	private void failed(PusherApplicationEvent event, Throwable ex) {
		failed("A listener", event, ex);
	}

	void failed(String listener, PusherApplicationEvent event, Throwable ex) {
		String text = listener + " failed on " + event;
		logger.error(text, ex);
		if (event instanceof PusherErrorEvent || this.failures == null) {
			// the report of a failure must not cause the next one
			return;
		}
		this.failures.accept(new PusherErrorEvent(event.getClient(),
				new PusherError(null, text, ex, DeliveryLanes.channel(event), false)));
	}

	/**
	 * What the current thread is publishing.
	 */
	private static final class Publication {

		private final ApplicationEventListeners publisher;

		private final PusherApplicationEvent event;

		private int failures;

		private Publication(ApplicationEventListeners publisher, PusherApplicationEvent event) {
			this.publisher = publisher;
			this.event = event;
		}

	}

}
