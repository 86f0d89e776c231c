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

package dev.pusherspring.docker;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a server in a container.
 *
 * @param appId id of the app, or {@code null} if it is not known
 * @param key key of the app, or {@code null} if it is not known
 * @param secret secret of the app, or {@code null} if it is not known
 * @param port port inside the container
 * @param path path before {@code /app}, empty if there is none
 * @param tls whether the server accepts TLS connections only
 * @since 1.0.0
 */
public record ServerSettings(@Nullable String appId, @Nullable String key, @Nullable String secret, int port,
		String path, boolean tls) {

	/**
	 * Return a description without the secret.
	 */
	@Override
	public String toString() {
		return "ServerSettings[appId=" + this.appId + ", key=" + this.key + ", port=" + this.port + ", path="
				+ this.path + ", tls=" + this.tls + "]";
	}

}
