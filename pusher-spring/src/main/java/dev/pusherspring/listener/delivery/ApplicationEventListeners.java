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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.AbstractApplicationEventMulticaster;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherErrorEvent;

/**
 * Publishes events to the listeners of the application context. An exception of a
 * listener does not affect other listeners: it is logged and published as
 * {@link PusherErrorEvent}, and the next listener is called.
 * <p>
 * Spring's own multicaster would stop at the first exception. It is used only to find the
 * listeners and for its task executor. It is not modified, because its error handler
 * belongs to the application. The multicaster of Spring Modulith is treated in the same
 * way, so that it does not store these events. Any other multicaster publishes the events
 * itself.
 *
 * @since 1.0.0
 */
public final class ApplicationEventListeners implements Consumer<PusherApplicationEvent> {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.listener");

	private static final String MULTICASTER = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;

	private static final String MODULITH = "org.springframework.modulith.events.support.PersistentApplicationEventMulticaster";

	private final ApplicationContext context;

	private final ListenerCalls calls = new ListenerCalls();

	private volatile @Nullable List<Target> targets;

	private volatile @Nullable Consumer<PusherApplicationEvent> failures;

	/**
	 * Create a new {@link ApplicationEventListeners} instance.
	 * @param context the context whose listeners receive the events, along with the
	 * listeners of its parents
	 */
	public ApplicationEventListeners(ApplicationContext context) {
		this.context = context;
	}

	/**
	 * Report exceptions of listeners.
	 * @param failures receives a {@link PusherErrorEvent} for each exception
	 */
	void reportTo(Consumer<PusherApplicationEvent> failures) {
		this.failures = failures;
	}

	@Override
	public void accept(PusherApplicationEvent event) {
		publish(event);
	}

	/**
	 * Publish an event.
	 * @param event the event
	 * @return number of listeners that have failed, as far as known
	 */
	public int publish(ApplicationEvent event) {
		int failures = 0;
		for (Target target : targets()) {
			try {
				failures += target.publish(event);
			}
			catch (Throwable ex) {
				failures++;
				failed(event, ex);
			}
		}
		return failures;
	}

	// by the time of the first event, the contexts have been refreshed
	private List<Target> targets() {
		List<Target> targets = this.targets;
		if (targets == null) {
			targets = findTargets();
			this.targets = targets;
		}
		return targets;
	}

	private List<Target> findTargets() {
		List<Target> targets = new ArrayList<>();
		for (ApplicationContext context = this.context; context != null; context = context.getParent()) {
			if (!(context instanceof ConfigurableApplicationContext configurableContext)) {
				ApplicationContext other = context;
				targets.add((event) -> {
					// publishes to its parents, too
					other.publishEvent(event);
					return 0;
				});
				break;
			}
			ConfigurableListableBeanFactory beanFactory = configurableContext.getBeanFactory();
			boolean own = beanFactory.containsBeanDefinition(MULTICASTER);
			// a closed context has no listeners
			targets.add((
					event) -> (beanFactory.getSingleton(MULTICASTER) instanceof ApplicationEventMulticaster multicaster)
							? publish(event, multicaster, own) : 0);
		}
		return List.copyOf(targets);
	}

	private int publish(ApplicationEvent event, ApplicationEventMulticaster multicaster, boolean own) throws Throwable {
		if (multicaster instanceof AbstractApplicationEventMulticaster known && isKnown(known, own)) {
			return this.calls.callAll(known, event);
		}
		multicaster.multicastEvent(event);
		return 0;
	}

	// the multicaster of Spring Modulith stores events until a transaction has processed
	// them, but a delivery thread has no transaction
	private static boolean isKnown(AbstractApplicationEventMulticaster multicaster, boolean own) {
		return own ? multicaster.getClass().getName().equals(MODULITH)
				: multicaster.getClass() == SimpleApplicationEventMulticaster.class;
	}

	private void failed(ApplicationEvent event, Throwable ex) {
		failed("A listener", event, ex);
	}

	void failed(String listener, ApplicationEvent event, Throwable ex) {
		String text = listener + " failed on " + event;
		logger.error(text, ex);
		Consumer<PusherApplicationEvent> failures = this.failures;
		// reporting a failure must not cause another one
		if (failures != null && event instanceof PusherApplicationEvent pusherEvent
				&& !(event instanceof PusherErrorEvent)) {
			failures.accept(new PusherErrorEvent(pusherEvent.getClient(),
					new PusherError(null, text, ex, pusherEvent.getChannel(), false)));
		}
	}

	/**
	 * The listeners of one context.
	 */
	@FunctionalInterface
	private interface Target {

		/**
		 * Publish an event to these listeners.
		 * @param event the event
		 * @return number of listeners whose exceptions have been reported
		 * @throws Throwable an exception that has not been reported
		 */
		int publish(ApplicationEvent event) throws Throwable;

	}

	/**
	 * Calls the listeners of Spring's multicaster in its place, continuing after
	 * exceptions. A subclass, because the listeners are accessible to subclasses only.
	 */
	private final class ListenerCalls extends SimpleApplicationEventMulticaster {

		private static final MethodHandle LISTENERS = handle(listenersMethod());

		private static final MethodHandle EXECUTOR = handle(executorMethod());

		// the events are not generic
		private final Map<Class<?>, ResolvableType> types = new ConcurrentHashMap<>();

		private static Method listenersMethod() {
			return method("getApplicationListeners", ApplicationEvent.class, ResolvableType.class);
		}

		private static Method executorMethod() {
			return method("getTaskExecutor");
		}

		private static Method method(String name, Class<?>... parameterTypes) {
			return Objects.requireNonNull(
					ReflectionUtils.findMethod(SimpleApplicationEventMulticaster.class, name, parameterTypes), name);
		}

		private static MethodHandle handle(Method method) {
			ReflectionUtils.makeAccessible(method);
			try {
				return MethodHandles.lookup().unreflect(method);
			}
			catch (IllegalAccessException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@SuppressWarnings("unchecked")
		private int callAll(AbstractApplicationEventMulticaster multicaster, ApplicationEvent event) throws Throwable {
			Executor executor = (multicaster instanceof SimpleApplicationEventMulticaster simple)
					? (Executor) EXECUTOR.invoke(simple) : null;
			Collection<ApplicationListener<?>> listeners = (Collection<ApplicationListener<?>>) LISTENERS
				.invoke(multicaster, event, this.types.computeIfAbsent(event.getClass(), ResolvableType::forClass));
			int failures = 0;
			for (ApplicationListener<?> listener : listeners) {
				failures += (executor != null && listener.supportsAsyncExecution()) ? call(listener, event, executor)
						: call(listener, event);
			}
			return failures;
		}

		private int call(ApplicationListener<?> listener, ApplicationEvent event, Executor executor) {
			try {
				executor.execute(() -> call(listener, event));
				return 0;
			}
			catch (RejectedExecutionException ex) {
				// the executor has been shut down
				return call(listener, event);
			}
			catch (Throwable ex) {
				failed(event, ex);
				return 1;
			}
		}

		private int call(ApplicationListener<?> listener, ApplicationEvent event) {
			try {
				invokeListener(listener, event);
				return 0;
			}
			catch (Throwable ex) {
				failed(event, ex);
				return 1;
			}
		}

	}

	/**
	 * Registers reflection hints for native images.
	 */
	static class Hints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			hints.reflection()
				.registerMethod(ListenerCalls.listenersMethod(), ExecutableMode.INVOKE)
				.registerMethod(ListenerCalls.executorMethod(), ExecutableMode.INVOKE);
		}

	}

}
