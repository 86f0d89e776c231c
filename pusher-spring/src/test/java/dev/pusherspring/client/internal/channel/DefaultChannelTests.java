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
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DefaultChannel} and {@link DefaultPresenceChannel}: what callers hold
 * of a subscription.
 */
class DefaultChannelTests extends AbstractSubscriptionTests {

	@Test
	void isTheSameForTheSameNameOfTheSameClient() {
		Channel channel = channel("orders");
		Subscriptions others = new Subscriptions(authorizations(this.authorizer), JsonMapper.shared(), this.signIn,
				(text) -> {
				}, this);
		assertThat(channel).isEqualTo(channel("orders"))
			.hasSameHashCodeAs(channel("orders"))
			.isNotEqualTo(channel("news"))
			.doesNotHaveSameHashCodeAs(channel("news"))
			.isNotEqualTo(new DefaultChannel("orders", others))
			.isNotEqualTo("orders");
	}

	@Test
	void showsItsNameAndState() {
		connect("1.1");
		Channel channel = channel("orders");
		assertThat(channel).hasToString("Channel[name=orders, state=UNSUBSCRIBED]");
		assertThat(subscribe("orders")).hasToString("Subscription[channel=orders, state=PENDING]");
		assertThat(channel).hasToString("Channel[name=orders, state=PENDING]");
	}

	@Test
	void followsItsSubscription() {
		connect("1.1");
		Channel channel = channel("orders");
		assertThat(channel.getSubscriptionCount()).isNull();
		assertThat(channel.getFailure()).isNull();
		subscribe("orders");
		receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"orders\",\"data\":{\"error\":\"No\"}}");
		assertThat(channel.getFailure().error().message()).isEqualTo("No");
		assertThat(channel.isSubscribed()).isFalse();
		subscribed("orders");
		assertThat(channel.isSubscribed()).isTrue();
		receive("""
				{"event":"pusher_internal:subscription_count","channel":"orders",\
				"data":{"subscription_count":7}}""");
		assertThat(channel.getSubscriptionCount()).isEqualTo(7);
		unsubscribe("orders");
		assertThat(channel.getState()).isEqualTo(SubscriptionState.UNSUBSCRIBED);
		assertThat(channel.getSubscriptionCount()).isNull();
	}

	@Test
	void onlyAPresenceChannelHasMembers() {
		assertThat(channel("orders")).isNotInstanceOf(PresenceChannel.class);
		PresenceChannel channel = (PresenceChannel) channel("presence-room");
		assertThat(channel.getMembers()).isEmpty();
		assertThat(channel.getMember("42")).isNull();
		assertThat(channel.getMe()).isNull();
		assertThat(channel.getMemberCount()).isZero();
	}

	// as a caller gets it, who may still hold it when the subscription has ended
	private Channel channel(String name) {
		return this.subscriptions.channel(new Subscription(name, this.subscriptions));
	}

}
