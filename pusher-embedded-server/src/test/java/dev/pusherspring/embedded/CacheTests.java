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

package dev.pusherspring.embedded;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for cache channels.
 */
class CacheTests extends AbstractClientTests {

	private static final SettableClock clock = new SettableClock();

	CacheTests() {
		super(EmbeddedPusherServer.builder().clock(clock).build());
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "cache-room", "private-cache-room", "private-encrypted-cache-room", "presence-cache-room" })
	void newSubscriberGetsTheLastEventOrLearnsThatThereIsNone(String channel) {
		subscribe(channel);
		assertThat(this.client.nextText())
			.isEqualTo("{\"event\":\"pusher:cache_miss\",\"channel\":\"" + channel + "\"}");
		this.server.trigger(channel, "old", "1");
		this.server.trigger(channel, "news", "2");
		this.client.next("old", channel);
		String published = this.client.next("news", channel).get("data").asString();
		this.client.unsubscribe(channel);
		subscribe(channel);
		assertThat(this.client.next("news", channel).get("data").asString()).isEqualTo(published);
		this.client.expectSilence();
	}

	@Test
	void eventIsForgottenAfterItsTime() {
		this.server.trigger("cache-room", "news", "1");
		clock.advance(Duration.ofMinutes(30).minusMillis(1));
		subscribe("cache-room");
		this.client.next("news", "cache-room");
		this.client.unsubscribe("cache-room");
		clock.advance(Duration.ofMillis(1));
		subscribe("cache-room");
		this.client.next("pusher:cache_miss", "cache-room");
	}

	@Test
	void clientEventIsNotCached() {
		subscribe("private-cache-room");
		this.client.next("pusher:cache_miss");
		this.client.trigger("private-cache-room", "client-news", "x");
		this.client.unsubscribe("private-cache-room");
		subscribe("private-cache-room");
		this.client.next("pusher:cache_miss");
	}

	@Test
	void ordinaryChannelHasNoCache() {
		this.server.trigger("my-cache-room", "news", "1");
		subscribe("my-cache-room");
		this.client.expectSilence();
	}

	private void subscribe(String channel) {
		if (channel.startsWith("presence-")) {
			this.client.join(channel, "{\"user_id\":\"ann\"}");
			this.client.next("pusher_internal:subscription_succeeded", channel);
		}
		else {
			this.client.subscribed(channel);
		}
	}

}
