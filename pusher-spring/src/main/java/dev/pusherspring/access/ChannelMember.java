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

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A member that joins a presence channel. {@link #toString()} includes only the id.
 *
 * @param id id of the user, unique in the app
 * @param info info that is visible to all members of the channel, as any object that can
 * be converted to JSON, or {@code null}
 * @since 1.0.0
 */
public record ChannelMember(String id, @Nullable Object info) {

	public ChannelMember {
		Assert.hasText(id, "'id' must not be empty");
		PublicInfo.check(info);
	}

	@Override
	public String toString() {
		return "ChannelMember[id=" + this.id + "]";
	}

}
