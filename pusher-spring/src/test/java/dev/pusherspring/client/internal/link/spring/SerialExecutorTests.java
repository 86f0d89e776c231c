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

package dev.pusherspring.client.internal.link.spring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SerialExecutor}.
 */
class SerialExecutorTests {

	private final Queue<Runnable> threads = new ArrayDeque<>();

	private final List<String> done = new ArrayList<>();

	private final SerialExecutor executor = new SerialExecutor(this.threads::add);

	@Test
	void tasksRunInOrderOnOneThread() {
		this.executor.execute(() -> {
			this.executor.execute(() -> this.done.add("third"));
			this.done.add("first");
		});
		this.executor.execute(() -> this.done.add("second"));
		assertThat(this.threads).hasSize(1);
		assertThat(this.done).isEmpty();
		this.threads.remove().run();
		assertThat(this.done).containsExactly("first", "second", "third");
		assertThat(this.threads).isEmpty();
	}

	@Test
	void aThreadIsTakenAnewAfterAllTasksHaveRun() {
		this.executor.execute(() -> this.done.add("first"));
		this.threads.remove().run();
		this.executor.execute(() -> this.done.add("second"));
		this.threads.remove().run();
		assertThat(this.done).containsExactly("first", "second");
	}

}
