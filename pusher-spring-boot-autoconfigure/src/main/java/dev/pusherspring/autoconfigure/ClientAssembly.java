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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.socket.client.WebSocketClient;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.autoconfigure.engine.EngineSelection;
import dev.pusherspring.autoconfigure.engine.SslContextSource;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.event.PusherApplicationEventAdapter;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Builds the client of an app.
 *
 * @param app the app
 * @param options the options of the client
 * @param jsonMapper the JSON mapper
 * @param classLoader the class loader of the application
 */
record ClientAssembly(PusherApp app, PusherOptions options, JsonMapper jsonMapper, @Nullable ClassLoader classLoader) {

	/**
	 * Return the application's JSON mapper, or a mapper with the modules on the classpath
	 * if there is none.
	 * @param jsonMapper the JSON mapper of the application
	 * @return the mapper
	 */
	static JsonMapper jsonMapper(ObjectProvider<JsonMapper> jsonMapper) {
		return jsonMapper.getIfAvailable(() -> JsonMapper.builder().findAndAddModules().build());
	}

	/**
	 * Build the client.
	 * @param delivery the delivery of the client's events
	 * @param authorizers the authorizers for its subscriptions
	 * @param engine the application's own WebSocket engine, or {@code null}
	 * @param customizers the customizers of the application
	 * @return the client
	 */
	PusherClient build(EventDelivery delivery, PusherAuthorizers authorizers, @Nullable WebSocketClient engine,
			List<PusherClientCustomizer> customizers) {
		new ChannelCheck(this.app, authorizers).checkProperties();
		SslContextSource sslContext = sslContext();
		PusherClientBuilder builder = new PusherClientBuilder(this.options).name(this.app.name())
			.keepAlive(this.app.properties().isKeepAlive())
			.sslContext(sslContext)
			.webSocketClient((checked(engine) != null) ? engine
					: EngineSelection.create(this.app.properties().getEngine(), this.options, sslContext,
							this.classLoader))
			.channelAuthorizer(authorizers.channelAuthorizer())
			.userAuthenticator(authorizers.userAuthenticator())
			.jsonMapper(this.jsonMapper)
			.listener(new PusherApplicationEventAdapter(this.jsonMapper, delivery::deliver));
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	// properties that the bean does not support would be ignored silently
	private @Nullable WebSocketClient checked(@Nullable WebSocketClient engine) {
		if (engine != null) {
			checkAbsent("proxy.host", this.options.proxy() != null);
			checkAbsent("ssl.bundle", this.app.details().getSslBundle() != null);
			checkAbsent("host", this.options.server().hasUnderscore());
		}
		return engine;
	}

	private void checkAbsent(String property, boolean present) {
		if (present) {
			throw new PusherConfigurationException(
					"'%s' has no effect on the application's own WebSocketClient bean."
						.formatted(this.app.property(property)),
					"Configure the bean itself and remove '%s', or remove the bean or its qualifier."
						.formatted(this.app.property(property)));
		}
	}

	// a missing bundle will still be missing at the next attempt
	private SslContextSource sslContext() {
		SslContextSource sslContext = new SslContextSource(this.app.details()::getSslBundle);
		try {
			sslContext.get();
		}
		catch (RuntimeException ex) {
			throw this.app.invalid("ssl.bundle", ex);
		}
		return sslContext;
	}

}
