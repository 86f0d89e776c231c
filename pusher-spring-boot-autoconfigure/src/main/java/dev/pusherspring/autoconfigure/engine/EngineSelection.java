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
import org.springframework.web.socket.client.WebSocketClient;

import dev.pusherspring.client.PusherOptions;

/**
 * Makes the WebSocket engine that an application has chosen.
 *
 * @since 1.0.0
 */
public final class EngineSelection {

	private EngineSelection() {
	}

	/**
	 * Create an engine.
	 * @param engine which one
	 * @param options options of the client that uses it
	 * @param sslContext supplies the SSL context, or {@code null} for the JVM's default
	 * @param classLoader knows what the application has on its classpath
	 * @return the engine, or {@code null} for that which the client has by itself
	 */
	public static @Nullable WebSocketClient create(PusherEngine engine, PusherOptions options,
			Supplier<@Nullable SSLContext> sslContext, @Nullable ClassLoader classLoader) {
		return switch (engine) {
			case STANDARD -> StandardEngine.create(options, sslContext, classLoader);
			case SOCKET -> null;
		};
	}

}
