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

package dev.pusherspring.listener.batch;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Thrown when the data of some events of a batch cannot be converted to the payload type
 * of the listener, or when its condition cannot be evaluated for them. These events are
 * handled as individual failures. The listener is called with the other events.
 *
 * @since 1.0.0
 */
public class UnreadableEventsException extends RuntimeException {

	private final transient SortedMap<Integer, RuntimeException> causes;

	/**
	 * Create a new {@link UnreadableEventsException} instance.
	 * @param causes failures by the zero-based index of the event in the batch, at least
	 * one
	 */
	public UnreadableEventsException(SortedMap<Integer, RuntimeException> causes) {
		super("%d events of the batch cannot be read".formatted(causes.size()), causes.get(causes.firstKey()));
		this.causes = new TreeMap<>(causes);
	}

	/**
	 * Return the failures.
	 * @return failures by the zero-based index of the event in the batch
	 */
	public SortedMap<Integer, RuntimeException> getCauses() {
		return this.causes;
	}

}
