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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for announcing the number of subscribers.
 */
class SubscriptionCountTests extends AbstractClientTests {

	SubscriptionCountTests() {
		super(EmbeddedPusherServer.builder().subscriptionCounts(true).build());
	}

	@Test
	void everyChangeIsAnnounced() {
		this.client.subscribed("room");
		assertThat(count()).isEqualTo(1);
		try (ScriptedClient other = ScriptedClient.connect(this.server)) {
			other.subscribed("room");
			other.next("pusher_internal:subscription_count", "room");
			assertThat(count()).isEqualTo(2);
			other.unsubscribe("room");
			assertThat(count()).isEqualTo(1);
			other.expectSilence();
		}
	}

	@Test
	void presenceChannelIsNotCounted() {
		this.client.join("presence-room", "{\"user_id\":\"ann\"}");
		this.client.next("pusher_internal:subscription_succeeded");
		this.client.expectSilence();
	}

	@Test
	void largeChannelIsNotAnnouncedAtEveryChange() {
		List<ScriptedClient> crowd = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			ScriptedClient member = ScriptedClient.connect(this.server);
			member.subscribed("room");
			crowd.add(member);
		}
		this.client.subscribed("room");
		this.client.expectSilence();
		crowd.forEach(ScriptedClient::disconnect);
		assertThat(count()).isEqualTo(100);
	}

	private int count() {
		return this.client.data(this.client.next("pusher_internal:subscription_count", "room"))
			.get("subscription_count")
			.asInt();
	}

}
