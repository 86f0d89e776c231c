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

package dev.pusherspring.client;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * An HTTP proxy between this client and the server.
 *
 * @param host name or address of the proxy
 * @param port port of the proxy
 * @param username name to authenticate with, or {@code null}
 * @param password password to authenticate with, or {@code null}
 * @since 1.0.0
 */
public record ProxySettings(String host, int port, @Nullable String username, @Nullable String password) {

	public ProxySettings {
		Assert.hasText(host, "'host' must not be empty");
		OptionChecks.host("host", host);
		OptionChecks.port(port);
		OptionChecks.credential("username", username);
		OptionChecks.credential("password", password);
		Assert.isTrue(username == null || username.indexOf(':') == -1, "'username' must not contain a colon");
	}

	/**
	 * Return a description without the credentials, so that logs do not reveal them.
	 */
	@Override
	public String toString() {
		return "ProxySettings[host=" + this.host + ", port=" + this.port + "]";
	}

}
