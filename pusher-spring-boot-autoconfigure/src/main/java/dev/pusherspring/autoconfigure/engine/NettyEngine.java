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

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.autoconfigure.diagnostics.PusherConfigurationException;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.builder.WebSocketEngines;

/**
 * Makes the WebSocket engine on Netty, or says what it lacks.
 */
final class NettyEngine {

	private static final String CODEC = "io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker";

	private static final String PROXY = "io.netty.handler.proxy.HttpProxyHandler";

	private NettyEngine() {
	}

	static WebSocketClient create(PusherOptions options, Supplier<@Nullable SSLContext> sslContext,
			@Nullable ClassLoader classLoader) {
		require(CODEC, classLoader, "'pusher.engine' is 'netty'", "io.netty:netty-codec-http");
		if (options.proxy() != null) {
			require(PROXY, classLoader, "'pusher.engine' is 'netty' and 'pusher.proxy.host' is set",
					"io.netty:netty-handler-proxy");
		}
		return WebSocketEngines.netty(options, sslContext);
	}

	private static void require(String type, @Nullable ClassLoader classLoader, String setting, String dependency) {
		if (!ClassUtils.isPresent(type, classLoader)) {
			throw new PusherConfigurationException(
					"%s but '%s' is not on the classpath.".formatted(setting, dependency),
					"Add a dependency on '%s', or set 'pusher.engine' to 'jdk'.".formatted(dependency));
		}
	}

}
