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

package dev.pusherspring.client;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where the stages run that depend on the futures of a {@link PusherClient}.
 */
class CompletionThreadTests extends AbstractPusherClientTests {

	private final ClassLoader application = new ClassLoader(getClass().getClassLoader()) {
	};

	private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

	private final BlockingQueue<ClassLoader> classLoaders = new LinkedBlockingQueue<>();

	@Test
	void dependentStagesFindTheClassLoaderOfTheApplication() throws Exception {
		Thread current = Thread.currentThread();
		ClassLoader before = current.getContextClassLoader();
		current.setContextClassLoader(this.application);
		try {
			this.client = client(PusherOptions.builder("app-key"));
		}
		finally {
			current.setContextClassLoader(before);
		}
		CompletableFuture<Void> connected = this.client.connect();
		observe(connected);
		this.loop.runQueued();
		this.engine.last().establish("1.1");
		assertNextRunsForTheApplication();
		subscribed("private-a");
		CompletableFuture<Void> triggered = this.client.trigger("private-a", "client-e", "data");
		observe(triggered);
		this.loop.runQueued();
		assertNextRunsForTheApplication();
		CompletableFuture<Void> refused = this.client.trigger("private-b", "client-e", "data");
		observe(refused);
		this.loop.runQueued();
		assertNextRunsForTheApplication();
		assertThat(refused).isCompletedExceptionally();
		CompletableFuture<Void> disconnected = this.client.disconnect();
		observe(disconnected);
		this.loop.runQueued();
		assertNextRunsForTheApplication();
	}

	@Test
	void stageThatWaitsForAnotherFutureIsNoObstacle() throws Exception {
		CompletableFuture<Void> connected = this.client.connect();
		CompletableFuture<Void> both = connected.thenRun(() -> this.client.disconnect().join());
		this.loop.runQueued();
		this.engine.last().establish("1.1");
		await(both::isDone);
		both.get(20, TimeUnit.SECONDS);
		assertThat(this.client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
	}

	private void observe(CompletableFuture<Void> future) {
		future.whenComplete((result, ex) -> {
			this.threads.add(Thread.currentThread());
			this.classLoaders.add(Thread.currentThread().getContextClassLoader());
		});
	}

	private void assertNextRunsForTheApplication() throws InterruptedException {
		assertThat(this.classLoaders.poll(20, TimeUnit.SECONDS)).isSameAs(this.application);
		assertThat(this.threads.take().getName()).isEqualTo("pusher-future");
	}

}
