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
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.protocol.ChannelEncryption;

/**
 * Settings for tests of parts of the server: everything is on.
 */
public final class TestSettings {

	private TestSettings() {
	}

	public static ServerSettings create(@Nullable Duration authorizationTimeout) {
		return new ServerSettings("app-id", "app-key", "app-secret", ChannelEncryption.deriveMasterKey("app-secret"),
				"", Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofSeconds(25),
				Duration.ofSeconds(5), null, authorizationTimeout, true, 10, true, true, 10 * 1024, 100,
				Integer.MAX_VALUE, new HttpSettings(false, null, Duration.ofSeconds(10), Duration.ofSeconds(60)),
				InstantSource.system(), (request) -> null);
	}

}
