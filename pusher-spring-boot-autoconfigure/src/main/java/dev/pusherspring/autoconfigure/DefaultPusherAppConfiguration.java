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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.autoconfigure.auth.AuthRestClients;
import dev.pusherspring.autoconfigure.engine.EngineSelection;
import dev.pusherspring.autoconfigure.lifecycle.ConditionalOnPusherClient;
import dev.pusherspring.autoconfigure.lifecycle.PusherClientLifecycle;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * The beans of the default app, each of which the application may replace.
 * <p>
 * Beans that the application may define for one app or for all apps are selected by
 * {@link AppBeans}, because an injection point without a qualifier would also match beans
 * for other apps. Beans are not named after their methods, because applications use names
 * such as "pusherClient" and "pusherOptions" for beans of Pusher's own Java client.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(DefaultPusherAppCondition.class)
class DefaultPusherAppConfiguration {

	private final AppBeans beans;

	DefaultPusherAppConfiguration(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		this.beans = AppBeans.of(PusherClient.DEFAULT_NAME, beanFactory, environment);
	}

	@Bean("pusher.connectionDetails")
	@ConditionalOnMissingBean(PusherConnectionDetails.class)
	PropertiesPusherConnectionDetails pusherConnectionDetails(PusherProperties properties,
			ObjectProvider<SslBundles> sslBundles, ResourceLoader resourceLoader) {
		return PropertiesPusherConnectionDetails.of(properties, sslBundles.getIfAvailable(),
				resourceLoader.getClassLoader());
	}

	@Bean("pusher.app")
	PusherApp pusherApp(PusherProperties properties, ObjectProvider<SslBundles> sslBundles,
			ResourceLoader resourceLoader) {
		// all existing beans may be for other apps
		PusherConnectionDetails details = this.beans.find(PusherConnectionDetails.class);
		return new PusherApp(PusherClient.DEFAULT_NAME, properties,
				(details != null) ? details : pusherConnectionDetails(properties, sslBundles, resourceLoader));
	}

	// an application with its own client may have no options
	@Bean("pusher.options")
	@ConditionalOnPusherClient
	@ConditionalOnMissingBean({ PusherOptions.class, PusherClient.class })
	PusherOptions pusherOptions(PusherApp app) {
		return new PusherOptionsMapper(app).map(this.beans.findAll(PusherOptionsCustomizer.class));
	}

	@Bean("pusher.listeners")
	@ConditionalOnMissingBean
	ApplicationEventListeners pusherApplicationEventListeners(ApplicationContext context) {
		return new ApplicationEventListeners(context);
	}

	@Bean("pusher.delivery")
	@ConditionalOnPusherClient
	@ConditionalOnMissingBean
	EventDelivery pusherEventDelivery(PusherApp app, PusherListenerRegistry registry,
			ApplicationEventListeners listeners, ObjectProvider<JsonMapper> jsonMapper, Environment environment) {
		return new DeliveryMapper(app, environment).map(registry, listeners, this.beans,
				ClientAssembly.jsonMapper(jsonMapper));
	}

	@Bean("pusher.authorizers")
	@ConditionalOnPusherClient
	@ConditionalOnMissingBean(PusherClient.class)
	PusherAuthorizers pusherAuthorizers(PusherApp app, PusherOptions options, AuthRestClients restClients,
			ObjectProvider<JsonMapper> jsonMapper) {
		return new PusherAuthorizers(app, this.beans, () -> restClients.create(options.proxy()),
				ClientAssembly.jsonMapper(jsonMapper));
	}

	// its thread must end with the context, even if the lifecycle was never started
	@Bean(name = "pusher.client", destroyMethod = "disconnect")
	@Qualifier(PusherClient.DEFAULT_NAME)
	@ConditionalOnPusherClient
	@ConditionalOnMissingBean
	PusherClient pusherClient(PusherApp app, PusherOptions options, EventDelivery delivery,
			PusherAuthorizers authorizers, ObjectProvider<JsonMapper> jsonMapper, ResourceLoader resourceLoader) {
		return new ClientAssembly(app, options, ClientAssembly.jsonMapper(jsonMapper), resourceLoader.getClassLoader())
			.build(delivery, authorizers, EngineSelection.find(app.name(), this.beans),
					this.beans.findAll(PusherClientCustomizer.class));
	}

	@Bean("pusher.lifecycle")
	@ConditionalOnPusherClient
	@ConditionalOnMissingBean
	PusherClientLifecycle pusherClientLifecycle(PusherApp app, PusherClient client, EventDelivery delivery,
			PusherListenerRegistry registry, ObjectProvider<PusherOptions> options,
			ObjectProvider<PusherAuthorizers> authorizers) {
		return app.lifecycle(client, options.getIfAvailable(), authorizers.getIfAvailable(), registry)
			.build(delivery, registry);
	}

}
