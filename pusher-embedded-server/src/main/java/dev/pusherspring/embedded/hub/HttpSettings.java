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

package dev.pusherspring.embedded.hub;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Settings for HTTP clients of the server.
 *
 * @param jsonp whether the authorization endpoints answer script requests
 * @param host the name that the authorization endpoints accept in addition to those of
 * loopback addresses, or {@code null} to accept any name
 * @param requestTimeout how long a request may take to arrive
 * @param idleTimeout how long a connection may go without a request
 * @since 1.0.0
 */
public record HttpSettings(boolean jsonp, @Nullable String host, Duration requestTimeout, Duration idleTimeout) {

}
