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

package dev.pusherspring.smoke.spring;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link FrameworkApplication} in a JVM of its own.
 */
class FrameworkApplicationIntegrationTests {

	private static final int TERMINATED = 128 + 15;

	@Test
	void receivesEventsWithoutSpringBoot() throws Exception {
		try (LaunchedApplication application = LaunchedApplication.launch(FrameworkApplication.class)) {
			assertThat(application.awaitLine("boot ")).isEqualTo("false");
			application.awaitLine("main returned");
			assertThat(application.awaitLine("version ")).matches("\\d+\\.\\d+\\.\\d+(-.+)?");
			application.awaitLine("listener on greetings");
			application.awaitLine("event greetings hello");
			application.awaitLine("listener on private-greetings");
			application.awaitLine("event private-greetings hello");
			assertThat(application.toString()).doesNotContain("Exception", "WARNING", "SEVERE");
			application.terminate();
			assertThat(application.awaitExit(Duration.ofSeconds(20))).isEqualTo(TERMINATED);
		}
	}

	@Test
	void thereIsNoSpringBootOnTheClasspath() {
		assertThat(System.getProperty("java.class.path")).contains("spring-context").doesNotContain("spring-boot");
	}

}
