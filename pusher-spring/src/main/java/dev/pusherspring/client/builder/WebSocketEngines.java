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

package dev.pusherspring.client.builder;

import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.internal.link.spring.ContainerWebSocketClient;

/**
 * Factory methods for WebSocket engines other than the default one, for use with
 * {@link PusherClientBuilder#webSocketClient}.
 *
 * @since 1.0.0
 */
public final class WebSocketEngines {

	private WebSocketEngines() {
	}

	/**
	 * Create an engine that uses a {@code jakarta.websocket} container. The proxy in the
	 * options is not supported.
	 * @param container the container, which must not be shared with other clients since
	 * its defaults are changed
	 * @param options options of the client
	 * @param sslContext the supplier of the SSL context, which returns {@code null} for
	 * the JVM's default
	 * @return the engine
	 */
	public static WebSocketClient standard(WebSocketContainer container, PusherOptions options,
			Supplier<@Nullable SSLContext> sslContext) {
		return new ContainerWebSocketClient(container, options.connection().connectTimeout(), options.maxFrameLength(),
				sslContext);
	}

}
