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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Subscriptions}: what callers want and what becomes of it.
 */
class SubscriptionsTests extends AbstractSubscriptionTests {

	@Test
	void waitsForAConnection() {
		Subscription subscription = subscribe("orders");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(takeSent()).isEmpty();
		connect("1.1");
		assertThat(takeSent()).containsExactly(request("orders"));
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void asksAtOnceWhenThereIsAConnection() {
		connect("1.1");
		subscribe("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"{}\"", "{}", "null", "\"\"", "[]" })
	void takesAConfirmationWithAnyData(String data) {
		connect("1.1");
		subscribe("orders");
		receive("{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"orders\",\"data\":" + data + "}");
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

	@Test
	void subscribingAgainChangesNothing() {
		Subscription subscription = subscribe("orders");
		assertThat(subscribe("orders")).isSameAs(subscription);
		connect("1.1");
		subscribe("orders");
		confirm("orders");
		subscribe("orders");
		confirm("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
		assertThat(takeHeard()).containsExactly("subscribed orders");
		assertThat(this.subscriptions.findAll()).containsExactly(subscription);
	}

	@Test
	void asksForAPrivateChannelOnceHoweverOftenItIsWanted() {
		connect("1.1");
		subscribe("private-a");
		subscribe("private-a");
		runAuthorizers();
		subscribe("private-a");
		assertThat(this.authorizerCalls).containsExactly("private-a@1.1");
		assertThat(takeSent()).containsExactly(request("private-a", "1.1"));
	}

	@Test
	void findsWhatIsWanted() {
		assertThat(this.subscriptions.find("orders")).isNull();
		Subscription subscription = this.subscriptions.subscribe("orders");
		assertThat(this.subscriptions.find("orders")).isSameAs(subscription);
		this.subscriptions.unsubscribe("orders");
		assertThat(this.subscriptions.find("orders")).isNull();
		assertThat(this.subscriptions.findAll()).isEmpty();
		this.loop.runQueued();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.UNSUBSCRIBED);
	}

	@Test
	void refusesNamesThatServersWouldNotTake() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.subscriptions.subscribe("no spaces"));
		assertThat(this.subscriptions.findAll()).isEmpty();
	}

	@Test
	void unsubscribes() {
		connect("1.1");
		Subscription subscription = subscribed("orders");
		unsubscribe("orders");
		assertThat(takeSent()).containsExactly(farewell("orders"));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.UNSUBSCRIBED);
		unsubscribe("orders");
		assertThat(takeSent()).isEmpty();
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void unsubscribesWhatWasNeverSubscribed() {
		connect("1.1");
		unsubscribe("orders");
		assertThat(takeSent()).isEmpty();
	}

	@Test
	void unsubscribesWithoutAConnection() {
		subscribe("orders");
		unsubscribe("orders");
		connect("1.1");
		assertThat(takeSent()).isEmpty();
	}

	@Test
	void unsubscribesAfterTheAnswerThatIsAwaited() {
		connect("1.1");
		Subscription subscription = subscribe("orders");
		unsubscribe("orders");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.UNSUBSCRIBED);
		assertThat(takeSent()).containsExactly(request("orders"));
		confirm("orders");
		assertThat(takeSent()).containsExactly(farewell("orders"));
		assertThat(takeHeard()).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void unsubscribesWhileTheAuthorizationIsAwaited() {
		connect("1.1");
		subscribe("private-a");
		unsubscribe("private-a");
		runAuthorizers();
		assertThat(takeSent()).isEmpty();
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void staysUnsubscribedWhenTheConnectionIsLostBeforeTheAnswer() {
		connect("1.1");
		subscribe("orders");
		unsubscribe("orders");
		takeSent();
		disconnect();
		connect("2.2");
		assertThat(takeSent()).isEmpty();
	}

	@Test
	void staysUnsubscribedWhenTheServerRefusesAnyway() {
		connect("1.1");
		subscribe("private-a");
		runAuthorizers();
		unsubscribe("private-a");
		receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\",\"data\":{\"status\":401}}");
		assertThat(takeHeard()).isEmpty();
		assertThat(takeSent()).containsExactly(request("private-a", "1.1"));
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void staysUnsubscribedWhenTheServerDoesNotAnswer() {
		connect("1.1");
		subscribe("orders");
		unsubscribe("orders");
		takeSent();
		this.loop.advance(TIMEOUT.multipliedBy(10));
		assertThat(takeSent()).containsExactly(farewell("orders"));
		assertThat(takeHeard()).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void quickUnsubscriptionAndSubscriptionReachTheServerInOrder() {
		connect("1.1");
		subscribed("orders");
		this.subscriptions.unsubscribe("orders");
		this.subscriptions.subscribe("orders");
		this.loop.runQueued();
		assertThat(takeSent()).containsExactly(farewell("orders"), request("orders"));
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
		assertThat(this.subscriptions.find("orders").getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void aWishThatIsTakenBackAtOnceLeavesNothingBehind() {
		connect("1.1");
		subscribed("orders");
		this.subscriptions.unsubscribe("orders");
		this.subscriptions.subscribe("orders");
		this.subscriptions.unsubscribe("orders");
		this.loop.runQueued();
		assertThat(takeSent()).containsExactly(farewell("orders"));
		assertThat(this.loop.pendingTimers()).isZero();
		subscribe("orders");
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
		this.loop.advance(TIMEOUT.multipliedBy(2));
		assertThat(takeSent()).containsExactly(request("orders"));
	}

	@Test
	void aChangeOfMindBeforeTheAnswerNeedsNoFurtherRequest() {
		connect("1.1");
		subscribe("orders");
		unsubscribe("orders");
		Subscription subscription = subscribe("orders");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		confirm("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

	@Test
	void subscribesAgainAfterTheFarewell() {
		connect("1.1");
		subscribe("orders");
		unsubscribe("orders");
		confirm("orders");
		takeSent();
		subscribe("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
	}

	@ParameterizedTest
	@ValueSource(strings = { "confirmed", "awaiting", "refused", "disconnected", "never asked" })
	void aSubscriptionThatIsOverIsForgotten(String moment) {
		if (!moment.equals("never asked")) {
			connect("1.1");
		}
		Subscription subscription = subscribe("orders");
		if (moment.equals("confirmed")) {
			confirm("orders");
		}
		unsubscribe("orders");
		switch (moment) {
			case "awaiting" -> confirm("orders");
			case "refused" ->
				receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"orders\",\"data\":{\"status\":401}}");
			case "disconnected" -> disconnect();
			default -> {
			}
		}
		assertThat(subscribe("orders")).isNotSameAs(subscription);
	}

	@Test
	void deliversEvents() {
		connect("1.1");
		subscribed("orders");
		receive(ServerMessages.event("orders", "created", "{}"));
		receive(ServerMessages.event("orders", "pushers:x", "{}"));
		assertThat(takeHeard()).containsExactly("event orders created", "event orders pushers:x");
	}

	@Test
	void ignoresEventsOnUnknownChannels() {
		connect("1.1");
		subscribed("orders");
		receive(ServerMessages.event("others", "created", "{}"));
		confirm("others");
		assertThat(takeHeard()).isEmpty();
		assertThat(this.subscriptions.find("others")).isNull();
	}

	@Test
	void deliversNothingAfterUnsubscribing() {
		connect("1.1");
		subscribed("orders");
		this.subscriptions.unsubscribe("orders");
		// from the very call on, not only when the loop has got to it
		receive(ServerMessages.event("orders", "created", "{}"));
		receive(ServerMessages.event("orders", "created", "{}"));
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void ignoresUnknownEventsOfTheProtocol() {
		connect("1.1");
		subscribed("orders");
		receive(ServerMessages.event("orders", "pusher_internal:novelty", "{}"));
		receive(ServerMessages.event("orders", "pusher:novelty", "{}"));
		assertThat(takeHeard()).isEmpty();
	}

}
