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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for pausing a {@link PusherClient}.
 */
class PusherClientPauseTests extends AbstractPusherClientTests {

	private static final Duration LONG_SILENCE = Duration.ofMinutes(10);

	@Test
	void silenceWhileReadingIsPausedIsNoDeadLink() {
		connect("1.1");
		this.client.pause();
		this.loop.advance(LONG_SILENCE);
		assertThat(this.client.getSocketId()).isEqualTo("1.1");
	}

	@Test
	void silenceAfterReadingWentOnIsADeadLink() {
		connect("1.1");
		this.client.pause();
		this.loop.advance(LONG_SILENCE);
		this.client.resume();
		this.loop.advance(LONG_SILENCE);
		assertThat(this.client.getSocketId()).isNull();
	}

	@Test
	void theLastWishCountsInWhateverOrderTheCallsArrive() {
		connect("1.1");
		this.client.pause();
		this.loop.runQueued();
		this.loop.call(() -> {
			// waits behind this task, while the pause is carried out at once
			CompletableFuture.runAsync(this.client::resume).join();
			this.client.pause();
		});
		this.loop.advance(LONG_SILENCE);
		assertThat(this.client.getSocketId()).isEqualTo("1.1");
	}

	@Test
	void readingGoesOnOnlyWhenNobodyWantsItPaused() {
		connect("1.1");
		Object owner = new Object();
		this.client.pause(owner);
		this.client.pause();
		this.client.pause();
		this.client.resume(owner);
		this.client.resume(new Object());
		this.loop.advance(LONG_SILENCE);
		assertThat(this.client.getSocketId()).isEqualTo("1.1");
		this.client.resume();
		this.loop.advance(LONG_SILENCE);
		assertThat(this.client.getSocketId()).isNull();
	}

	@Test
	void aSubscriptionIsNotFailedByAnAnswerThatNobodyReads() {
		connect("1.1");
		this.client.pause();
		subscribe("room");
		this.loop.advance(Duration.ofSeconds(30));
		assertThat(this.listener.subscriptionErrors()).isEmpty();
		this.client.resume();
		this.loop.runQueued();
		this.loop.advance(Duration.ofSeconds(30));
		assertThat(this.listener.subscriptionErrors()).isNotEmpty();
	}

}
