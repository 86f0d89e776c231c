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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.ReconnectCause;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code docs/operations.md}.
 */
class OperationsDocumentTests {

	// tests run in the directory of their module
	private static final Path PAGE = Path.of("..", "docs", "operations.md");

	@Test
	void tableOfMetersIsTrue() throws IOException {
		List<String> documented = rows().stream()
			.map((row) -> row.get(0) + " " + row.get(1) + " " + row.get(2))
			.toList();
		OperatedApplication.runner().withPropertyValues("pusher.channels=private-orders").run((context) -> {
			OperatedApplication application = new OperatedApplication(context);
			assertThat(application.server().awaitSubscribed("private-orders", Duration.ofSeconds(10))).isTrue();
			application.server().trigger("private-orders", "placed", Map.of("id", 1));
			Awaitility.await().until(() -> application.counter("pusher.messages.delivered") == 1);
			assertThat(documented).doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(application.meters()
					.getMeters()
					.stream()
					.map(Meter::getId)
					.filter((id) -> id.getName().startsWith("pusher."))
					.map(OperationsDocumentTests::describe)
					.distinct()
					.toList());
		});
	}

	@Test
	void causesOfReconnectsAreNamed() throws IOException {
		assertThat(meaning("pusher.reconnects")).contains(Arrays.stream(ReconnectCause.values())
			.map((cause) -> "`" + cause.name().toLowerCase(Locale.ROOT) + "`")
			.toList());
	}

	@Test
	void metersThatAlertsAreMadeOfExist() throws IOException {
		List<String> names = rows().stream().map((row) -> row.get(0)).toList();
		assertThat(Files.readAllLines(PAGE)).filteredOn((line) -> line.startsWith("| ") && line.contains("`pusher."))
			.filteredOn((line) -> !line.startsWith("| `GET") && line.contains("grows") || line.contains("above 0"))
			.isNotEmpty()
			.allSatisfy((line) -> {
				String name = line.substring(line.indexOf('`') + 1).split("[`{]")[0];
				assertThat(names).contains(name);
			});
	}

	@Test
	void propertiesExist() throws IOException {
		List<String> properties = PropertyMetadata.readAll().stream().map(PropertyMetadata::name).toList();
		String page = Files.readString(PAGE);
		assertThat(List.of("management.health.pusher.enabled", "management.health.pusher.grace-period",
				"management.health.pusher.idle-status", "management.endpoint.pusher.access",
				"pusher.metrics.channel-tag", "pusher.listener.observation-enabled",
				"pusher.listener.trace-context-field"))
			.allSatisfy((name) -> {
				assertThat(page).contains("`" + name);
				assertThat(properties).contains(name);
			});
	}

	private static String meaning(String meter) throws IOException {
		return rows().stream().filter((row) -> row.get(0).equals(meter)).findFirst().orElseThrow().get(3);
	}

	// name, type, tags, meaning
	private static List<List<String>> rows() throws IOException {
		return Files.readAllLines(PAGE)
			.stream()
			.filter((line) -> line.matches("\\| `pusher\\.[a-z.]+` \\| (counter|timer|gauge) \\|.*"))
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList())
			.map((cells) -> List.of(cells.get(0).replace("`", ""), cells.get(1),
					new TreeSet<>(List.of(cells.get(2).replace("`", "").split(", "))).toString(), cells.get(3)))
			.toList();
	}

	private static String describe(Meter.Id id) {
		return id.getName() + " " + id.getType().name().toLowerCase(Locale.ROOT) + " "
				+ id.getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

}
