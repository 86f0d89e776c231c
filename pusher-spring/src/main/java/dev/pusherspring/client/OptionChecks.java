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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Checks shared by several options.
 */
final class OptionChecks {

	private OptionChecks() {
	}

	static void positive(String name, int number) {
		Assert.isTrue(number > 0, () -> "'%s' must be positive but is %d".formatted(name, number));
	}

	static void positive(String name, Duration duration) {
		Assert.isTrue(!duration.isNegative() && !duration.isZero(),
				() -> "'%s' must be positive but is %s".formatted(name, duration));
	}

	static void key(String key) {
		Assert.hasText(key, "'key' must not be empty");
		Assert.isTrue(key.matches("[A-Za-z0-9._~-]+"),
				() -> "'key' must consist of letters, digits and ._~- but is '%s'".formatted(visible(key)));
	}

	static void cluster(String cluster) {
		Assert.isTrue(cluster.matches("[A-Za-z0-9-]+"), () -> "'cluster' must consist of letters, digits and dashes "
				+ "but is '%s'".formatted(visible(cluster)));
	}

	// a URI does not accept a host with an underscore, but services in Docker have such
	// names
	static void host(String name, @Nullable String host) {
		Assert.isTrue(host == null || ServerOptions.isHost(host.replace('_', 'x')),
				() -> "'%s' must be a name or an address, without scheme, port and path, but is '%s'".formatted(name,
						visible(String.valueOf(host))));
	}

	static void httpHost(@Nullable String host) {
		host("host", host);
		Assert.isTrue(host == null || !hasUnderscore(host),
				() -> "'host' must not contain an underscore for HTTP transports, but is '%s'".formatted(host));
	}

	static boolean hasUnderscore(String host) {
		return host.indexOf('_') != -1;
	}

	// the value may be secret, so that messages contain only the name
	static void header(String name, String value) {
		Assert.isTrue(name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+"),
				() -> "header '%s' has a name that HTTP does not allow".formatted(visible(name)));
		Assert.isTrue(value.chars().allMatch((c) -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff)),
				() -> ("header '%s' must not contain a line break, another control character, or a character outside "
						+ "ISO-8859-1")
					.formatted(name));
	}

	// a value read from a file often ends with a line break
	static void credential(String name, @Nullable String value) {
		Assert.isTrue(value == null || value.chars().noneMatch(Character::isISOControl),
				() -> "'%s' must not contain a line break or another control character".formatted(name));
		Assert.isTrue(value == null || value.equals(value.strip()),
				() -> "'%s' must not start or end with white space".formatted(name));
	}

	static void port(@Nullable Integer port) {
		Assert.isTrue(port == null || (port > 0 && port < 65536),
				() -> "'port' must be between 1 and 65535 but is %d".formatted(port));
	}

	static void path(String path) {
		Assert.isTrue(path.matches("([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"),
				() -> "'path' must be a valid path of a URI but is '%s'".formatted(visible(path)));
	}

	private static String visible(String text) {
		StringBuilder visible = new StringBuilder();
		text.codePoints()
			.forEach((c) -> visible.append(Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c)));
		return visible.toString();
	}

}
