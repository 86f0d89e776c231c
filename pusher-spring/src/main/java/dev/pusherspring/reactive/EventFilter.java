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

package dev.pusherspring.reactive;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.util.Assert;

import dev.pusherspring.client.ChannelName;
import dev.pusherspring.listener.pattern.NamePattern;

/**
 * Selects the events of a stream.
 *
 * @param channels names of channels
 * @param channelPatterns patterns of further channels
 * @param event name or pattern of the events
 */
record EventFilter(Set<String> channels, List<NamePattern> channelPatterns, NamePattern event) {

	static EventFilter of(String event, String... channels) {
		Assert.notEmpty(channels, "'channels' must not be empty");
		Assert.hasText(event, "'event' must not be empty");
		Set<String> names = Arrays.stream(channels)
			.filter((channel) -> !NamePattern.isPattern(channel))
			.collect(Collectors.toUnmodifiableSet());
		names.forEach(ChannelName::requireValid);
		return new EventFilter(names,
				Arrays.stream(channels).filter(NamePattern::isPattern).map(NamePattern::of).toList(),
				NamePattern.of(event));
	}

	boolean takesEvent(String event) {
		return this.event.matches(event);
	}

	boolean hasPatternFor(String channel) {
		return !this.channels.contains(channel)
				&& this.channelPatterns.stream().anyMatch((pattern) -> pattern.matches(channel));
	}

}
