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

package dev.pusherspring.autoconfigure.app;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherClient;

/**
 * The configured apps: the default app under {@code pusher}, and additional apps under
 * {@code pusher.apps}, which inherit the properties of {@code pusher} unless they set
 * them.
 *
 * @since 1.0.0
 */
public final class PusherApps {

	private static final String PREFIX = "pusher";

	private static final String APPS = "pusher.apps";

	// properties that identify an app, that must be unique, or that apply to all apps
	static final Set<ConfigurationPropertyName> NOT_INHERITED = Stream
		.of("apps", "enabled", "app-id", "key", "secret", "encryption-master-key", "previous-key", "previous-secret",
				"channels", "embedded.port", "metrics")
		.map((name) -> ConfigurationPropertyName.of(PREFIX + "." + name))
		.collect(Collectors.toUnmodifiableSet());

	private final Binder binder;

	private final Set<String> names;

	private PusherApps(Binder binder, Set<String> names) {
		this.binder = binder;
		this.names = names;
	}

	/**
	 * Return the apps that are configured in an environment.
	 * @param environment the environment
	 * @return the apps
	 */
	public static PusherApps of(Environment environment) {
		Binder binder = Binder.get(environment);
		Set<String> keys = binder.bind(APPS, Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).keySet();
		PusherApps apps = new PusherApps(binder, distinct(keys));
		if (apps.names.contains(PusherClient.DEFAULT_NAME)) {
			throw new PusherConfigurationException(
					"'pusher.apps.%1$s' is invalid: '%1$s' is the name of the default app."
						.formatted(PusherClient.DEFAULT_NAME),
					"Choose another name, or configure the default app with properties such as 'pusher.key'.");
		}
		return apps;
	}

	// environment variables support neither dashes nor upper case letters in names
	private static Set<String> distinct(Set<String> keys) {
		Map<ConfigurationPropertyName, String> names = new LinkedHashMap<>();
		for (String key : keys) {
			names.merge(ConfigurationPropertyName.adapt(key, '.'), key,
					(name, other) -> name.matches("[a-z0-9]+") ? other : name);
		}
		return Collections.unmodifiableSet(new LinkedHashSet<>(names.values()));
	}

	/**
	 * Return the names of the additional apps.
	 * @return the names
	 */
	public Set<String> getNames() {
		return this.names;
	}

	/**
	 * Return whether the default app is configured, which is the case if it has a key or
	 * if there is no other app.
	 * @return whether the default app is configured
	 */
	public boolean hasDefault() {
		return this.names.isEmpty() || StringUtils.hasText(this.binder.bind("pusher.key", String.class).orElse(null));
	}

	/**
	 * Bind the properties of an app, including inherited ones.
	 * @param <T> type of the properties
	 * @param name name of the app
	 * @param properties the properties to bind
	 * @return the properties
	 */
	public <T> T bind(String name, T properties) {
		Bindable<T> target = Bindable.ofInstance(properties);
		this.binder.bind(PREFIX, target, new Inheritance());
		this.binder.bind(nameOf(prefix(name)), target);
		return properties;
	}

	private static ConfigurationPropertyName nameOf(String prefix) {
		return ConfigurationPropertyName.adapt(prefix, '.');
	}

	/**
	 * Return the prefix for the names of an app's properties and beans.
	 * @param name name of the app
	 * @return the prefix, such as {@code pusher.apps.orders}
	 */
	public static String prefix(String name) {
		if (name.equals(PusherClient.DEFAULT_NAME)) {
			return PREFIX;
		}
		return name.matches("[A-Za-z0-9-]+") ? APPS + "." + name : APPS + "[" + name + "]";
	}

	/**
	 * Return the full name of a property of an app.
	 * @param name name of the app
	 * @param property the name after the prefix, such as {@code auth.endpoint}
	 * @return the full name
	 */
	public static String property(String name, String property) {
		return prefix(name) + "." + property;
	}

	/**
	 * Return the name for threads of an app.
	 * @param name name of the app
	 * @param purpose the purpose of the threads
	 * @return the name
	 */
	public static String threadName(String name, String purpose) {
		return (name.equals(PusherClient.DEFAULT_NAME) ? name : PusherClient.DEFAULT_NAME + "-" + name) + "-" + purpose;
	}

	/**
	 * Excludes properties that are not inherited.
	 */
	private static final class Inheritance implements BindHandler {

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			return NOT_INHERITED.contains(name) ? null : target;
		}

	}

}
