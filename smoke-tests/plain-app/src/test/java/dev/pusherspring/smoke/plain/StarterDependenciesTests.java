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

package dev.pusherspring.smoke.plain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what the starter brings into an application, transitive dependencies
 * included. The build writes the list that is compared.
 */
class StarterDependenciesTests {

	private static final Pattern ARTIFACT = Pattern.compile("(?m)^\\s+([\\w.-]+:[\\w.-]+):jar:");

	@Test
	void starterBringsNothingElse() throws Exception {
		String dependencies = new ClassPathResource("runtime-dependencies.txt")
			.getContentAsString(StandardCharsets.UTF_8);
		List<String> artifacts = ARTIFACT.matcher(dependencies)
			.results()
			.map((MatchResult result) -> result.group(1))
			.filter((artifact) -> !artifact.startsWith("io.netty:") && !artifact.endsWith(":pusher-embedded-server"))
			.toList();
		assertThat(artifacts).containsExactlyInAnyOrder("dev.pusherspring:pusher-spring-boot-starter",
				"dev.pusherspring:pusher-spring-boot-autoconfigure", "dev.pusherspring:pusher-spring",
				// Spring
				"org.springframework:spring-websocket", "org.springframework:spring-web",
				"org.springframework:spring-context", "org.springframework:spring-aop",
				"org.springframework:spring-beans", "org.springframework:spring-expression",
				"org.springframework:spring-core", "org.jspecify:jspecify", "commons-logging:commons-logging",
				"io.micrometer:micrometer-observation", "io.micrometer:micrometer-commons",
				// Boot's starter
				"org.springframework.boot:spring-boot-starter", "org.springframework.boot:spring-boot",
				"org.springframework.boot:spring-boot-autoconfigure",
				"org.springframework.boot:spring-boot-starter-logging", "ch.qos.logback:logback-classic",
				"ch.qos.logback:logback-core", "org.apache.logging.log4j:log4j-to-slf4j",
				"org.apache.logging.log4j:log4j-api", "org.slf4j:jul-to-slf4j", "org.slf4j:slf4j-api",
				"jakarta.annotation:jakarta.annotation-api", "org.yaml:snakeyaml",
				// JSON
				"tools.jackson.core:jackson-databind", "tools.jackson.core:jackson-core",
				"com.fasterxml.jackson.core:jackson-annotations",
				// the HTTP client of authorization endpoints
				"org.springframework.boot:spring-boot-restclient", "org.springframework.boot:spring-boot-http-client",
				"org.springframework.boot:spring-boot-http-converter");
	}

}
