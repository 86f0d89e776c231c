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

package dev.pusherspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.app.PusherApps;
import dev.pusherspring.autoconfigure.auth.AuthRestClients;
import dev.pusherspring.autoconfigure.engine.EngineSelection;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Creates the beans of each app under {@code pusher.apps}, in the same way as
 * {@link DefaultPusherAppConfiguration}. Dependencies are looked up rather than injected,
 * because bean definitions contain only the name of the app.
 */
class PusherAppFactory {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	PusherAppFactory(ConfigurableListableBeanFactory beanFactory, Environment environment,
			ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.resourceLoader = resourceLoader;
	}

	PusherApp app(String name) {
		PusherProperties properties = PusherApps.of(this.environment).bind(name, new PusherProperties());
		PusherConnectionDetails own = beans(name).findOwn(PusherConnectionDetails.class);
		return new PusherApp(name, properties, (own != null) ? own : PropertiesPusherConnectionDetails.of(properties,
				provider(SslBundles.class).getIfAvailable(), this.resourceLoader.getClassLoader()));
	}

	PusherOptions options(PusherApp app) {
		return new PusherOptionsMapper(app).map(beans(app).findAll(PusherOptionsCustomizer.class));
	}

	EventDelivery delivery(PusherApp app, ApplicationEventListeners listeners) {
		return new DeliveryMapper(app, this.environment).map(registry(), listeners, beans(app), jsonMapper());
	}

	PusherAuthorizers authorizers(PusherApp app, PusherOptions options) {
		AuthRestClients restClients = this.beanFactory.getBean(AuthRestClients.class);
		return new PusherAuthorizers(app, beans(app), () -> restClients.create(options.proxy()), jsonMapper());
	}

	PusherClient client(PusherApp app, PusherOptions options, EventDelivery delivery, PusherAuthorizers authorizers) {
		AppBeans beans = beans(app);
		return new ClientAssembly(app, options, jsonMapper(), this.resourceLoader.getClassLoader()).build(delivery,
				authorizers, EngineSelection.find(app.name(), beans), beans.findAll(PusherClientCustomizer.class));
	}

	PusherClientLifecycle lifecycle(PusherApp app, PusherClient client, EventDelivery delivery, PusherOptions options,
			PusherAuthorizers authorizers) {
		return app.lifecycle(client, options, authorizers, registry()).build(delivery, registry());
	}

	private AppBeans beans(PusherApp app) {
		return beans(app.name());
	}

	private AppBeans beans(String app) {
		return AppBeans.of(app, this.beanFactory, this.environment);
	}

	private PusherListenerRegistry registry() {
		return this.beanFactory.getBean(PusherListenerRegistry.class);
	}

	private JsonMapper jsonMapper() {
		return ClientAssembly.jsonMapper(provider(JsonMapper.class));
	}

	private <T> ObjectProvider<T> provider(Class<T> type) {
		return this.beanFactory.getBeanProvider(type);
	}

}
