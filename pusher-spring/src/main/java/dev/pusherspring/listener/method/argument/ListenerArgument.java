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

package dev.pusherspring.listener.method.argument;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherChannelEvent;

/**
 * Resolves the value of one parameter of a listener method.
 */
@FunctionalInterface
interface ListenerArgument {

	@Nullable Object resolve(PusherChannelEvent event);

	/**
	 * Return the payload that a resolved value contains.
	 * @param value the value
	 * @return the payload
	 */
	default @Nullable Object payload(@Nullable Object value) {
		return value;
	}

}
