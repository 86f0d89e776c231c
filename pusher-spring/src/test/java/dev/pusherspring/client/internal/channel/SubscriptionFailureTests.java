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
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for subscriptions that the server refuses or does not answer.
 */
class SubscriptionFailureTests extends AbstractSubscriptionTests {

	@BeforeEach
	void connect() {
		connect("1.1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher:subscription_error", "pusher_internal:subscription_error" })
	void aSubscriptionErrorIsARefusal(String event) {
		Subscription subscription = requested("private-a");
		receive("{\"event\":\"" + event
				+ "\",\"channel\":\"private-a\",\"data\":{\"type\":\"AuthError\",\"error\":\"No\",\"status\":401}}");
		assertThat(this.errors).containsExactly(new SubscriptionError("private-a", 401, "No", null, false));
		assertFailedForGood(subscription);
	}

	@Test
	void anErrorWithTheChannelIsARefusal() {
		Subscription subscription = requested("private-a");
		assertThat(receiveError(4009, "No", "private-a")).isTrue();
		assertThat(this.errors).containsExactly(new SubscriptionError("private-a", 4009, "No", null, false));
		assertFailedForGood(subscription);
	}

	@Test
	void anErrorThatNamesTheChannelInItsTextIsARefusal() {
		Subscription shorter = requested("private-a");
		Subscription longer = requested("private-a-b");
		assertThat(receiveError(null, "Invalid signature: Expected HMAC of '1.1:private-a-b', got x", null)).isTrue();
		assertThat(this.errors).extracting(SubscriptionError::channel).containsExactly("private-a-b");
		assertThat(longer.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(shorter.getState()).isEqualTo(SubscriptionState.PENDING);
	}

	@Test
	void anErrorWithoutAChannelRefusesTheOnlyOneThatWaits() {
		subscribed("private-a");
		subscribe("orders");
		Subscription subscription = requested("private-b");
		assertThat(receiveError(null, "Connection is unauthorized", null)).isTrue();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).extracting(SubscriptionError::message).containsExactly("Connection is unauthorized");
	}

	@Test
	void anErrorThatCannotBeAssignedRefusesNothing() {
		Subscription one = requested("private-a");
		Subscription other = requested("private-b");
		assertThat(receiveError(null, "Something is wrong", null)).isFalse();
		assertThat(receiveError(4009, "Something is wrong", "private-c")).isFalse();
		assertThat(one.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(other.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(takeHeard()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 4301, 4302 })
	void anErrorAboutAnEventRefusesNothing(int code) {
		Subscription subscription = requested("private-a");
		assertThat(receiveError(code, "Rejected: too many events", null)).isFalse();
		assertThat(receiveError(code, "Rejected: too many events on private-a", null)).isFalse();
		assertThat(receiveError(code, "Rejected: too many events", "private-a")).isFalse();
		confirm("private-a");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(takeHeard()).containsExactly("subscribed private-a");
	}

	@Test
	void anErrorWithoutAnythingPendingRefusesNothing() {
		Subscription subscription = subscribed("private-a");
		assertThat(receiveError(null, "private-a", null)).isFalse();
		assertThat(receiveError(4009, "No", "private-a")).isFalse();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void aRefusalThatNobodyAwaitsChangesNothing() {
		Subscription subscription = subscribed("private-a");
		receive(refusal("private-a"));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(takeHeard()).isEmpty();
		receive(ServerMessages.event("private-a", "created", "{}"));
		assertThat(takeHeard()).containsExactly("event private-a created");
	}

	@Test
	void isTriedAgainWhenTheCallerAsks() {
		Subscription subscription = requested("private-a");
		receive(refusal("private-a"));
		takeSent();
		assertThat(subscribe("private-a")).isSameAs(subscription);
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		runAuthorizers();
		assertThat(takeSent()).containsExactly(request("private-a", "1.1"));
		assertThat(this.authorizerCalls).hasSize(2);
	}

	@Test
	void isTriedAgainOnTheNextConnection() {
		requested("private-a");
		receive(refusal("private-a"));
		disconnect();
		takeSent();
		takeHeard();
		connect("2.2");
		runAuthorizers();
		assertThat(takeSent()).containsExactly(request("private-a", "2.2"));
		confirm("private-a");
		assertThat(takeHeard()).containsExactly("subscribed private-a");
	}

	@Test
	void canBeUnsubscribedAfterARefusal() {
		requested("private-a");
		receive(refusal("private-a"));
		takeSent();
		unsubscribe("private-a");
		assertThat(takeSent()).isEmpty();
		assertThat(this.subscriptions.findAll()).isEmpty();
	}

	@Test
	void aServerThatDoesNotAnswerIsAFailureThatIsRetried() {
		Subscription subscription = subscribe("orders");
		takeSent();
		this.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(takeHeard()).isEmpty();
		this.loop.advance(MOMENT);
		assertThat(this.errors).containsExactly(new SubscriptionError("orders", null,
				"The server did not answer the subscription within 10000 ms", null, true));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(takeSent()).containsExactly(farewell("orders"));
		this.loop.advance(Duration.ofMillis(1500));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		assertThat(takeSent()).containsExactly(request("orders"));
		takeHeard();
		confirm("orders");
		assertThat(takeHeard()).containsExactly("subscribed orders");
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders", "private-a" })
	void theRetriesOfAServerThatNeverAnswersBecomeRare(String channel) {
		subscribe(channel);
		for (int second = 0; second < 3600; second++) {
			runAuthorizers();
			this.loop.advance(Duration.ofSeconds(1));
		}
		// 10 s to time out and 30 to 60 s to wait each, once the delay has grown
		assertThat(takeSent().stream().filter(farewell(channel)::equals)).hasSizeBetween(50, 95);
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void aLateConfirmationOfAFailedRequestIsNotOneOfTheFarewell() {
		Subscription subscription = subscribe("orders");
		this.loop.advance(TIMEOUT);
		takeHeard();
		confirm("orders");
		assertThat(takeHeard()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
	}

	@Test
	void aServerThatDoesNotAnswerHasUnsubscribedWhatWasUnsubscribedMeanwhile() {
		subscribe("orders");
		unsubscribe("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
		this.loop.advance(TIMEOUT);
		assertThat(takeSent()).containsExactly(farewell("orders"));
		assertThat(takeHeard()).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
		subscribe("orders");
		assertThat(takeSent()).containsExactly(request("orders"));
	}

	@Test
	void onlyTheFirstErrorsOfTheServerMeanwhileAreTold() {
		subscribe("private-a");
		subscribe("private-b");
		runAuthorizers();
		for (int i = 1; i <= 6; i++) {
			receiveError(null, "error " + i, null);
		}
		this.loop.advance(TIMEOUT);
		assertThat(this.errors).hasSize(2)
			.allSatisfy((error) -> assertThat(error.message())
				.endsWith("; meanwhile it reported: 'error 1', 'error 2', 'error 3', 'error 4', 'error 5'"));
	}

	@Test
	void errorsOfTheServerAreToldOfTheRequestDuringWhichTheyArrived() {
		subscribe("private-a");
		subscribe("private-b");
		runAuthorizers();
		receiveError(null, "too busy", null);
		this.loop.advance(TIMEOUT);
		this.errors.clear();
		this.loop.advance(RETRY_INITIAL.multipliedBy(2));
		runAuthorizers();
		this.loop.advance(TIMEOUT);
		assertThat(this.errors).hasSize(2)
			.allSatisfy((error) -> assertThat(error.message()).doesNotContain("meanwhile"));
	}

	@Test
	void whatWaitsForSubscriptionsIsToldOfEachAnswer() {
		int[] answers = new int[1];
		this.subscriptions.whenAnswered(() -> answers[0]++);
		subscribe("a");
		confirm("a");
		assertThat(answers[0]).isEqualTo(1);
		subscribe("b");
		receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"b\",\"data\":{\"error\":\"No\"}}");
		assertThat(answers[0]).isEqualTo(2);
		subscribe("c");
		unsubscribe("c");
		assertThat(answers[0]).isEqualTo(3);
		confirm("c");
		assertThat(answers[0]).isEqualTo(4);
	}

	@Test
	void noRetryIsLeftAfterUnsubscribing() {
		subscribe("orders");
		this.loop.advance(TIMEOUT);
		unsubscribe("orders");
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void noRetryIsLeftAfterTheConnection() {
		subscribe("orders");
		this.loop.advance(TIMEOUT);
		takeSent();
		disconnect();
		assertThat(this.loop.pendingTimers()).isZero();
		assertThat(this.subscriptions.find("orders").getState()).isEqualTo(SubscriptionState.PENDING);
	}

	private Subscription requested(String channel) {
		Subscription subscription = subscribe(channel);
		runAuthorizers();
		takeSent();
		return subscription;
	}

	private void assertFailedForGood(Subscription subscription) {
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(takeHeard()).hasSize(1);
		this.loop.advance(Duration.ofDays(1));
		assertThat(this.authorizerTasks).isEmpty();
		assertThat(takeSent()).isEmpty();
		assertThat(takeHeard()).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	private static String refusal(String channel) {
		return """
				{"event":"pusher:subscription_error","channel":"%s","data":{"error":"No","status":401}}"""
			.formatted(channel);
	}

	@Test
	void failureIsRememberedFromTheFirstOneUntilTheServerConfirms() {
		Subscription subscription = subscribe("orders");
		assertThat(subscription.getFailure()).isNull();
		this.loop.advance(TIMEOUT);
		Instant since = this.loop.now();
		assertThat(subscription.getFailure()).isEqualTo(new SubscriptionFailure(since, this.errors.get(0)));
		this.loop.advance(Duration.ofMillis(1500));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		this.loop.advance(TIMEOUT);
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).hasSize(1);
		assertThat(subscription.getFailure()).isEqualTo(new SubscriptionFailure(since, this.errors.get(0)));
		this.loop.advance(Duration.ofSeconds(10));
		confirm("orders");
		assertThat(subscription.getFailure()).isNull();
	}

	@Test
	void failureIsForgottenWithTheWish() {
		Subscription subscription = subscribe("orders");
		this.loop.advance(TIMEOUT);
		assertThat(subscription.getFailure()).isNotNull();
		unsubscribe("orders");
		assertThat(subscription.getFailure()).isNull();
	}

	@Test
	void noAnswerWhileReadingIsPausedIsNoFailure() {
		connect("1.1");
		subscribe("a");
		this.loop.call(this.subscriptions::readingPaused);
		this.loop.advance(TIMEOUT.multipliedBy(5));
		this.loop.call(this.subscriptions::readingResumed);
		this.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(this.errors).isEmpty();
		confirm("a");
		assertThat(this.subscriptions.find("a")).extracting(Subscription::getState)
			.isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void theAnswerMayTakeItsFullTimeOnceReadingGoesOn() {
		connect("1.1");
		subscribe("a");
		this.loop.call(this.subscriptions::readingPaused);
		// not at a moment at which a time limit ends anyway
		this.loop.advance(TIMEOUT.plus(TIMEOUT.dividedBy(2)));
		this.loop.call(this.subscriptions::readingResumed);
		this.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(this.errors).isEmpty();
	}

	@Test
	void noAnswerForLongAfterReadingWentOnIsAFailure() {
		connect("1.1");
		subscribe("a");
		this.loop.call(this.subscriptions::readingPaused);
		this.loop.advance(TIMEOUT);
		this.loop.call(this.subscriptions::readingResumed);
		this.loop.advance(TIMEOUT.multipliedBy(2));
		assertThat(this.errors).isNotEmpty();
	}

}
