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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ClassUtils;

import dev.pusherspring.client.Registration;
import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * Finds {@link PusherListener} methods and registers them once all singletons have been
 * instantiated. Methods are found through bean definitions: a lazy bean is created for
 * its first event, and a scoped bean is looked up for each event. Listeners that no bean
 * definition reveals, such as those of a bean that is declared by its interface or
 * registered later, are found when the bean is created. Listeners are removed when their
 * bean is destroyed or the context is closed.
 *
 * @since 1.0.0
 */
public final class PusherListenerBeanPostProcessor
		implements DestructionAwareBeanPostProcessor, SmartInitializingSingleton, DisposableBean {

	private static final Log logger = LogFactory.getLog(PusherListenerBeanPostProcessor.class);

	private final ConfigurableBeanFactory beanFactory;

	private final ObjectProvider<PusherListenerRegistry> registry;

	private final ListenerEndpointFactory endpoints;

	// beans that were created before all singletons had been instantiated
	private @Nullable Map<String, Object> early = new LinkedHashMap<>();

	// ids of the listeners of beans
	private final Map<String, List<Registration>> registered = new LinkedHashMap<>();

	private volatile @Nullable PusherListenerRegistry used;

	/**
	 * Create a new {@link PusherListenerBeanPostProcessor} instance.
	 * @param beanFactory resolves placeholders and expressions
	 * @param registry the registry
	 */
	public PusherListenerBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registry) {
		this.beanFactory = beanFactory;
		this.registry = registry;
		this.endpoints = new ListenerEndpointFactory(beanFactory);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// the scoped proxy represents all instances of the bean
		if (!(bean instanceof ScopedObject) && !ScopedProxyUtils.isScopedTarget(beanName) && hasListeners(bean)) {
			String name = nameOf(bean, beanName);
			if (!isEarly(name, bean)) {
				made(name, bean);
			}
		}
		return bean;
	}

	private boolean hasListeners(Object bean) {
		return this.endpoints.hasListeners(ListenerTarget.typeOf(bean));
	}

	private static String nameOf(Object bean, String beanName) {
		return (bean instanceof FactoryBean<?>) ? BeanFactory.FACTORY_BEAN_PREFIX + beanName : beanName;
	}

	private synchronized boolean isEarly(String name, Object bean) {
		Map<String, Object> early = this.early;
		if (early != null) {
			early.put(name, bean);
		}
		return early != null;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Map<String, Object> early = endOfEarly();
		if (this.beanFactory instanceof ConfigurableListableBeanFactory listable) {
			for (String name : listable.getBeanNamesForType(Object.class)) {
				Object bean = early.remove(name);
				if (bean != null) {
					made(name, bean);
				}
				else if (!ScopedProxyUtils.isScopedTarget(name)) {
					defined(listable, name);
				}
			}
		}
		early.forEach(this::made);
	}

	private synchronized Map<String, Object> endOfEarly() {
		Map<String, Object> early = this.early;
		this.early = null;
		return (early != null) ? early : new LinkedHashMap<>();
	}

	// the type of a bean that has not been created yet
	private void defined(ConfigurableListableBeanFactory listable, String name) {
		Class<?> type = typeOf(listable, name);
		if (type == null) {
			return;
		}
		boolean proxy = ScopedObject.class.isAssignableFrom(type);
		if (proxy) {
			type = typeOf(listable, ScopedProxyUtils.getTargetBeanName(name));
		}
		if (type != null && this.endpoints.hasListeners(type)) {
			// a bean that was registered as an object has no definition
			if (proxy || listable.containsSingleton(name)) {
				register(name, type, constant(listable.getBean(name)));
			}
			else {
				register(name, type, lookup(name));
			}
		}
	}

	private static @Nullable Class<?> typeOf(ConfigurableListableBeanFactory listable, String name) {
		try {
			return AutoProxyUtils.determineTargetClass(listable, name);
		}
		catch (Throwable ex) {
			// a class is missing, so the bean cannot be created either
			logger.debug(LogMessage.format("The type of bean '%s' cannot be determined", name), ex);
			return null;
		}
	}

	private void made(String name, Object bean) {
		Class<?> type = ListenerTarget.typeOf(bean);
		if (!this.beanFactory.containsLocalBean(name)) {
			// such as a test, whose instance is replaced for the next test method
			unregister(name);
			register(name, type, constant(bean));
		}
		else {
			register(name, type, this.beanFactory.isSingleton(name) ? constant(bean) : lookup(name));
		}
	}

	private static Function<Method, TargetBean> constant(Object bean) {
		return (method) -> TargetBean.of(method, bean);
	}

	private Function<Method, TargetBean> lookup(String name) {
		if (this.beanFactory.isPrototype(name)) {
			return (method) -> {
				throw new InvalidPusherListenerException(
						"@PusherListener method %s of bean '%s' is invalid: the bean is a prototype"
							.formatted(ClassUtils.getQualifiedMethodName(method), name),
						"Make the bean a singleton, or register a listener for each instance with "
								+ "PusherListenerRegistry and remove it when the instance is no longer needed.");
			};
		}
		boolean singleton = this.beanFactory.isSingleton(name);
		return (method) -> TargetBean.lookup(method, () -> this.beanFactory.getBean(name), singleton);
	}

	private void register(String name, Class<?> type, Function<Method, TargetBean> target) {
		synchronized (this) {
			if (this.registered.putIfAbsent(name, List.of()) != null) {
				return;
			}
		}
		List<Registration> registrations = new ArrayList<>();
		try {
			this.endpoints.create(name, type, target)
				.forEach((endpoint) -> registrations.add(registry().register(endpoint)));
		}
		catch (RuntimeException ex) {
			keep(name, registrations);
			unregister(name);
			throw ex;
		}
		keep(name, registrations);
	}

	private synchronized void keep(String name, List<Registration> registrations) {
		this.registered.put(name, registrations);
	}

	// not earlier, as it may depend on beans with listeners
	private PusherListenerRegistry registry() {
		PusherListenerRegistry registry = this.used;
		if (registry == null) {
			registry = this.registry.getObject();
			this.used = registry;
		}
		return registry;
	}

	private void unregister(String name) {
		List<Registration> registrations;
		synchronized (this) {
			registrations = this.registered.remove(name);
		}
		if (registrations != null) {
			registrations.forEach(Registration::remove);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !(bean instanceof ScopedObject) && hasListeners(bean);
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		// the listener remains while the bean may have other instances
		if (!this.beanFactory.containsLocalBean(beanName) || this.beanFactory.isSingleton(beanName)) {
			unregister(nameOf(bean, beanName));
		}
	}

	@Override
	public void destroy() {
		List<String> names;
		synchronized (this) {
			names = List.copyOf(this.registered.keySet());
		}
		names.forEach(this::unregister);
	}

}
