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

package dev.pusherspring.client.recovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * {@link PositionStore} that keeps positions in memory: for tests, and for clients that
 * are stopped and started again while the application is running.
 *
 * @since 1.0.0
 */
public class InMemoryPositionStore implements PositionStore {

	private final Map<Id, Position> positions = new ConcurrentHashMap<>();

	@Override
	public @Nullable Position load(String app, String channel) {
		return this.positions.get(new Id(app, channel));
	}

	@Override
	public void save(String app, Map<String, Position> positions) {
		positions.forEach((channel, position) -> this.positions.merge(new Id(app, channel), position,
				(known, next) -> next.time().isBefore(known.time()) ? known : next));
	}

	/**
	 * Identifies a position.
	 */
	private record Id(String app, String channel) {

	}

}
