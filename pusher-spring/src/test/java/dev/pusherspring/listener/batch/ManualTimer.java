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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link BatchTimer} that goes on only when told.
 */
public final class ManualTimer implements BatchTimer {

	private final List<Task> tasks = new ArrayList<>();

	private long now = Long.MAX_VALUE - 1000;

	@Override
	public synchronized long nanoTime() {
		return this.now;
	}

	@Override
	public synchronized void schedule(Duration delay, Runnable task) {
		this.tasks.add(new Task(this.now + delay.toNanos(), task));
	}

	public synchronized int scheduled() {
		return this.tasks.size();
	}

	public void advance(Duration time) {
		due(time).forEach((task) -> task.action().run());
	}

	private synchronized List<Task> due(Duration time) {
		this.now += time.toNanos();
		List<Task> due = this.tasks.stream().filter((task) -> task.time() - this.now <= 0).toList();
		this.tasks.removeAll(due);
		return due;
	}

	private record Task(long time, Runnable action) {

	}

}
