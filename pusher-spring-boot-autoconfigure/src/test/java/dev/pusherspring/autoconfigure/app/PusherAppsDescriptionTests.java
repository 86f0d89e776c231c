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

package dev.pusherspring.autoconfigure.app;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.pusherspring.autoconfigure.PropertyMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the description of {@code pusher.apps} in the metadata.
 */
class PusherAppsDescriptionTests {

	@Test
	void namesAllThatIsNotInherited() {
		assertThat(PusherApps.NOT_INHERITED).isNotEmpty()
			.map((name) -> name.toString().substring("pusher.".length()))
			.filteredOn((name) -> !name.equals("apps"))
			.allSatisfy((name) -> assertThat(description()).containsPattern("[ ,]" + name + "\\b"));
	}

	private static @Nullable String description() {
		return PropertyMetadata.readAll()
			.stream()
			.filter((property) -> property.name().equals("pusher.apps"))
			.map(PropertyMetadata::description)
			.findFirst()
			.orElseThrow();
	}

}
