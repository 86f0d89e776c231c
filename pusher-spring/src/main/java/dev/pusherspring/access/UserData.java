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

package dev.pusherspring.access;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Who the user of a connection is. The string form shows the id only.
 *
 * @param id id of the user, unique in the app
 * @param info what members of presence channels see of the user: anything that can be
 * written as JSON, or {@code null}
 * @param watchlist ids of the users whose coming and going the user is told of. The user
 * can read it
 * @since 1.0.0
 */
public record UserData(String id, @Nullable Object info, List<String> watchlist) {

	public UserData {
		Assert.hasText(id, "'id' must not be empty");
		PublicInfo.check(info);
		watchlist = List.copyOf(watchlist);
	}

	/**
	 * Create a user without a watchlist.
	 * @param id id of the user, unique in the app
	 * @param info what members of presence channels see of the user, or {@code null}
	 */
	public UserData(String id, @Nullable Object info) {
		this(id, info, List.of());
	}

	@Override
	public String toString() {
		return "UserData[id=" + this.id + "]";
	}

}
