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

package dev.pusherspring.autoconfigure;

import jakarta.websocket.ContainerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.client.PusherClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.engine} in an application without a WebSocket container.
 * {@code smoke-tests/standard-engine} has one.
 */
class PusherEngineTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key", "pusher.auto-startup=false");

	@Test
	void theClientsOwnIsTheEngineUnlessAskedOtherwise() {
		this.runner.withClassLoader(new FilteredClassLoader("jakarta.websocket"))
			.run((context) -> assertThat(context).hasSingleBean(PusherClient.class));
	}

	@Test
	void theClientsOwnCanBeNamed() {
		this.runner.withPropertyValues("pusher.engine=socket")
			.run((context) -> assertThat(context).hasSingleBean(PusherClient.class));
	}

	@Test
	void missingContainerIsExplained() {
		this.runner.withPropertyValues("pusher.engine=standard")
			.run((context) -> assertExplained(context, "there is no 'jakarta.websocket' container on the classpath"));
	}

	@Test
	void missingApiIsExplained() {
		this.runner.withPropertyValues("pusher.engine=standard")
			.withClassLoader(new FilteredClassLoader(ContainerProvider.class))
			.run((context) -> assertExplained(context, "the 'jakarta.websocket' API is not on the classpath"));
	}

	private static void assertExplained(AssertableApplicationContext context, String what) {
		FailureAnalysis analysis = PusherFailureAnalysisTests.analyze(context);
		assertThat(analysis.getDescription()).isEqualTo("'pusher.engine' is 'standard', but " + what + ".");
		assertThat(analysis.getAction()).contains("'org.apache.tomcat.embed:tomcat-embed-websocket'")
			.contains("set 'pusher.engine' to 'socket'");
	}

}
