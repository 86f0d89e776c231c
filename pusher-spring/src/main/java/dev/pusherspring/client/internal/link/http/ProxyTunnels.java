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

package dev.pusherspring.client.internal.link.http;

import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

/**
 * Whether the JDK's HTTP client may tell a proxy a name and a password when it asks for a
 * tunnel. By default it does not, as they travel in clear up to the proxy; the permission
 * is a property of the JVM, which the client reads once, when it is first used.
 */
public final class ProxyTunnels {

	/**
	 * Name of the property.
	 */
	public static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

	private static final Log logger = LogFactory.getLog(ProxyTunnels.class);

	private ProxyTunnels() {
	}

	/**
	 * Permit it, unless somebody has decided that already.
	 */
	public static synchronized void permitCredentials() {
		String disabledSchemes = System.getProperty(DISABLED_SCHEMES);
		if (disabledSchemes == null) {
			System.setProperty(DISABLED_SCHEMES, "");
			logger.info(LogMessage.format("The proxy's credentials need the JVM property '%s' to be empty; it is now",
					DISABLED_SCHEMES));
		}
		else if (disabledSchemes.toLowerCase(Locale.ROOT).contains("basic")) {
			logger.warn(LogMessage.format("The proxy's credentials will not be used: the JVM property '%s' is '%s'",
					DISABLED_SCHEMES, disabledSchemes));
		}
	}

}
