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

package dev.pusherspring.client.internal.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;

/**
 * Tests for wishes that come from many threads.
 */
class SubscriptionConcurrencyTests extends AbstractSubscriptionTests {

	private static final int THREADS = 4;

	private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

	@AfterEach
	void shutDown() {
		this.threads.shutdownNow();
	}

	@Test
	void everyChannelIsAskedForOnceFromHoweverManyThreadsItIsWanted() throws Exception {
		connect("1.1");
		together(() -> {
			for (int i = 0; i < 500; i++) {
				this.subscriptions.subscribe("channel-" + i);
			}
		});
		this.loop.runQueued();
		assertThat(this.subscriptions.findAll()).hasSize(500);
		assertThat(takeSent()).hasSize(500).doesNotHaveDuplicates();
	}

	@Test
	void whatWasWantedLastIsWhatComesTrue() throws Exception {
		connect("1.1");
		for (int round = 0; round < 300; round++) {
			subscribed("orders");
			together(() -> {
				for (int i = 0; i < 5; i++) {
					this.subscriptions.unsubscribe("orders");
					this.subscriptions.subscribe("orders");
					this.subscriptions.unsubscribe("orders");
					if ((Thread.currentThread().getId() & 1) == 0) {
						this.subscriptions.subscribe("orders");
					}
				}
			});
			boolean wanted = this.subscriptions.find("orders") != null;
			this.loop.runQueued();
			confirm("orders");
			assertThat(this.subscriptions.find("orders") != null).isEqualTo(wanted);
			List<String> sent = takeSent();
			assertThat(sent.get(sent.size() - 1)).isEqualTo(wanted ? request("orders") : farewell("orders"));
			if (wanted) {
				assertThat(this.subscriptions.find("orders").getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
			}
			takeHeard();
		}
	}

	@Test
	void aConfirmationFindsItsSubscriptionHoweverEarlyItComes() {
		connect("1.1");
		EventLoop ahead = mock(EventLoop.class, AdditionalAnswers.delegatesTo(this.loop));
		willAnswer((invocation) -> {
			this.loop.execute(invocation.getArgument(0));
			// the caller has got no further, and the server has answered
			return this.threads.submit(this.loop::runQueued).get(10, TimeUnit.SECONDS);
		}).given(ahead).execute(any());
		AtomicReference<Subscriptions> subscriptions = new AtomicReference<>();
		subscriptions.set(new Subscriptions(
				new Authorizations(() -> new Authorizations.Authorizers(null, null), this.settings,
						new AuthorizationThreads(Runnable::run, 1, TIMEOUT, ahead), ahead, this),
				JsonMapper.shared(), this.signIn,
				(request) -> this.loop.execute(() -> subscriptions.get()
					.received("orders", new FrameReader().read(ServerMessages.subscriptionSucceeded("orders")))),
				this));
		subscriptions.get().connected("1.1");
		assertThat(subscriptions.get().subscribe("orders").getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

	private void together(Runnable task) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(THREADS);
		List<Future<?>> futures = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			futures.add(this.threads.submit(() -> {
				barrier.await();
				task.run();
				return null;
			}));
		}
		for (Future<?> future : futures) {
			future.get(10, TimeUnit.SECONDS);
		}
	}

}
