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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.javapoet.ClassName;

import dev.pusherspring.autoconfigure.embedded.EmbeddedPusherAppsAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that several apps can be turned into code ahead of time.
 */
class SeveralAppsAotTests {

	@Test
	void definitionsOfAnAppBecomeCode() throws Exception {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(SeveralAppsAotTests.class)), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test",
						Map.of("pusher.apps.orders.key", "orders-key", "pusher.embedded.enabled", true)));
			context.register(EmbeddedPusherAppsAutoConfiguration.class, PusherAutoConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		StringBuilder code = new StringBuilder();
		for (String path : files.getGeneratedFiles(Kind.SOURCE).keySet()) {
			code.append(files.getGeneratedFileContent(Kind.SOURCE, path));
		}
		assertThat(code).contains("\"pusher.apps.orders.client\"", "\"pusher.apps.orders.delivery\"",
				"\"pusher.apps.orders.lifecycle\"", "\"pusher.apps.orders.embeddedServer\"",
				"addQualifier(new AutowireCandidateQualifier(", "setFallback(true)",
				"setFactoryBeanName(\"pusherAppFactory\")", "new RuntimeBeanReference(\"pusher.apps.orders.options\")");
	}

}
