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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;
import org.springframework.web.socket.client.WebSocketClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.event.ClientEvents;
import dev.pusherspring.listener.ApplicationEventListeners;
import dev.pusherspring.listener.EventDelivery;
import dev.pusherspring.listener.EventDispatcher;
import dev.pusherspring.listener.PusherListenerErrorHandler;
import dev.pusherspring.listener.PusherListenerInterceptor;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * Makes the parts of an app, the default one's and any other's alike. Apps share the
 * application's beans and the registry of listeners; each has parts of its own.
 */
class PusherAppFactory {

	private static final String EMBEDDED_SERVER = "dev.pusherspring.embedded.EmbeddedPusherServer";

	private final ConfigurableListableBeanFactory beanFactory;

	private final Environment environment;

	private final ResourceLoader resourceLoader;

	private final PusherApps apps;

	private final AppBeans beans;

	PusherAppFactory(ConfigurableListableBeanFactory beanFactory, Environment environment,
			ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.environment = environment;
		this.resourceLoader = resourceLoader;
		this.apps = PusherApps.of(environment);
		this.beans = DefaultPusherAppCondition.beans(beanFactory, this.apps);
	}

	PusherApp defaultApp(PusherProperties properties) {
		PusherConnectionDetails details = this.beans.find(PusherConnectionDetails.class, PusherClient.DEFAULT_NAME);
		return new PusherApp(PusherClient.DEFAULT_NAME, properties,
				(details != null) ? details : connectionDetails(properties));
	}

	PusherApp app(String name) {
		PusherProperties properties = this.apps.getProperties(name);
		PusherConnectionDetails own = this.beans.findOwn(PusherConnectionDetails.class, name);
		return new PusherApp(name, properties, (own != null) ? own : connectionDetails(properties));
	}

	PropertiesPusherConnectionDetails connectionDetails(PusherProperties properties) {
		if (properties.getEmbedded().isEnabled()
				&& !ClassUtils.isPresent(EMBEDDED_SERVER, this.resourceLoader.getClassLoader())) {
			throw new PusherConfigurationException(
					"'pusher.embedded.enabled' is true but the embedded server is not on the classpath.",
					"Add a dependency on 'dev.pusherspring:pusher-embedded-server', or set "
							+ "'pusher.embedded.enabled' to false.");
		}
		return new PropertiesPusherConnectionDetails(properties,
				this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable());
	}

	PusherOptions options(PusherApp app) {
		return new PusherOptionsMapper(app).map(this.beans.findAll(PusherOptionsCustomizer.class, app.name()));
	}

	EventDelivery delivery(PusherApp app, ApplicationEventListeners listeners) {
		DeliveryMapper mapper = new DeliveryMapper(app, this.environment);
		EventDispatcher dispatcher;
		try {
			dispatcher = new EventDispatcher(app.name(), registry(), listeners,
					this.beans.findUnique(PusherListenerErrorHandler.class, app.name()), mapper.retry(),
					app.properties().getListener().getSlowThreshold());
		}
		catch (IllegalArgumentException ex) {
			throw app.invalid("listener", ex);
		}
		this.beans.findAll(PusherListenerInterceptor.class, app.name()).forEach(dispatcher::addInterceptor);
		return new EventDelivery(app.name(), mapper.settings(), mapper.threads(), dispatcher);
	}

	PusherAuthorizers authorizers(PusherApp app, PusherOptions options) {
		return new PusherAuthorizers(app, this.beans, new AuthRestClients(this.beanFactory, this.environment),
				options.getProxy(), jsonMapper());
	}

	PusherClient client(PusherApp app, PusherOptions options, EventDelivery delivery, PusherAuthorizers authorizers) {
		new ChannelCheck(app, authorizers.channelAuthorizer() != null).checkProperties();
		SslContextSource sslContext = new SslContextSource(app.details()::getSslBundle);
		PusherClientBuilder builder = PusherClient.builder(options)
			.name(app.name())
			.sslContext(sslContext)
			.channelAuthorizer(authorizers.channelAuthorizer())
			.userAuthenticator(authorizers.userAuthenticator())
			.jsonMapper(jsonMapper())
			.listener(new ClientEvents(jsonMapper(), delivery::deliver));
		chooseEngine(builder, app, options, sslContext);
		this.beans.findAll(PusherClientCustomizer.class, app.name())
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private void chooseEngine(PusherClientBuilder builder, PusherApp app, PusherOptions options,
			SslContextSource sslContext) {
		WebSocketClient own = this.beans.findUnique(WebSocketClient.class, app.name());
		if (own != null) {
			builder.webSocketClient(own);
			return;
		}
		if (app.properties().getEngine() == PusherEngine.STANDARD) {
			builder.webSocketClient(StandardEngine.create(options, sslContext, this.resourceLoader.getClassLoader()));
		}
	}

	PusherClientLifecycle lifecycle(PusherApp app, PusherClient client, EventDelivery delivery,
			ApplicationEventListeners listeners, @Nullable PusherOptions options,
			@Nullable PusherAuthorizers authorizers) {
		return new PusherClientLifecycle(app, client, delivery, listeners, registry(), options, authorizers);
	}

	private PusherListenerRegistry registry() {
		return this.beanFactory.getBean(PusherListenerRegistry.class);
	}

	private JsonMapper jsonMapper() {
		return this.beanFactory.getBeanProvider(JsonMapper.class).getIfAvailable(JsonMapper::shared);
	}

}
