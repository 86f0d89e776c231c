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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

import dev.pusherspring.event.PusherApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the table of events in the README.
 */
class ReadmeEventTableTests {

	@Test
	void namesEveryEventOnce() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AssignableTypeFilter(PusherApplicationEvent.class));
		List<String> events = scanner.findCandidateComponents(PusherApplicationEvent.class.getPackageName())
			.stream()
			.map((candidate) -> ClassUtils.getShortName(String.valueOf(candidate.getBeanClassName())))
			.toList();
		assertThat(ReadmeTable.rows("`Pusher")).extracting((row) -> row.code(0))
			.doesNotHaveDuplicates()
			.containsExactlyInAnyOrderElementsOf(events);
	}

}
