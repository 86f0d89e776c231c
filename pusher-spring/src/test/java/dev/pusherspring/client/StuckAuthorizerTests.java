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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link PusherClient} whose authorizer is a bean that never returns, and
 * that no interrupt wakes.
 */
class StuckAuthorizerTests extends AbstractPusherClientTests {

	private static final int MAX_CONCURRENCY = 16;

	private final CountDownLatch released = new CountDownLatch(1);

	private final Set<String> called = ConcurrentHashMap.newKeySet();

	@AfterEach
	void release() {
		this.released.countDown();
	}

	private ChannelAuthorization authorize(String channel, String socketId) {
		this.called.add(channel);
		while (channel.contains("stuck") && this.released.getCount() > 0) {
			try {
				this.released.await();
			}
			catch (InterruptedException ex) {
				// does not care
			}
		}
		return new ChannelAuthorization("key:sig");
	}

	@Test
	void calls16OfWhichHangCostTheNextChannelOnlyTheirTime() {
		this.authorizer = this::authorize;
		connect("1.1");
		List<Channel> stuck = new ArrayList<>();
		for (int number = 0; number < MAX_CONCURRENCY; number++) {
			stuck.add(subscribe("private-stuck-" + number));
		}
		await(() -> this.called.size() == MAX_CONCURRENCY);
		Channel next = subscribe("private-next");
		assertThat(next.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(this.called).doesNotContain("private-next");
		this.heard.clear();
		this.loop.advance(SubscriptionOptions.defaults().authorizationTimeout());
		assertThat(stuck).allSatisfy((channel) -> {
			assertThat(channel.getState()).isEqualTo(SubscriptionState.FAILED);
			assertThat(channel.getFailure().error().message()).contains("did not return within 30000 ms");
		});
		assertThat(awaitSent()).contains("pusher:subscribe", "private-next");
		this.engine.last().receive(ServerMessages.subscriptionSucceeded("private-next"));
		assertThat(next.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void noChannelIsLeftWithoutAWordWhenEveryCallHangs() {
		this.authorizer = this::authorize;
		connect("1.1");
		List<Channel> channels = new ArrayList<>();
		for (int number = 0; number < 100; number++) {
			channels.add(subscribe("private-stuck-" + number));
		}
		for (int round = 0; round < 8; round++) {
			this.loop.advance(SubscriptionOptions.defaults().authorizationTimeout());
			// a sign of life, so that the connection stays
			this.engine.last().receive(ServerMessages.PING);
		}
		assertThat(channels)
			.allSatisfy((channel) -> assertThat(channel.getFailure()).as(channel.getName()).isNotNull());
		// four times as many stuck as may run, and those that run
		assertThat(this.called.size()).isLessThanOrEqualTo(5 * MAX_CONCURRENCY);
	}

	@Test
	void theClientEndsAllTheSame() {
		this.authorizer = this::authorize;
		connect("1.1");
		subscribe("private-stuck");
		await(() -> this.called.size() == 1);
		this.client.disconnect();
		this.loop.runQueued();
		assertThat(this.client.getState()).isEqualTo(ConnectionState.DISCONNECTED);
		connect("2.2");
		this.loop.advance(Duration.ofSeconds(1));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
	}

}
