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

package dev.pusherspring.publish.http;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * The origin of a server.
 *
 * @param host the host name or address, without brackets
 * @param port the port
 * @param secure whether to use TLS
 */
record Origin(String host, int port, boolean secure) {

	// a URI has no host if the name contains an underscore
	private static final Pattern AUTHORITY = Pattern.compile("(?:\\[([^]]+)]|([^:@]+))(?::(\\d{1,5}))?");

	static Origin of(URI uri) {
		boolean secure = "https".equalsIgnoreCase(uri.getScheme());
		String host = uri.getHost();
		if (host != null && !host.startsWith("[")) {
			return new Origin(host, (uri.getPort() != -1) ? uri.getPort() : defaultPort(secure), secure);
		}
		Matcher matcher = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
		Assert.isTrue(matcher.matches(), "The URL has no host");
		String port = matcher.group(3);
		return new Origin((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2),
				(port != null) ? Integer.parseInt(port) : defaultPort(secure), secure);
	}

	private static int defaultPort(boolean secure) {
		return secure ? 443 : 80;
	}

}
