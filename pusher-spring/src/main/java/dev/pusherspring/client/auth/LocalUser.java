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

package dev.pusherspring.client.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * The user on whose behalf the client joins presence channels and signs in. The string
 * form only shows the id.
 *
 * @param id the id of the user, unique in the app
 * @param info the info shown to other members, any object that can be written as JSON, or
 * {@code null}
 * @param watchlist the ids of users to watch for coming online and going offline, for
 * signing in
 * @since 1.0.0
 */
public record LocalUser(String id, @Nullable Object info, List<String> watchlist) {

	public LocalUser {
		Assert.hasText(id, "'id' must not be empty");
		watchlist = List.copyOf(watchlist);
	}

	/**
	 * Create a user without a watchlist.
	 * @param id the id of the user, unique in the app
	 * @param info the info shown to other members, or {@code null}
	 */
	public LocalUser(String id, @Nullable Object info) {
		this(id, info, List.of());
	}

	@Override
	public String toString() {
		return "LocalUser[id=" + this.id + "]";
	}

}
