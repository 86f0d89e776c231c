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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Finds {@link PusherListener} methods and registers them once all singletons are there.
 * Those of beans that come later are registered as they come.
 *
 * @since 1.0.0
 */
public final class PusherListenerBeanPostProcessor implements BeanPostProcessor, SmartInitializingSingleton {

	private final ConfigurableBeanFactory beanFactory;

	private final ObjectProvider<PusherListenerRegistry> registry;

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

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
		Class<?> type = AopUtils.getTargetClass(bean);
		if (this.withoutListeners.contains(type)
				|| !AnnotationUtils.isCandidateClass(type, List.of(PusherListener.class, PusherListeners.class))) {
			return bean;
		}
		Map<Method, Set<PusherListener>> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<Set<PusherListener>>) (method) -> {
					Set<PusherListener> annotations = AnnotatedElementUtils.getMergedRepeatableAnnotations(method,
							PusherListener.class, PusherListeners.class);
					return annotations.isEmpty() ? null : annotations;
				});
		if (methods.isEmpty()) {
			this.withoutListeners.add(type);
		}
		methods.forEach((method, annotations) -> {
			int number = 0;
			for (PusherListener annotation : annotations) {
				register(endpoint(bean, beanName, method, annotation, number));
				number++;
			}
		});
		return bean;
	}

	private void register(PusherListenerEndpoint endpoint) {
		List<PusherListenerEndpoint> early = this.early;
		if (early != null) {
			early.add(endpoint);
		}
		else {
			this.registry.getObject().register(endpoint);
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<PusherListenerEndpoint> early = this.early;
		this.early = null;
		if (early != null) {
			early.forEach(this.registry.getObject()::register);
		}
	}

	private PusherListenerEndpoint endpoint(Object bean, String beanName, Method method, PusherListener annotation,
			int number) {
		try {
			List<String> channels = resolve(annotation.channels());
			Assert.state(!channels.isEmpty(), () -> "@PusherListener method %s must name at least one channel"
				.formatted(ClassUtils.getQualifiedMethodName(method)));
			channels.stream()
				.filter((channel) -> !PusherListenerEndpoint.isPattern(channel))
				.forEach(dev.pusherspring.client.channel.ChannelName::requireValid);
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			String condition = annotation.condition();
			return new PusherListenerEndpoint(id(beanName, method, annotation, number), channels,
					resolve(annotation.events()), autoStartup(annotation), new ListenerMethod(bean, invocable,
							condition.isEmpty() ? null : new ListenerCondition(condition, this.beanFactory)));
		}
		catch (IllegalStateException | IllegalArgumentException ex) {
			throw new BeanCreationException(beanName, String.valueOf(ex.getMessage()), ex);
		}
	}

	private String id(String beanName, Method method, PusherListener annotation, int number) {
		if (!annotation.id().isEmpty()) {
			return String.valueOf(resolve(annotation.id()));
		}
		String types = StringUtils.collectionToCommaDelimitedString(
				Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList());
		return "%s.%s(%s)%s".formatted(beanName, method.getName(), types, (number > 0) ? "#" + number : "");
	}

	private boolean autoStartup(PusherListener annotation) {
		return annotation.autoStartup().isEmpty()
				|| Boolean.parseBoolean(String.valueOf(resolve(annotation.autoStartup())));
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
