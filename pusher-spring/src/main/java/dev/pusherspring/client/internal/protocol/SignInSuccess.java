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

package dev.pusherspring.client.internal.protocol;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.User;

/**
 * Reads the user whom the server has signed in.
 */
public final class SignInSuccess {

	/**
	 * Name of the event that confirms a sign-in.
	 */
	public static final String EVENT = "pusher:signin_success";

	private SignInSuccess() {
	}

	/**
	 * Read the user from the confirmation of a sign-in.
	 * @param frame the message
	 * @return the user
	 * @throws MalformedFrameException if there is no user with an id
	 */
	public static User user(Frame frame) {
		FrameData data = FrameData.of(frame);
		String json = data.text("user_data");
		if (json == null) {
			json = data.json("user_data");
		}
		String id = idIn(json);
		if (json == null || id == null || id.isEmpty()) {
			throw new MalformedFrameException(
					"The user data of a sign-in must have an 'id' that is a string and not empty");
		}
		return new User(id, json);
	}

	private static @Nullable String idIn(@Nullable String json) {
		return (json != null) ? FrameData.parse("The user data of a sign-in", json).text("id") : null;
	}

}
