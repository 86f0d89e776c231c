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

package dev.pusherspring.autoconfigure.engine;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.autoconfigure.app.AppBeans;
import dev.pusherspring.client.PusherOptions;

/**
 * Selects and creates the WebSocket engine.
 *
 * @since 1.0.0
 */
public final class EngineSelection {

	/**
	 * Name of the application's {@link WebSocketClient} bean that is used by all apps.
	 */
	public static final String BEAN_NAME = "pusherWebSocketClient";

	private static final Log logger = LogFactory.getLog(EngineSelection.class);

	private EngineSelection() {
	}

	/**
	 * Find the application's own engine. Other beans of the type have a different
	 * purpose, such as STOMP.
	 * @param app name of the app
	 * @param beans the beans for the app
	 * @return the engine, or {@code null} if there is none
	 */
	public static @Nullable WebSocketClient find(String app, AppBeans beans) {
		WebSocketClient engine = beans.findMeant(WebSocketClient.class, BEAN_NAME);
		if (engine != null) {
			logger.info(LogMessage.format("App '%s' uses a WebSocketClient bean of the application: %s", app,
					engine.getClass().getName()));
		}
		else if (!beans.names(WebSocketClient.class).isEmpty()) {
			logger.info(LogMessage.format(
					"App '%s' does not use the WebSocketClient beans of the application: %s. To use one of them, "
							+ "add the qualifier '%s' to it or name it '%s'",
					app, beans.names(WebSocketClient.class), app, BEAN_NAME));
		}
		return engine;
	}

	/**
	 * Create an engine.
	 * @param engine the engine
	 * @param options the options of the client
	 * @param sslContext supplies the SSL context, or {@code null} for the JVM's default
	 * @param classLoader the class loader of the application
	 * @return the engine, or {@code null} for the client's own engine
	 */
	public static @Nullable WebSocketClient create(PusherEngine engine, PusherOptions options,
			Supplier<@Nullable SSLContext> sslContext, @Nullable ClassLoader classLoader) {
		return switch (engine) {
			case STANDARD -> StandardEngine.create(options, sslContext, classLoader);
			case SOCKET -> null;
		};
	}

}
