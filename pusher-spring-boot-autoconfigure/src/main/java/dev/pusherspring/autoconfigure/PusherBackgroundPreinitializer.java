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

import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * {@link BackgroundPreinitializer} that loads the classes of a client and its delivery
 * while Spring Boot prepares the context.
 */
class PusherBackgroundPreinitializer implements BackgroundPreinitializer {

	private static final String NAME = PusherClient.DEFAULT_NAME;

	@Override
	public void preinitialize() {
		PusherProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("pusher.key", "key")))
			.bind("pusher", PusherProperties.class)
			.get();
		PusherApp app = new PusherApp(NAME, properties, PropertiesPusherConnectionDetails.of(properties, null, null));
		PusherOptions options = new PusherOptionsMapper(app).map(List.of());
		GenericApplicationContext context = new GenericApplicationContext();
		JsonMapper jsonMapper = new JsonMapper();
		EventDelivery delivery = new DeliveryMapper(app, context.getEnvironment()).map(
				new PusherListenerRegistry(List.of(NAME), NAME), new ApplicationEventListeners(context),
				AppBeans.of(NAME, context.getDefaultListableBeanFactory(), context.getEnvironment()), jsonMapper);
		// does nothing until it is told to connect
		new PusherClientBuilder(options).listener(new PusherApplicationEventAdapter(jsonMapper, delivery::deliver))
			.build();
	}

}
