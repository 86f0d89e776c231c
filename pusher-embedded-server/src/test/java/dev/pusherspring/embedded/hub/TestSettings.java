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
 * Settings for tests of parts of the server: everything is on unless a test changes it.
 */
public final class TestSettings {

	@Nullable Duration authorizationTimeout;

	Duration activityTimeout = Duration.ofMinutes(2);

	boolean clientEvents = true;

	boolean subscriptionCounts = true;

	boolean watchlists = true;

	int maxEventData = 10 * 1024;

	int maxMembers = 100;

	int maxConnections = Integer.MAX_VALUE;

	InstantSource clock = InstantSource.system();

	TestSettings() {
	}

	public static ServerSettings create(@Nullable Duration authorizationTimeout) {
		TestSettings settings = new TestSettings();
		settings.authorizationTimeout = authorizationTimeout;
		return settings.build();
	}

	ServerSettings build() {
		return new ServerSettings("app-id", "app-key", "app-secret", ChannelEncryption.deriveMasterKey("app-secret"),
				"", this.activityTimeout, Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofSeconds(25),
				Duration.ofSeconds(5), null, this.authorizationTimeout, this.clientEvents, 10, this.subscriptionCounts,
				this.watchlists, this.maxEventData, this.maxMembers, this.maxConnections,
				new HttpSettings(false, null, Duration.ofSeconds(10), Duration.ofSeconds(60)), this.clock,
				(request) -> null);
	}

}
