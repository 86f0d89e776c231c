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

package dev.pusherspring.listener;

/**
 * Names of the headers of a {@code Message}, both of one that is passed to a
 * {@link PusherListener} method or an integration flow, and of one that a flow publishes.
 *
 * @since 1.0.0
 */
public final class PusherHeaders {

	/**
	 * Name of the channel.
	 */
	public static final String CHANNEL = "pusher_channel";

	/**
	 * Name of the event.
	 */
	public static final String EVENT = "pusher_event";

	/**
	 * Id of the user who sent the event. Absent if unknown.
	 */
	public static final String USER_ID = "pusher_userId";

	/**
	 * Whether the event was missed and has been recovered, as a {@code Boolean}.
	 */
	public static final String RECOVERED = "pusher_recovered";

	/**
	 * Socket id of the connection that must not get an event that is published. Not set
	 * by this library: say, the one that a browser has sent with its request.
	 */
	public static final String SOCKET_ID = "pusher_socketId";

	private PusherHeaders() {
	}

}
