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

package dev.pusherspring.client.internal.link.socket;

import java.time.Duration;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.ProxySettings;

/**
 * Common settings of the links of a client.
 *
 * @param threadPrefix prefix of the names of threads
 * @param connectTimeout maximum time for opening a link
 * @param maxMessageSize maximum size of a message in bytes; a larger message is skipped
 * and reported
 * @param headers the supplier of the headers of the opening handshake, called for each
 * attempt
 * @param sslContext the supplier of the SSL context for the next link, which returns
 * {@code null} for the JVM's default
 * @param proxy the proxy to connect through, or {@code null}
 * @since 1.0.0
 */
public record SocketSettings(String threadPrefix, Duration connectTimeout, int maxMessageSize,
		Supplier<? extends HttpHeaders> headers, Supplier<@Nullable SSLContext> sslContext,
		@Nullable ProxySettings proxy) {

}
