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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ObjectUtils;

import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherClient;

/**
 * Fails at startup if an option is set with its name in another library, or with both of
 * its names and different values.
 *
 * @since 1.0.0
 */
public final class PropertyNameCheck implements BeanFactoryPostProcessor {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("pusher");

	private static final List<String> TWICE_NAMED = List.of("endpoint", "transport");

	private final Environment environment;

	/**
	 * Create a new {@link PropertyNameCheck} instance.
	 * @param environment the environment of the application
	 */
	public PropertyNameCheck(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		List<String> apps = new ArrayList<>(PusherApps.of(this.environment).getNames());
		apps.add(0, PusherClient.DEFAULT_NAME);
		List<ConfigurationProperty> variables = properties(PropertyNameCheck::isEnvironment).stream()
			.filter((variable) -> !ObjectUtils.isEmpty(variable.getValue()))
			.toList();
		List<ConfigurationProperty> others = properties((source) -> !isEnvironment(source));
		for (String app : apps) {
			ForeignName.ALL.values().forEach((name) -> check(app, name, variables, others));
			TWICE_NAMED.forEach((name) -> checkTwice(app, "auth-" + name, "auth." + name));
		}
	}

	// looking for each name in each source would take longer
	private List<ConfigurationProperty> properties(Predicate<ConfigurationPropertySource> sources) {
		List<ConfigurationProperty> properties = new ArrayList<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (sources.test(source) && source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream()
					.filter(ROOT::isAncestorOf)
					.map(source::getConfigurationProperty)
					.filter(Objects::nonNull)
					.forEach(properties::add);
			}
		}
		return properties;
	}

	private void check(String app, ForeignName foreign, List<ConfigurationProperty> variables,
			List<ConfigurationProperty> others) {
		ConfigurationPropertyName name = nameOf(app, foreign.name());
		for (ConfigurationProperty property : others) {
			if (name.equals(property.getName()) || name.isAncestorOf(property.getName())) {
				throw refusal(app, foreign, property.getOrigin());
			}
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (!(source instanceof IterableConfigurationPropertySource)) {
				ConfigurationProperty property = source.getConfigurationProperty(name);
				if (property != null) {
					throw refusal(app, foreign, property.getOrigin());
				}
			}
		}
		// as in PUSHER_WS_HOST, beside PUSHER_WSHOST
		ConfigurationPropertyName divided = ConfigurationPropertyName
			.adapt(PusherApps.property(app, foreign.name()).replace('-', '.'), '.');
		for (ConfigurationProperty variable : variables) {
			if ((denotes(variable, name, foreign) || denotes(variable, divided, foreign))
					&& isMeantForUs(app, foreign)) {
				throw refusal(app, foreign, variable.getOrigin());
			}
		}
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
	}

	private static boolean denotes(ConfigurationProperty variable, ConfigurationPropertyName name,
			ForeignName foreign) {
		return name.equals(variable.getName()) || (foreign.hasParts() && name.isAncestorOf(variable.getName()));
	}

	// a variable may be meant for another program, or be a spelling of our own property
	private boolean isMeantForUs(String app, ForeignName foreign) {
		return foreign.replacement() == null || !isSet(nameOf(app, foreign.replacement()));
	}

	private boolean isSet(ConfigurationPropertyName name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source.getConfigurationProperty(name) != null
					|| source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
				return true;
			}
		}
		return false;
	}

	private static PusherConfigurationException refusal(String app, ForeignName foreign, @Nullable Origin origin) {
		String description = "'%s'%s is not a property of Pusher Channels for Spring Boot."
			.formatted(PusherApps.property(app, foreign.name()), (origin != null) ? " (" + origin + ")" : "");
		List<String> actions = new ArrayList<>();
		if (foreign.replacement() != null) {
			actions.add("Set '%s' instead.".formatted(PusherApps.property(app, foreign.replacement())));
		}
		if (foreign.action() != null) {
			actions.add(foreign.action());
		}
		return new PusherConfigurationException(description, String.join(" ", actions));
	}

	private void checkTwice(String app, String name, String other) {
		Binder binder = Binder.get(this.environment);
		String value = binder.bind(nameOf(app, name), Bindable.of(String.class)).orElse(null);
		String otherValue = binder.bind(nameOf(app, other), Bindable.of(String.class)).orElse(null);
		if (value != null && otherValue != null && !Objects.equals(value, otherValue)) {
			throw new PusherConfigurationException("'%s' and '%s' are the same property, but have different values."
				.formatted(PusherApps.property(app, name), PusherApps.property(app, other)), "Remove one of them.");
		}
	}

	private static ConfigurationPropertyName nameOf(String app, String property) {
		return ConfigurationPropertyName.adapt(PusherApps.property(app, property), '.');
	}

}
