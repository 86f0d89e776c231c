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

package dev.pusherspring.client.internal.link;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Executor with daemon threads that are started on demand and end soon after their work,
 * for calls that may block, which the event loop must not. They have the context class
 * loader of the thread that created the instance.
 */
public final class ShortLivedThreads implements Executor {

	private final ThreadPoolExecutor executor;

	/**
	 * Create a new {@link ShortLivedThreads} instance.
	 * @param name name of the threads
	 * @param max maximum number of threads; further tasks wait
	 */
	public ShortLivedThreads(String name, int max) {
		this(name, max, max, new LinkedBlockingQueue<>());
	}

	private ShortLivedThreads(String name, int core, int max, BlockingQueue<Runnable> queue) {
		ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();
		this.executor = new ThreadPoolExecutor(core, max, 1, TimeUnit.SECONDS, queue, (worker) -> {
			Thread thread = new Thread(worker, name);
			thread.setDaemon(true);
			thread.setContextClassLoader(contextClassLoader);
			return thread;
		});
		this.executor.allowCoreThreadTimeOut(true);
	}

	/**
	 * Create an instance without a limit of threads, for tasks that may wait for each
	 * other.
	 * @param name name of the threads
	 * @return the instance
	 */
	public static ShortLivedThreads unlimited(String name) {
		return new ShortLivedThreads(name, 0, Integer.MAX_VALUE, new SynchronousQueue<>());
	}

	@Override
	public void execute(Runnable task) {
		this.executor.execute(task);
	}

}
