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
 * What a batch listener method gets for its parameters.
 */
public final class BatchArguments {

	private final List<BatchArgument> arguments;

	private final @Nullable ListenerArgument element;

	/**
	 * Create a new {@link BatchArguments} instance.
	 * @param arguments find the values, one for each parameter
	 * @param element finds what stands for a message in the list of payloads, or
	 * {@code null} if the method takes none
	 */
	BatchArguments(List<BatchArgument> arguments, @Nullable ListenerArgument element) {
		this.arguments = List.copyOf(arguments);
		this.element = element;
	}

	/**
	 * Return what stands for a message in the list of payloads.
	 * @param message the message
	 * @return an element of the list, {@code null} if the method takes no payloads
	 */
	public @Nullable Object element(PusherMessageEvent message) {
		return (this.element != null) ? this.element.resolve(message) : null;
	}

	/**
	 * Return the payload of a message as the method takes it.
	 * @param message the message
	 * @param element what stands for it in the list
	 * @return the payload, or its text if the method takes none
	 */
	public @Nullable Object payload(PusherMessageEvent message, @Nullable Object element) {
		return (this.element != null) ? this.element.payload(element) : PayloadArgument.text(message);
	}

	/**
	 * Return the values for a batch.
	 * @param batch the batch
	 * @param elements what stands for each of its messages in the list of payloads
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
	 * Finds the value of one parameter.
	 */
	@FunctionalInterface
	interface BatchArgument {

		@Nullable Object resolve(PusherBatchEvent batch, List<@Nullable Object> elements);

	}

}
