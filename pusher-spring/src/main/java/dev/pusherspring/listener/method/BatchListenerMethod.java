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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherBatchEvent;
import dev.pusherspring.event.PusherChannelEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListenerEndpoint;
import dev.pusherspring.listener.batch.BatchListenerFailedException;
import dev.pusherspring.listener.batch.UnreadableEventsException;
import dev.pusherspring.listener.method.argument.BatchArguments;

/**
 * Calls a batch listener method with the messages of a batch that meet its condition.
 */
final class BatchListenerMethod implements PusherListenerEndpoint.Handler {

	private final ListenerCall call;

	private final BatchArguments arguments;

	private final @Nullable ListenerCondition condition;

	/**
	 * Create a new {@link BatchListenerMethod} instance.
	 * @param call calls the method
	 * @param arguments resolves the arguments
	 * @param condition the condition for each message, or {@code null} for none
	 */
	BatchListenerMethod(ListenerCall call, BatchArguments arguments, @Nullable ListenerCondition condition) {
		this.call = call;
		this.arguments = arguments;
		this.condition = condition;
	}

	@Override
	public void handle(PusherChannelEvent event) throws Throwable {
		PusherBatchEvent batch = (PusherBatchEvent) event;
		List<@Nullable Object> elements = read(batch);
		Set<Integer> unwanted = unwanted(batch, elements);
		if (unwanted.isEmpty()) {
			this.call.run(this.arguments.resolve(batch, elements), batch);
			return;
		}
		List<PusherMessageEvent> events = batch.without(unwanted);
		if (!events.isEmpty()) {
			callWithSome(new PusherBatchEvent(events), elements, unwanted);
		}
	}

	private List<@Nullable Object> read(PusherBatchEvent batch) {
		List<@Nullable Object> elements = new ArrayList<>(batch.getEvents().size());
		SortedMap<Integer, RuntimeException> failures = new TreeMap<>();
		for (PusherMessageEvent message : batch.getEvents()) {
			try {
				elements.add(this.arguments.element(message));
			}
			catch (PayloadConversionException ex) {
				failures.put(elements.size(), ex);
				elements.add(null);
			}
		}
		if (!failures.isEmpty()) {
			throw new UnreadableEventsException(failures);
		}
		return elements;
	}

	private Set<Integer> unwanted(PusherBatchEvent batch, List<@Nullable Object> elements) {
		if (this.condition == null) {
			return Set.of();
		}
		Set<Integer> unwanted = new HashSet<>();
		SortedMap<Integer, RuntimeException> failures = new TreeMap<>();
		for (int i = 0; i < elements.size(); i++) {
			PusherMessageEvent message = batch.getEvents().get(i);
			try {
				Object payload = this.arguments.payload(message, elements.get(i));
				// the arguments are those of the whole batch
				if (!this.condition.matches(message, payload, new Object[0])) {
					unwanted.add(i);
				}
			}
			catch (RuntimeException ex) {
				failures.put(i, ex);
			}
		}
		if (!failures.isEmpty()) {
			throw new UnreadableEventsException(failures);
		}
		return unwanted;
	}

	private void callWithSome(PusherBatchEvent batch, List<@Nullable Object> elements, Set<Integer> unwanted)
			throws Throwable {
		List<@Nullable Object> wanted = new ArrayList<>();
		List<Integer> positions = new ArrayList<>();
		for (int i = 0; i < elements.size(); i++) {
			if (!unwanted.contains(i)) {
				wanted.add(elements.get(i));
				positions.add(i);
			}
		}
		try {
			this.call.run(this.arguments.resolve(batch, wanted), batch);
		}
		catch (Throwable ex) {
			BatchListenerFailedException located = BatchListenerFailedException.find(ex);
			if (located == null || located.getIndex() < 0 || located.getIndex() >= positions.size()) {
				throw ex;
			}
			// the index refers to the messages that the method was called with
			throw new BatchListenerFailedException(positions.get(located.getIndex()), located.getCause());
		}
	}

	@Override
	public String toString() {
		return this.call.toString();
	}

}
