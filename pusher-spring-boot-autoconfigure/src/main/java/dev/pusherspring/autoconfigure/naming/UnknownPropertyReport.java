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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
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
public final class UnknownPropertyReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(UnknownPropertyReport.class);

	private static final String PREFIX = "pusher";

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PREFIX);

	private final ApplicationContext context;

	/**
	 * Create a new {@link UnknownPropertyReport} instance.
	 * @param context the application context
	 */
	public UnknownPropertyReport(ApplicationContext context) {
		this.context = context;
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
		Map<Class<?>, String> prefixes = prefixes();
		Map<ConfigurationPropertyName, ConfigurationProperty> unknown = null;
		for (Map.Entry<Class<?>, String> entry : prefixes.entrySet()) {
			if (entry.getValue().equals(PREFIX)) {
				Map<ConfigurationPropertyName, ConfigurationProperty> unbound = unboundBy(entry.getKey());
				if (unknown == null) {
					unknown = unbound;
				}
				else if (unbound != null) {
					unknown.keySet().retainAll(unbound.keySet());
				}
			}
		}
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

	private @Nullable Map<ConfigurationPropertyName, ConfigurationProperty> unboundBy(Class<?> type) {
		NoUnboundElementsBindHandler handler = new NoUnboundElementsBindHandler(new IgnoreErrorsBindHandler(),
				(source) -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource));
		try {
			Binder.get(this.context.getEnvironment()).bind(ROOT, Bindable.of(type), handler);
			return new HashMap<>();
		}
		catch (BindException ex) {
			if (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound) {
				return unbound.getUnboundProperties()
					.stream()
					.collect(Collectors.toMap(ConfigurationProperty::getName, (property) -> property,
							(property, other) -> property, LinkedHashMap::new));
			}
			return null;
		}
	}

}
