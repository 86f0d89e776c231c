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

package dev.pusherspring.client;

/**
 * The user who is signed in on a connection.
 *
 * @param id id of the user
 * @param data all data of the user as JSON text, including {@code user_info} and
 * {@code watchlist} if present
 * @since 1.0.0
 */
public record User(String id, String data) {

	/**
	 * Return a description without the data, so that logs do not reveal it.
	 */
	@Override
	public String toString() {
		return "User[id=" + PrintableText.of(this.id) + "]";
	}

}
