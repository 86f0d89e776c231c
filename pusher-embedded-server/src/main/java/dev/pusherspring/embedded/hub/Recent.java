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

package dev.pusherspring.embedded.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Keeps the latest entries and the total number of entries. The number and the size of
 * the entries are limited, so that a server that runs all day does not fill the memory.
 * Confined to one thread.
 *
 * @param <T> the type of the entries
 * @since 1.0.0
 */
public final class Recent<T> {

	private static final int LIMIT = 10_000;

	private static final long MAX_SIZE = 16 * 1024 * 1024;

	private final ToIntFunction<T> size;

	private final Deque<T> entries = new ArrayDeque<>();

	private long sizes;

	private long total;

	/**
	 * Create an instance without entries.
	 * @param size the function that returns the size of an entry in characters
	 */
	public Recent(ToIntFunction<T> size) {
		this.size = size;
	}

	/**
	 * Add an entry, and remove the oldest ones that exceed the limits.
	 * @param entry the entry
	 */
	public void add(T entry) {
		this.sizes += this.size.applyAsInt(entry);
		while (!this.entries.isEmpty() && (this.entries.size() >= LIMIT || this.sizes > MAX_SIZE)) {
			this.sizes -= this.size.applyAsInt(this.entries.remove());
		}
		this.entries.add(entry);
		this.total++;
	}

	/**
	 * Remove all entries and reset the total number.
	 */
	public void clear() {
		this.entries.clear();
		this.sizes = 0;
		this.total = 0;
	}

	/**
	 * Return the entries.
	 * @return a copy, oldest first
	 */
	public List<T> entries() {
		return List.copyOf(this.entries);
	}

	/**
	 * Return the total number of entries.
	 * @return the number, including entries that have been removed because of the limits
	 */
	public long total() {
		return this.total;
	}

}
