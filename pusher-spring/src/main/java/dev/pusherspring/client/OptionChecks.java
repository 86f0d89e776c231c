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
 * Checks of values that several options have in common.
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
				() -> "'key' must consist of letters, digits and ._~- but is '%s'".formatted(key));
	}

	static void host(@Nullable String host) {
		Assert.isTrue(host == null || ServerOptions.isHost(host),
				() -> "'host' must be a name or an address, without scheme, port and path, but is '%s'"
					.formatted(host));
	}

	static void port(@Nullable Integer port) {
		Assert.isTrue(port == null || (port > 0 && port < 65536),
				() -> "'port' must be between 1 and 65535 but is %d".formatted(port));
	}

	static void path(String path) {
		Assert.isTrue(path.matches("([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"),
				() -> "'path' must be a path of a URI but is '%s'".formatted(path));
	}

}
