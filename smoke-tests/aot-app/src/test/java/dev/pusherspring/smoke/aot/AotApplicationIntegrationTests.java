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

package dev.pusherspring.smoke.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link AotApplication}, processed ahead of time and run in a JVM
 * of its own with the beans that were generated.
 */
class AotApplicationIntegrationTests {

	private static final Path CLASSES = Path.of("target", "classes");

	private static JsonNode hints;

	@BeforeAll
	static void readHints() throws IOException {
		try (Stream<Path> files = Files.walk(CLASSES.resolve("META-INF/native-image"))) {
			Path file = files.filter((path) -> path.endsWith("reachability-metadata.json")).findFirst().orElseThrow();
			hints = JsonMapper.shared().readTree(Files.readString(file));
		}
	}

	@Test
	void listenersReceiveTypedRecords() {
		try (LaunchedApplication application = LaunchedApplication.launch(AotApplication.class,
				List.of("-Dspring.aot.enabled=true"))) {
			assertThat(application.awaitLine("ahead of time: ")).isEqualTo("true");
			assertThat(application.awaitLine("record on orders: "))
				.isEqualTo("Order[id=7, lines=[Line[item=tea, quantity=2]]]");
			assertThat(application.awaitLine("record on private-orders: "))
				.isEqualTo("Order[id=7, lines=[Line[item=tea, quantity=2]]]");
			assertThat(application.awaitLine("condition: ")).isEqualTo("7");
			assertThat(application.awaitLine("message: ")).isEqualTo("tea");
			assertThat(application.toString()).doesNotContain("Exception");
		}
	}

	@Test
	void propertiesGivenAtRunTimeApply() {
		try (LaunchedApplication application = LaunchedApplication.launch(AotApplication.class,
				List.of("-Dspring.aot.enabled=true"), "--pusher.channels=private-encrypted-vault")) {
			application.awaitLine("Channel 'private-encrypted-vault' in 'pusher.channels' is encrypted");
		}
	}

	@Test
	void beansAreGeneratedForTheAutoConfiguration() {
		assertThat(CLASSES.resolve("dev/pusherspring/autoconfigure/PusherAutoConfiguration__BeanDefinitions.class"))
			.exists();
	}

	@Test
	void hintsCoverListenerMethodsAndPayloads() {
		assertThat(reflected(Order.class)).isTrue();
		assertThat(reflected(Order.Line.class)).isTrue();
		assertThat(types().filter((type) -> type.path("type").asString("").equals(AotApplication.class.getName()))
			.flatMap((type) -> StreamSupport.stream(type.path("methods").spliterator(), false))
			.map((method) -> method.get("name").stringValue())).contains("onOrder", "onOrderOf", "onMessage");
	}

	@Test
	void hintsCoverTheProperties() {
		assertThat(types().map((type) -> type.path("type").asString(""))).contains(
				"dev.pusherspring.autoconfigure.PusherProperties",
				"dev.pusherspring.autoconfigure.PusherProperties$Listener$Retry");
	}

	private static boolean reflected(Class<?> candidate) {
		return types().anyMatch((type) -> type.path("type").asString("").equals(candidate.getName())
				&& (type.has("methods") || type.path("allDeclaredConstructors").asBoolean(false)));
	}

	private static Stream<JsonNode> types() {
		return StreamSupport.stream(hints.get("reflection").spliterator(), false);
	}

}
