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
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import dev.pusherspring.listener.InvalidPusherListenerException;
import dev.pusherspring.listener.PusherEventNameFormatter;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.PusherListeners;

/**
 * Finds {@link PusherListener} methods and registers them once all singletons are there.
 * Those of beans that come later are registered as they come, and those of beans whose
 * scope ends are removed.
 *
 * @since 1.0.0
 */
public final class PusherListenerBeanPostProcessor
		implements DestructionAwareBeanPostProcessor, SmartInitializingSingleton {

	private final ConfigurableBeanFactory beanFactory;

	private final ObjectProvider<PusherListenerRegistry> registry;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	// what is registered for beans whose scope may end
	private final Map<Object, List<String>> scoped = Collections.synchronizedMap(new IdentityHashMap<>());

	private final Map<String, AtomicInteger> instances = new ConcurrentHashMap<>();

	private @Nullable List<PusherListenerEndpoint> early = new ArrayList<>();

	/**
	 * Create a new {@link PusherListenerBeanPostProcessor} instance.
	 * @param beanFactory resolves placeholders and expressions
	 * @param registry the registry
	 */
	public PusherListenerBeanPostProcessor(ConfigurableBeanFactory beanFactory,
			ObjectProvider<PusherListenerRegistry> registry) {
		this.beanFactory = beanFactory;
		this.registry = registry;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = ListenerTarget.typeOf(bean);
		// the instances behind a scoped proxy are listeners, one by one
		if (bean instanceof ScopedObject || this.withoutListeners.contains(type)) {
			return bean;
		}
		Map<Method, Set<PusherListener>> methods = find(type);
		if (methods.isEmpty()) {
			this.withoutListeners.add(type);
			return bean;
		}
		boolean managed = this.beanFactory.containsBean(beanName);
		boolean singleton = !managed || this.beanFactory.isSingleton(beanName);
		String instance = singleton ? beanName : instance(beanName);
		List<String> ids = new ArrayList<>();
		methods.forEach((method, annotations) -> {
			int number = 0;
			for (PusherListener annotation : annotations) {
				PusherListenerEndpoint listener = endpoint(bean, beanName, instance, method, annotation, number);
				if (!managed) {
					// such as a test: the instance for the next method takes its place
					unregister(listener.getId());
				}
				register(listener);
				ids.add(listener.getId());
				number++;
			}
		});
		if (!singleton && !this.beanFactory.isPrototype(beanName)) {
			this.scoped.put(ListenerTarget.of(bean), ids);
		}
		return bean;
	}

	/**
	 * Find the listener methods of a class.
	 * @param type the class
	 * @return its methods with their annotations
	 */
	static Map<Method, Set<PusherListener>> find(Class<?> type) {
		if (!AnnotationUtils.isCandidateClass(type, List.of(PusherListener.class, PusherListeners.class))) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<PusherListener>>) (method) -> {
					Set<PusherListener> annotations = AnnotatedElementUtils.findMergedRepeatableAnnotations(method,
							PusherListener.class, PusherListeners.class);
					return annotations.isEmpty() ? null : annotations;
				});
	}

	// there may be many beans of one name and many listeners, but not of one id
	private String instance(String beanName) {
		int number = this.instances.computeIfAbsent(beanName, (name) -> new AtomicInteger()).incrementAndGet();
		return (number > 1) ? beanName + "@" + number : beanName;
	}

	private void register(PusherListenerEndpoint listener) {
		List<PusherListenerEndpoint> early = this.early;
		if (early != null) {
			early.add(listener);
		}
		else {
			// not earlier: whoever provides the formatter may have listeners, too
			PusherEventNameFormatter formatter = this.beanFactory.getBeanProvider(PusherEventNameFormatter.class)
				.getIfUnique();
			this.registry.getObject().register((formatter != null) ? listener.withEvents(formatter::format) : listener);
		}
	}

	private void unregister(String id) {
		List<PusherListenerEndpoint> early = this.early;
		if (early != null) {
			early.removeIf((listener) -> listener.getId().equals(id));
		}
		else {
			this.registry.getObject().unregister(id);
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<PusherListenerEndpoint> early = this.early;
		this.early = null;
		if (early != null) {
			early.forEach(this::register);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.scoped.containsKey(bean);
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		List<String> ids = this.scoped.remove(bean);
		if (ids != null) {
			ids.forEach(this.registry.getObject()::unregister);
		}
	}

	private PusherListenerEndpoint endpoint(Object bean, String beanName, String instance, Method method,
			PusherListener annotation, int number) {
		try {
			Method invocable = ListenerTarget.invocable(method, bean);
			PusherListenerEndpoint.Builder builder = PusherListenerEndpoint.builder(
					id(instance, method, annotation, number),
					new ListenerMethod(bean, method, invocable, condition(annotation)));
			return new ListenerAttributes(this.beanFactory, this::resolve).apply(annotation, method, builder)
				.app(annotation.app().isEmpty() ? "" : String.valueOf(resolve(annotation.app())))
				.channels(resolve(annotation.channels()))
				.events(resolve(annotation.events()))
				.autoStartup(autoStartup(annotation))
				.build();
		}
		catch (InvalidPusherListenerException ex) {
			throw new BeanCreationException(beanName, String.valueOf(ex.getMessage()), ex);
		}
		catch (RuntimeException ex) {
			InvalidPusherListenerException invalid = new InvalidPusherListenerException(
					"@PusherListener method %s of bean '%s' cannot be used: %s"
						.formatted(ClassUtils.getQualifiedMethodName(method), beanName, ex.getMessage()),
					"Correct the method or its annotation.", ex);
			throw new BeanCreationException(beanName, String.valueOf(invalid.getMessage()), invalid);
		}
	}

	private @Nullable ListenerCondition condition(PusherListener annotation) {
		return annotation.condition().isEmpty() ? null
				: new ListenerCondition(annotation.condition(), this.beanFactory);
	}

	private String id(String instance, Method method, PusherListener annotation, int number) {
		if (!annotation.id().isEmpty()) {
			return String.valueOf(resolve(annotation.id()));
		}
		String types = StringUtils.collectionToCommaDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList());
		return "%s.%s(%s)%s".formatted(instance, method.getName(), types, (number > 0) ? "#" + number : "");
	}

	private boolean autoStartup(PusherListener annotation) {
		String text = annotation.autoStartup().isEmpty() ? "true" : String.valueOf(resolve(annotation.autoStartup()));
		Assert.state(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"),
				() -> "'autoStartup' must be 'true' or 'false' but is '%s'".formatted(text));
		return text.equalsIgnoreCase("true");
	}

	private List<String> resolve(String[] expressions) {
		Set<String> names = new LinkedHashSet<>();
		for (String expression : expressions) {
			collect(resolve(expression), names);
		}
		return List.copyOf(names);
	}

	private static void collect(@Nullable Object value, Set<String> names) {
		if (value instanceof Collection<?> values) {
			values.forEach((element) -> collect(element, names));
		}
		else if (value instanceof Object[] values) {
			Arrays.stream(values).forEach((element) -> collect(element, names));
		}
		else if (value != null) {
			names.add(value.toString());
		}
	}

	private @Nullable Object resolve(String expression) {
		String text = this.beanFactory.resolveEmbeddedValue(expression);
		BeanExpressionResolver resolver = this.beanFactory.getBeanExpressionResolver();
		return (resolver != null && text != null && text.contains("#{"))
				? resolver.evaluate(text, new BeanExpressionContext(this.beanFactory, null)) : text;
	}

}
