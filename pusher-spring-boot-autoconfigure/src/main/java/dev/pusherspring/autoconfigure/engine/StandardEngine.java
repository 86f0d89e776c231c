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

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.ClassUtils;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.WebSocketEngines;

/**
 * Makes the WebSocket engine out of the application's {@code jakarta.websocket}
 * container, or says what it lacks.
 */
final class StandardEngine {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.configuration");

	private static final String API = "jakarta.websocket.ContainerProvider";

	private StandardEngine() {
	}

	static WebSocketClient create(PusherOptions options, Supplier<@Nullable SSLContext> sslContext,
			@Nullable ClassLoader classLoader) {
		if (!ClassUtils.isPresent(API, classLoader)) {
			throw missing("the 'jakarta.websocket' API is not on the classpath", null);
		}
		if (options.proxy() != null) {
			throw new PusherConfigurationException(
					"'pusher.engine' is 'standard' and 'pusher.proxy.host' is set, but a 'jakarta.websocket' container "
							+ "takes no proxy of a single client.",
					"Set 'pusher.engine' to 'socket'. Or remove 'pusher.proxy' and give the JVM a proxy with the system "
							+ "properties 'https.proxyHost' and 'https.proxyPort'.");
		}
		if (options.server().hasUnderscore()) {
			throw new PusherConfigurationException(
					"'pusher.engine' is 'standard' and the name of the host, '%s', contains an underscore, which a "
						.formatted(options.server().webSocketHost())
							+ "'jakarta.websocket' container cannot connect to.",
					"Set 'pusher.engine' to 'socket', or give the host another name.");
		}
		return Factory.create(options, sslContext);
	}

	private static PusherConfigurationException missing(String what, @Nullable Throwable cause) {
		return new PusherConfigurationException("'pusher.engine' is 'standard' but %s.".formatted(what),
				"Add a dependency on a container, such as 'org.apache.tomcat.embed:tomcat-embed-websocket', or set "
						+ "'pusher.engine' to 'socket'.",
				cause);
	}

	/**
	 * What needs the API to be loaded.
	 */
	private static final class Factory {

		static WebSocketClient create(PusherOptions options, Supplier<@Nullable SSLContext> sslContext) {
			WebSocketContainer container;
			try {
				container = ContainerProvider.getWebSocketContainer();
			}
			catch (RuntimeException ex) {
				throw missing("there is no 'jakarta.websocket' container on the classpath", ex);
			}
			logger.info(LogMessage.format("WebSockets run on %s", container.getClass().getName()));
			return WebSocketEngines.standard(container, options, sslContext);
		}

	}

}
