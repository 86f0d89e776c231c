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

package dev.pusherspring.listener.method;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.method.argument.ListenerArguments;

/**
 * Calls a listener method with the arguments that it declares.
 */
final class ListenerMethod implements PusherListenerEndpoint.Handler {

	private final ListenerCall call;

	private final ListenerArguments arguments;

	private final @Nullable ListenerCondition condition;

	/**
	 * Create a new {@link ListenerMethod} instance.
	 * @param call calls the method
	 * @param arguments resolves the arguments
	 * @param condition the condition, or {@code null} for none
	 */
	ListenerMethod(ListenerCall call, ListenerArguments arguments, @Nullable ListenerCondition condition) {
		this.call = call;
		this.arguments = arguments;
		this.condition = condition;
	}

	@Override
	public void handle(PusherChannelEvent event) throws Throwable {
		@Nullable Object[] values = this.arguments.resolve(event);
		if (this.condition == null || this.condition.matches(event, this.arguments.payload(event, values), values)) {
			this.call.run(values, event);
		}
	}

	@Override
	public String toString() {
		return this.call.toString();
	}

}
