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

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * The arguments of a batch listener method.
 */
public final class BatchArguments {

	private final List<BatchArgument> arguments;

	private final @Nullable ListenerArgument element;

	/**
	 * Create a new {@link BatchArguments} instance.
	 * @param arguments resolve the values, one for each parameter
	 * @param element resolves the element for a message in the list of payloads, or
	 * {@code null} if the method has no such parameter
	 */
	BatchArguments(List<BatchArgument> arguments, @Nullable ListenerArgument element) {
		this.arguments = List.copyOf(arguments);
		this.element = element;
	}

	/**
	 * Return the element for a message in the list of payloads.
	 * @param message the message
	 * @return an element of the list, or {@code null} if the method has no payload
	 * parameter
	 */
	public @Nullable Object element(PusherMessageEvent message) {
		return (this.element != null) ? this.element.resolve(message) : null;
	}

	/**
	 * Return the payload of a message in the type that the method declares.
	 * @param message the message
	 * @param element the element for the message in the list of payloads
	 * @return the payload, or its text if the method has no payload parameter
	 */
	public @Nullable Object payload(PusherMessageEvent message, @Nullable Object element) {
		return (this.element != null) ? this.element.payload(element) : PayloadArgument.text(message);
	}

	/**
	 * Return the values for a batch.
	 * @param batch the batch
	 * @param elements the elements for its messages in the list of payloads
	 * @return one value for each parameter
	 */
	public @Nullable Object[] resolve(PusherBatchEvent batch, List<@Nullable Object> elements) {
		@Nullable Object[] values = new @Nullable Object[this.arguments.size()];
		for (int i = 0; i < values.length; i++) {
			values[i] = this.arguments.get(i).resolve(batch, elements);
		}
		return values;
	}

	/**
	 * Resolves the value of one parameter.
	 */
	@FunctionalInterface
	interface BatchArgument {

		@Nullable Object resolve(PusherBatchEvent batch, List<@Nullable Object> elements);

	}

}
