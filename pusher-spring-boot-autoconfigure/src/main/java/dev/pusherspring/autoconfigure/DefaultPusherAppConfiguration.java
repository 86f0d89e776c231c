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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * The parts of the default app, each of which the application may replace by a bean of
 * its own.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(DefaultPusherAppCondition.class)
class DefaultPusherAppConfiguration {

	private final PusherAppFactory factory;

	DefaultPusherAppConfiguration(PusherAppFactory factory) {
		this.factory = factory;
	}

	@Bean
	@ConditionalOnMissingBean(PusherConnectionDetails.class)
	PropertiesPusherConnectionDetails pusherConnectionDetails(PusherProperties properties) {
		return this.factory.connectionDetails(properties);
	}

	@Bean
	PusherApp pusherApp(PusherProperties properties) {
		return this.factory.defaultApp(properties);
	}

	// an application with a client of its own may do without options
	@Bean
	@ConditionalOnMissingBean({ PusherOptions.class, PusherClient.class })
	PusherOptions pusherOptions(PusherApp app) {
		return this.factory.options(app);
	}

	@Bean
	@ConditionalOnMissingBean
	ApplicationEventListeners pusherApplicationEventListeners(ApplicationContext context) {
		return new ApplicationEventListeners(context);
	}

	@Bean
	@ConditionalOnMissingBean
	EventDelivery pusherEventDelivery(PusherApp app, ApplicationEventListeners listeners) {
		return this.factory.delivery(app, listeners);
	}

	@Bean
	@ConditionalOnMissingBean(PusherClient.class)
	PusherAuthorizers pusherAuthorizers(PusherApp app, PusherOptions options) {
		return this.factory.authorizers(app, options);
	}

	// its thread must end with the context even if the lifecycle never started
	@Bean(destroyMethod = "disconnect")
	@Qualifier(PusherClient.DEFAULT_NAME)
	@ConditionalOnMissingBean
	PusherClient pusherClient(PusherApp app, PusherOptions options, EventDelivery delivery,
			PusherAuthorizers authorizers) {
		return this.factory.client(app, options, delivery, authorizers);
	}

	@Bean
	@ConditionalOnMissingBean
	PusherClientLifecycle pusherClientLifecycle(PusherApp app, PusherClient client, EventDelivery delivery,
			ApplicationEventListeners listeners, ObjectProvider<PusherOptions> options,
			ObjectProvider<PusherAuthorizers> authorizers) {
		return this.factory.lifecycle(app, client, delivery, listeners, options.getIfAvailable(),
				authorizers.getIfAvailable());
	}

}
