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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A host with an optional port.
 *
 * @param host name or address, without brackets
 * @param port the port, or {@code null}
 */
record HostAndPort(String host, @Nullable Integer port) {

	// an IPv6 address contains colons and needs brackets if a port follows
	private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]*):([0-9]{1,5})");

	static HostAndPort parse(String text) {
		Matcher withPort = WITH_PORT.matcher(text);
		boolean hasPort = withPort.matches();
		String host = hasPort ? withPort.group(1) : text;
		Integer port = hasPort ? Integer.valueOf(withPort.group(2)) : null;
		Assert.hasText(host, () -> "a host must be a name or an address but is '%s'".formatted(text));
		OptionChecks.host("fallback host", host);
		OptionChecks.port(port);
		boolean brackets = host.startsWith("[") && host.endsWith("]");
		return new HostAndPort(brackets ? host.substring(1, host.length() - 1) : host, port);
	}

}
