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

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.internal.protocol.FrameWriter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Subscriptions} to channels that several want.
 */
class SubscriptionOwnersTests extends AbstractSubscriptionTests {

	private final Object first = new String("owner");

	private final Object second = new String("owner");

	@Test
	void channelIsSubscribedWhileAnyOwnerWantsIt() {
		connect("1.1");
		subscribeAs(this.first);
		confirm("orders");
		subscribeAs(this.second);
		subscribeAs(this.first);
		assertThat(takeSent()).containsExactly(FrameWriter.subscribe("orders", null, null));
		unsubscribeAs(this.first);
		assertThat(takeSent()).isEmpty();
		assertThat(this.subscriptions.find("orders")).isNotNull();
		unsubscribeAs(this.second);
		assertThat(takeSent()).containsExactly(FrameWriter.unsubscribe("orders"));
		assertThat(this.subscriptions.find("orders")).isNull();
	}

	@Test
	void channelThatIsWantedByNobodyInParticularStays() {
		connect("1.1");
		subscribed("orders");
		subscribeAs(this.first);
		unsubscribeAs(this.first);
		assertThat(takeSent()).isEmpty();
		assertThat(this.subscriptions.find("orders")).isNotNull();
	}

	@Test
	void ownerThatDoesNotWantTheChannelHasNothingToTakeBack() {
		connect("1.1");
		subscribeAs(this.first);
		confirm("orders");
		takeSent();
		unsubscribeAs(this.second);
		this.subscriptions.unsubscribe("other", this.first);
		this.loop.runQueued();
		assertThat(takeSent()).isEmpty();
		assertThat(this.subscriptions.find("orders")).isNotNull();
	}

	@Test
	void unsubscribingWithoutOwnerIsForAll() {
		connect("1.1");
		subscribeAs(this.first);
		subscribeAs(this.second);
		confirm("orders");
		takeSent();
		unsubscribe("orders");
		assertThat(takeSent()).containsExactly(FrameWriter.unsubscribe("orders"));
		subscribeAs(this.second);
		confirm("orders");
		unsubscribeAs(this.second);
		assertThat(takeSent()).containsExactly(FrameWriter.subscribe("orders", null, null),
				FrameWriter.unsubscribe("orders"));
	}

	@Test
	void ownerOfBeforeDoesNotKeepAChannelThatIsSubscribedAgainAtOnce() {
		connect("1.1");
		subscribeAs(this.first);
		confirm("orders");
		takeSent();
		this.subscriptions.unsubscribe("orders");
		this.subscriptions.subscribe("orders", this.second);
		this.subscriptions.unsubscribe("orders", this.second);
		this.loop.runQueued();
		assertThat(this.subscriptions.find("orders")).isNull();
		assertThat(takeSent()).contains(FrameWriter.unsubscribe("orders"));
	}

	@Test
	void ownerThatTakesItsWishBackTwiceEndsNoNewerOne() {
		connect("1.1");
		subscribeAs(this.first);
		confirm("orders");
		unsubscribeAs(this.first);
		subscribeAs(this.second);
		confirm("orders");
		takeSent();
		unsubscribeAs(this.first);
		assertThat(takeSent()).isEmpty();
	}

	private void subscribeAs(Object owner) {
		this.subscriptions.subscribe("orders", owner);
		this.loop.runQueued();
	}

	private void unsubscribeAs(Object owner) {
		this.subscriptions.unsubscribe("orders", owner);
		this.loop.runQueued();
	}

}
