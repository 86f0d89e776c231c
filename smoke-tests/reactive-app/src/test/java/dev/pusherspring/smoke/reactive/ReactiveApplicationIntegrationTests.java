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

package dev.pusherspring.smoke.reactive;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.smoke.support.LaunchedApplication;
import dev.pusherspring.smoke.support.WebTypeReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link ReactiveApplication} in a JVM of its own.
 */
class ReactiveApplicationIntegrationTests {

	@Test
	void receivesEventsBesideOneWebServerOnOnePort() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(ReactiveApplication.class)) {
			application.awaitLine("event greetings hello");
			application.awaitLine("event private-greetings hello");
			application.awaitLine("streamed wörld");
			int webPort = Integer.parseInt(application.awaitLine("web port "));
			int embeddedPort = Integer.parseInt(application.awaitLine("embedded port "));
			assertThat(application.getListeningPorts()).containsExactlyInAnyOrder(webPort, embeddedPort);
			application.terminate();
			application.awaitExit(Duration.ofSeconds(20));
		}
	}

	@Test
	void starterDoesNotChangeTheTypeOfTheApplication() throws Exception {
		try (LaunchedApplication with = LaunchedApplication.launch(WebTypeReport.class);
				LaunchedApplication without = LaunchedApplication.launchWithoutStarter(WebTypeReport.class)) {
			assertThat(with.awaitLine("type ")).isEqualTo("REACTIVE");
			assertThat(without.awaitLine("type ")).isEqualTo("REACTIVE");
		}
	}

}
