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
 * Creates the WebSocket engine from the {@code jakarta.websocket} container on the
 * classpath, or reports what is missing.
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
					"'pusher.engine' is 'standard' and 'pusher.proxy.host' is set, but a 'jakarta.websocket' "
							+ "container does not support a proxy for a single client.",
					"Set 'pusher.engine' to 'socket', or remove 'pusher.proxy' and configure a proxy for the JVM "
							+ "with the system properties 'https.proxyHost' and 'https.proxyPort'.");
		}
		if (options.server().hasUnderscore()) {
			throw new PusherConfigurationException(
					"'pusher.engine' is 'standard', but host name '%s' contains an underscore, which "
						.formatted(options.server().webSocketHost()) + "'jakarta.websocket' containers do not support.",
					"Set 'pusher.engine' to 'socket', or use a host name without an underscore.");
		}
		return Factory.create(options, sslContext);
	}

	private static PusherConfigurationException missing(String what, @Nullable Throwable cause) {
		return new PusherConfigurationException("'pusher.engine' is 'standard', but %s.".formatted(what),
				"Add a dependency on a container, such as 'org.apache.tomcat.embed:tomcat-embed-websocket', or set "
						+ "'pusher.engine' to 'socket'.",
				cause);
	}

	/**
	 * Requires the API to be present.
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
			logger.info(LogMessage.format("WebSocket connections use %s", container.getClass().getName()));
			return WebSocketEngines.standard(container, options, sslContext);
		}

	}

}
