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

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;

/**
 * {@link BackgroundPreinitializer} that loads the classes of the client while Spring Boot
 * prepares the context.
 */
class PusherBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		// the client does nothing until it is told to connect
		PusherProperties properties = new Binder(new MapConfigurationPropertySource(Map.of("pusher.key", "key")))
			.bind("pusher", PusherProperties.class)
			.get();
		PusherApp app = new PusherApp(PusherClient.DEFAULT_NAME, properties,
				PropertiesPusherConnectionDetails.of(properties, null, null));
		PusherOptions options = new PusherOptionsMapper(app).map(List.of());
		new PusherClientBuilder(options).build();
	}

}
