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

package dev.pusherspring.autoconfigure.publish;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherClient;

/**
 * Finds the publisher for an app by the name of the app.
 *
 * @param <T> type of the publishers
 */
class Publishers<T> implements Function<String, T> {

	private final Class<T> type;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final Map<String, T> publishers = new ConcurrentHashMap<>();

	Publishers(Class<T> type, ConfigurableListableBeanFactory beanFactory, Environment environment) {
		this.type = type;
		this.beanFactory = beanFactory;
		this.environment = environment;
	}

	@Override
	public T apply(String app) {
		T known = this.publishers.get(app);
		return (known != null) ? known : this.publishers.computeIfAbsent(app, this::find);
	}

	private T find(String app) {
		String name = StringUtils.hasText(app) ? app : defaultApp();
		T publisher = AppBeans.of(name, this.beanFactory, this.environment).find(this.type);
		if (publisher == null) {
			throw new PusherConfigurationException(
					"Cannot publish to app '%s': there is no bean of type '%s'.".formatted(name, this.type.getName()),
					"Set '%s' to the id of the app.".formatted(PusherApps.property(name, "app-id")));
		}
		return publisher;
	}

	private String defaultApp() {
		PusherApps apps = PusherApps.of(this.environment);
		return (!apps.hasDefault() && apps.getNames().size() == 1) ? apps.getNames().iterator().next()
				: PusherClient.DEFAULT_NAME;
	}

}
