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

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of {@link Subscriptions} when a connection is lost and another
 * is there.
 */
class ResubscriptionTests extends AbstractSubscriptionTests {

	@Test
	void asksForEverythingAgainOnANewConnection() {
		connect("1.1");
		Subscription orders = subscribed("orders");
		subscribed("private-a");
		disconnect();
		assertThat(orders.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(takeHeard()).isEmpty();
		connect("2.2");
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly("private-a@1.1", "private-a@2.2");
		assertThat(takeSent()).containsExactlyInAnyOrder(request("orders"), request("private-a", "2.2"));
	}

	@Test
	void asksAgainWhenTheConnectionIsLostBeforeTheAnswer() {
		connect("1.1");
		subscribe("orders");
		disconnect();
		assertThat(this.loop.pendingTimers()).isZero();
		takeSent();
		connect("2.2");
		assertThat(takeSent()).containsExactly(request("orders"));
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

	@Test
	void ignoresAConfirmationWithoutAConnection() {
		connect("1.1");
		Subscription subscription = subscribe("orders");
		disconnect();
		confirm("orders");
		assertThat(takeHeard()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
	}

	@Test
	void tellsFromWhenToWhenEventsMayBeMissing() {
		connect("1.1");
		subscribed("orders");
		this.loop.advance(Duration.ofSeconds(5));
		disconnect();
		this.loop.advance(Duration.ofSeconds(5));
		connect("2.2");
		this.loop.advance(Duration.ofSeconds(1));
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders", "missed orders 5..11");
		this.loop.advance(Duration.ofSeconds(9));
		disconnect();
		connect("3.3");
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders", "missed orders 20..20");
	}

	@Test
	void countsTheMissingTimeFromTheFirstLossUntilTheSubscriptionIsBack() {
		connect("1.1");
		subscribed("orders");
		disconnect();
		this.loop.advance(Duration.ofSeconds(5));
		connect("2.2");
		this.loop.advance(Duration.ofSeconds(5));
		disconnect();
		this.loop.advance(Duration.ofSeconds(5));
		connect("3.3");
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders", "missed orders 0..15");
	}

	@Test
	void nothingIsMissingBeforeTheFirstConfirmationOrAfterUnsubscribing() {
		connect("1.1");
		subscribe("orders");
		disconnect();
		connect("2.2");
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
		disconnect();
		unsubscribe("orders");
		subscribe("orders");
		connect("3.3");
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

}
