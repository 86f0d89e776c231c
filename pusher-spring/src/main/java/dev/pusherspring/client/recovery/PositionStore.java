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

import org.jspecify.annotations.Nullable;

/**
 * Stores the positions of an application on its channels, so that an instance that starts
 * later, or becomes the leader, knows since when it has missed events. With a bean of
 * this type, the first subscription to a channel is treated as if it had been lost at the
 * stored position.
 * <p>
 * Positions are saved every {@code pusher.recovery.position-interval} while events
 * arrive, and when the client stops. If an instance is killed, its last position has not
 * been saved, and the events since the saved position are delivered again to the next
 * instance. If the interval is zero, listeners save positions themselves, in the
 * transaction in which they write their results.
 * <p>
 * Implementations may block. A call that takes longer than
 * {@code pusher.recovery.timeout} is interrupted.
 *
 * @since 1.0.0
 * @see InMemoryPositionStore
 * @see JdbcPositionStore
 */
public interface PositionStore {

	/**
	 * Return the position on a channel.
	 * @param app name of the app
	 * @param channel name of the channel
	 * @return the position, or {@code null} if none has been saved
	 */
	@Nullable Position load(String app, String channel);

	/**
	 * Save positions. A position that is earlier than the stored one must be ignored: it
	 * comes from an instance that has not noticed yet that another one has taken over.
	 * @param app name of the app
	 * @param positions the positions by channel name
	 */
	void save(String app, Map<String, Position> positions);

	/**
	 * Save the position on a channel, in the transaction of the caller if there is one.
	 * @param app name of the app
	 * @param channel name of the channel
	 * @param position the position
	 * @throws RuntimeException if the store detects that the stored position is later:
	 * another instance has taken over, and the caller must roll back its transaction
	 */
	default void save(String app, String channel, Position position) {
		save(app, Map.of(channel, position));
	}

}
