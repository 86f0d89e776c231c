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

package dev.pusherspring.listener.deduplicate;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Settings for recognizing events that have been delivered before.
 *
 * @param channels names of channels to deduplicate, or patterns in which {@code *}
 * matches any characters
 * @param field path of the JSON field in the data of an event that identifies it, such as
 * {@code id} or {@code order.id}, or {@code null} to compare the data as a whole
 * @param window time to remember an event after its delivery
 * @param maxPerChannel maximum number of events to remember for each channel
 * @param maxTotal maximum number of events to remember in total
 * @since 1.0.0
 */
public record DeduplicationSettings(List<String> channels, @Nullable String field, Duration window, int maxPerChannel,
		int maxTotal) {

	public DeduplicationSettings {
		Assert.isTrue(!channels.isEmpty() && channels.stream().allMatch(StringUtils::hasText),
				"'channels' must name at least one channel, and none of them may be empty");
		Assert.isTrue(field == null || isPath(field),
				() -> "'field' must be the name of a JSON field, or a path of names separated by dots, but is '%s'"
					.formatted(field));
		Assert.isTrue(window.toMillis() > 0, () -> "'window' must be positive but is %s".formatted(window));
		Assert.isTrue(maxPerChannel > 0, () -> "'maxPerChannel' must be positive but is %d".formatted(maxPerChannel));
		Assert.isTrue(maxTotal >= maxPerChannel, () -> "'maxTotal' must not be less than 'maxPerChannel' (%d) but is %d"
			.formatted(maxPerChannel, maxTotal));
		channels = List.copyOf(channels);
	}

	private static boolean isPath(String field) {
		for (String name : field.split("\\.", -1)) {
			if (!StringUtils.hasText(name)) {
				return false;
			}
		}
		return true;
	}

}
