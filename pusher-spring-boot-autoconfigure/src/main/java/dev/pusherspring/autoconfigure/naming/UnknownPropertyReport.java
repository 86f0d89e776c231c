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

package dev.pusherspring.autoconfigure.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ObjectUtils;

/**
 * Reports unknown properties under {@code pusher}, such as misspelled ones. Environment
 * variables are not reported, as they may be meant for other programs.
 *
 * @since 1.0.0
 */
public final class UnknownPropertyReport
		implements ConfigurationPropertiesBindHandlerAdvisor, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnknownPropertyReport.class);

	private static final String PREFIX = "pusher";

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PREFIX);

	private final ApplicationContext context;

	private final Set<Class<?>> bound = ConcurrentHashMap.newKeySet();

	// what the classes that have been bound leave; null before the first one
	private volatile @Nullable Map<ConfigurationPropertyName, ConfigurationProperty> unbound;

	/**
	 * Create a new {@link UnknownPropertyReport} instance.
	 * @param context the application context
	 */
	public UnknownPropertyReport(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new Recorder(bindHandler);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<ConfigurationProperty> unknown = findUnknown();
		if (!unknown.isEmpty()) {
			KnownProperties known = KnownProperties.read(this.context.getClassLoader());
			unknown.forEach((property) -> report(property, known));
		}
	}

	private static void report(ConfigurationProperty property, KnownProperties known) {
		String name = property.getName().toString();
		String nearest = known.nearest(name);
		logger.warn(LogMessage.format("Property '%s'%s is unknown and has no effect.%s", name,
				(property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "",
				(nearest != null) ? " The most similar property is '" + nearest + "'." : ""));
	}

	// properties that the application binds itself are known as well
	private List<ConfigurationProperty> findUnknown() {
		Map<ConfigurationPropertyName, ConfigurationProperty> unknown = this.unbound;
		if (unknown != null && unknown.isEmpty()) {
			return List.of();
		}
		Map<Class<?>, String> prefixes = prefixes();
		prefixes.forEach((type, prefix) -> {
			// a bean that has not been created yet
			if (prefix.equals(PREFIX) && !this.bound.contains(type)) {
				Binder.get(this.context.getEnvironment())
					.bind(ROOT, Bindable.of(type), new Recorder(new IgnoreErrorsBindHandler()));
			}
		});
		unknown = this.unbound;
		return (unknown != null) ? unknown.values()
			.stream()
			// the binder makes nothing of an empty value, and so does not know its key
			.filter((property) -> !ObjectUtils.isEmpty(property.getValue()))
			.filter((property) -> prefixes.values().stream().noneMatch((prefix) -> isBelow(property, prefix)))
			.toList() : List.of();
	}

	private static boolean isBelow(ConfigurationProperty property, String prefix) {
		return !prefix.equals(PREFIX) && ConfigurationPropertyName.adapt(prefix, '.').isAncestorOf(property.getName());
	}

	// without creating beans
	private Map<Class<?>, String> prefixes() {
		Map<Class<?>, String> prefixes = new LinkedHashMap<>();
		for (String name : this.context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
			ConfigurationProperties annotation = this.context.findAnnotationOnBean(name, ConfigurationProperties.class,
					false);
			Class<?> type = this.context.getType(name, false);
			if (annotation != null && type != null
					&& (annotation.prefix().equals(PREFIX) || annotation.prefix().startsWith(PREFIX + "."))) {
				prefixes.put(type, annotation.prefix());
			}
		}
		return prefixes;
	}

	/**
	 * Records which properties the classes with the prefix leave unbound.
	 */
	private final class Recorder extends AbstractBindHandler {

		private final NoUnboundElementsBindHandler check = new NoUnboundElementsBindHandler(BindHandler.DEFAULT,
				(source) -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource));

		Recorder(BindHandler parent) {
			super(parent);
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			if (isOurs(name)) {
				this.check.onStart(name, target, context);
			}
			return super.onStart(name, target, context);
		}

		@Override
		public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			if (isOurs(name)) {
				this.check.onSuccess(name, target, context, result);
			}
			return super.onSuccess(name, target, context, result);
		}

		@Override
		public void onFinish(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				@Nullable Object result) throws Exception {
			super.onFinish(name, target, context, result);
			if (name.equals(ROOT)) {
				UnknownPropertyReport.this.bound.add(target.getType().toClass());
				Map<ConfigurationPropertyName, ConfigurationProperty> left = new LinkedHashMap<>();
				try {
					this.check.onFinish(name, target, context, result);
				}
				catch (UnboundConfigurationPropertiesException ex) {
					ex.getUnboundProperties().forEach((property) -> left.put(property.getName(), property));
				}
				Map<ConfigurationPropertyName, ConfigurationProperty> previous = UnknownPropertyReport.this.unbound;
				if (previous != null) {
					left.keySet().retainAll(previous.keySet());
				}
				UnknownPropertyReport.this.unbound = left;
			}
		}

		// nothing is kept about the other properties of the application
		private static boolean isOurs(ConfigurationPropertyName name) {
			return ROOT.equals(name) || ROOT.isAncestorOf(name);
		}

	}

}
