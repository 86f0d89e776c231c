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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.DelegatingChannelAuthorizer;
import dev.pusherspring.client.auth.SelectiveChannelAuthorizer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the authorization of subscriptions.
 */
class SubscriptionAuthorizationTests extends AbstractSubscriptionTests {

	// 32 bytes
	private static final String SHARED_SECRET = "c2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2g=";

	private static final AuthorizationException BUSY = new AuthorizationException("Busy", 503, true, null);

	private static final AuthorizationException FORBIDDEN = new AuthorizationException("Forbidden", 403, false, null);

	@ParameterizedTest
	@ValueSource(strings = { "private-a", "private-encrypted-a", "presence-a", "private-cache-a", "presence-cache-a" })
	void isObtainedForTheSocketIdOfTheConnection(String channel) {
		this.authorizer = (name, socketId) -> new ChannelAuthorization("key:" + name + "@" + socketId,
				name.startsWith("presence-") ? "{\"user_id\":1}" : null,
				name.startsWith("private-encrypted-") ? SHARED_SECRET : null);
		connect("1.1");
		subscribe(channel);
		assertThat(takeSent()).isEmpty();
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly(channel + "@1.1");
		assertThat(takeSent()).singleElement().asString().contains("\"auth\":\"key:" + channel + "@1.1\"");
	}

	@Test
	void isNotAskedForWithoutAConnection() {
		subscribe("private-a");
		assertThat(this.authorizerTasks).isEmpty();
	}

	@Test
	void passesChannelDataOnVerbatim() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", "{ \"user_id\":1 }");
		connect("1.1");
		subscribe("presence-a");
		runAuthorizers();
		assertThat(takeSent()).singleElement().asString().contains("\"channel_data\":\"{ \\\"user_id\\\":1 }\"");
	}

	@Test
	void neverSendsTheSharedSecretOfAnEncryptedChannel() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", null, SHARED_SECRET);
		connect("1.1");
		subscribe("private-encrypted-a");
		runAuthorizers();
		assertThat(takeSent()).singleElement().asString().contains("key:sig").doesNotContain(SHARED_SECRET);
	}

	@Test
	void anAnswerForAnOldSocketIdIsDiscarded() {
		connect("1.1");
		subscribe("private-a");
		Runnable slow = this.authorizerTasks.remove();
		slow.run();
		// the answer is there, but the connection is lost before the loop sees it
		this.subscriptions.disconnected(ReconnectCause.LOST);
		this.subscriptions.connected("2.2");
		this.loop.runQueued();
		assertThat(takeSent()).isEmpty();
		runAuthorizers();
		assertThat(takeSent()).containsExactly(request("private-a", "2.2"));
	}

	@Test
	void aRefusalForAnOldSocketIdIsDiscarded() {
		this.authorizer = (channel, socketId) -> {
			throw FORBIDDEN;
		};
		connect("1.1");
		Subscription subscription = subscribe("private-a");
		this.authorizerTasks.remove().run();
		this.subscriptions.disconnected(ReconnectCause.LOST);
		this.loop.runQueued();
		assertThat(takeHeard()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
	}

	@Test
	void anAnswerForAnEarlierWishIsDiscarded() {
		connect("1.1");
		subscribe("private-a");
		Runnable first = this.authorizerTasks.remove();
		first.run();
		this.subscriptions.unsubscribe("private-a");
		this.subscriptions.subscribe("private-a");
		this.loop.runQueued();
		runAuthorizers();
		assertThat(takeSent()).containsExactly(request("private-a", "1.1"));
	}

	@Test
	void aRequestThatNobodyAwaitsAnyMoreDoesNotReachTheAuthorizer() {
		connect("1.1");
		subscribe("private-a");
		subscribe("private-b");
		disconnect();
		connect("2.2");
		unsubscribe("private-b");
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly("private-a@2.2");
		assertThat(takeSent()).containsExactly(request("private-a", "2.2"));
	}

	@Test
	void aFailureThatMayPassIsRetriedWithAFreshRequest() {
		this.authorizer = (channel, socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		Subscription subscription = subscribe("private-a");
		runAuthorizers();
		assertThat(this.errors).containsExactly(new SubscriptionError("private-a", 503, "Busy", BUSY, true));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.loop.timeToNextTimer()).isBetween(RETRY_INITIAL, Duration.ofMillis(1500));
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:fresh");
		this.loop.advance(Duration.ofMillis(1500));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.PENDING);
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly("private-a@1.1", "private-a@1.1");
		assertThat(takeSent()).singleElement().asString().contains("key:fresh");
	}

	@Test
	void pausesBetweenRetriesGrowToTheMaximumAndEndWithSuccess() {
		this.authorizer = (channel, socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		subscribe("private-a");
		List<Duration> pauses = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			runAuthorizers();
			pauses.add(this.loop.timeToNextTimer());
			this.loop.advance(this.loop.timeToNextTimer());
		}
		assertThat(pauses.get(0)).isLessThanOrEqualTo(Duration.ofMillis(1500));
		assertThat(pauses.get(4)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(24));
		assertThat(pauses.get(11)).isBetween(Duration.ofSeconds(30), RETRY_MAX);
		assertThat(pauses).allSatisfy((pause) -> assertThat(pause).isBetween(RETRY_INITIAL, RETRY_MAX));
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig");
		runAuthorizers();
		confirm("private-a");
		assertThat(this.loop.pendingTimers()).isZero();
		unsubscribe("private-a");
		this.authorizer = (channel, socketId) -> {
			throw BUSY;
		};
		subscribe("private-a");
		runAuthorizers();
		assertThat(this.loop.timeToNextTimer()).isLessThanOrEqualTo(Duration.ofMillis(1500));
	}

	@Test
	void aRefusalIsFinal() {
		this.authorizer = (channel, socketId) -> {
			throw FORBIDDEN;
		};
		connect("1.1");
		Subscription subscription = subscribe("private-a");
		runAuthorizers();
		assertThat(this.errors).containsExactly(new SubscriptionError("private-a", 403, "Forbidden", FORBIDDEN, false));
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.loop.pendingTimers()).isZero();
		assertThat(takeSent()).isEmpty();
	}

	@Test
	void aNewConnectionTriesAtOnceWithoutTheRetryThatWasDue() {
		this.authorizer = (channel, socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		subscribe("private-a");
		runAuthorizers();
		disconnect();
		assertThat(this.loop.pendingTimers()).isZero();
		connect("2.2");
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly("private-a@1.1", "private-a@2.2");
	}

	@Test
	void aBrokenAuthorizerIsAFailureThatIsRetried() {
		IllegalStateException cause = new IllegalStateException("planted-secret");
		this.authorizer = (channel, socketId) -> {
			throw cause;
		};
		connect("1.1");
		subscribe("private-a");
		runAuthorizers();
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).isEqualTo("The authorizer failed with java.lang.IllegalStateException");
			assertThat(error.retrying()).isTrue();
			assertThat(error.cause()).hasCause(cause);
		});
	}

	@Test
	void anErrorInTheAuthorizerIsAFailureToo() {
		this.authorizer = (channel, socketId) -> {
			throw new NoClassDefFoundError("com/example/Missing");
		};
		connect("1.1");
		subscribe("private-a");
		runAuthorizers();
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void anAuthorizerThatReturnsNothingIsAskedAgain() {
		this.authorizer = (channel, socketId) -> null;
		connect("1.1");
		Subscription subscription = subscribe("private-a");
		runAuthorizers();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).isEqualTo("The authorizer returned nothing");
			assertThat(error.retrying()).isTrue();
		});
	}

	@Test
	void aFailureThatIsRepeatedIsReportedOnceUntilItChanges() {
		List<String> complaints = List.of("no 'auth'", "no 'auth'", "no 'auth'", "malformed JSON", "malformed JSON",
				"no 'auth'");
		connect("1.1");
		Subscription subscription = subscribe("private-a");
		for (String complaint : complaints) {
			this.authorizer = (channel, socketId) -> {
				throw new AuthorizationException(complaint, 200, true, null);
			};
			runAuthorizers();
			assertThat(subscription.getFailure()).isNotNull();
			advanceToRetry();
		}
		assertThat(this.errors).extracting(SubscriptionError::message)
			.containsExactly("no 'auth'", "malformed JSON", "no 'auth'");
		assertThat(this.errors).allMatch(SubscriptionError::retrying);
	}

	@Test
	void aRepeatedFailureThatHasBecomeFinalIsReported() {
		connect("1.1");
		subscribe("private-a");
		for (boolean retryable : new boolean[] { true, false }) {
			this.authorizer = (channel, socketId) -> {
				throw new AuthorizationException("No", null, retryable, null);
			};
			runAuthorizers();
			advanceToRetry();
		}
		assertThat(takeHeard()).containsExactly("failed private-a null retrying", "failed private-a null");
	}

	@Test
	void aFailureIsReportedAgainOnTheNextConnectionAndWhenTheApplicationTriesAgain() {
		this.authorizer = (channel, socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		subscribe("private-a");
		runAuthorizers();
		disconnect();
		connect("2.2");
		runAuthorizers();
		subscribe("private-a");
		runAuthorizers();
		assertThat(this.errors).hasSize(3);
		assertThat(this.loop.pendingTimers()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "not JSON", "{}", "{\"user_id\":true}", "[]" })
	void channelDataThatDoesNotSayWhoWeAreIsAskedForAgainAndNotQuoted(String channelData) {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", channelData);
		connect("1.1");
		Subscription subscription = subscribe("presence-a");
		runAuthorizers();
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.retrying()).isTrue();
			assertThat(error.toString()).doesNotContain(channelData);
		});
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", "{\"user_id\":1}");
		this.loop.advance(Duration.ofMillis(1500));
		runAuthorizers();
		confirm("presence-a");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void saysWhatIsMissingWithoutAnAuthorizer() {
		Subscriptions subscriptions = subscriptions(authorizations(null));
		subscriptions.connected("1.1");
		subscriptions.subscribe("private-a");
		this.loop.runQueued();
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).contains("'private-a'", "pusher.auth.endpoint", "pusher.secret");
			assertThat(error.retrying()).isFalse();
		});
	}

	@Test
	void selectiveAuthorizerIsNotAskedForOtherChannels() {
		Subscriptions subscriptions = subscriptions(authorizations(new SelectiveChannelAuthorizer() {

			@Override
			public boolean supports(String channelName) {
				return channelName.equals("private-a");
			}

			@Override
			public ChannelAuthorization authorize(String channelName, String socketId) {
				throw new AuthorizationException("asked for " + channelName);
			}

		}));
		subscriptions.connected("1.1");
		subscriptions.subscribe("private-a");
		subscriptions.subscribe("private-b");
		this.loop.runQueued();
		runAuthorizers();
		assertThat(this.errors).extracting(SubscriptionError::message)
			.satisfiesExactlyInAnyOrder((message) -> assertThat(message).isEqualTo("asked for private-a"),
					(message) -> assertThat(message).contains("'private-b'", "nothing provides one"));
	}

	@ParameterizedTest
	@MethodSource("withBrokenMethods")
	void aMethodOfAnAuthorizerThatFailsAffectsNoOtherSubscriptionAndIsTriedAgain(ChannelAuthorizer authorizer) {
		List<String> sent = new ArrayList<>();
		Subscriptions subscriptions = new Subscriptions(authorizations(authorizer), JsonMapper.shared(), this.signIn,
				sent::add, this);
		List.of("public-a", "private-bad", "private-b", "public-c").forEach(subscriptions::subscribe);
		this.loop.runQueued();
		this.loop.call(() -> subscriptions.connected("1.1"));
		runAuthorizers();
		assertThat(sent).containsExactlyInAnyOrder(request("public-a"), request("public-c"),
				request("private-b", "1.1"));
		assertThat(takeHeard()).containsExactly("failed private-bad null retrying");
		this.loop.advance(Duration.ofMillis(1500));
		assertThat(this.authorizerTasks).hasSize(1);
	}

	static Stream<ChannelAuthorizer> withBrokenMethods() {
		ChannelAuthorizer brokenChoice = new SelectiveAuthorizer((channel) -> {
			throw new IllegalStateException("store unavailable");
		});
		ChannelAuthorizer missingClass = new SelectiveAuthorizer((channel) -> {
			throw new NoClassDefFoundError("com/example/Missing");
		});
		return Stream.of(new SelectiveAuthorizer((channel) -> {
			if (channel.equals("private-bad")) {
				throw new IllegalStateException("store unavailable");
			}
			return true;
		}), except(brokenChoice), except(missingClass), except(new BatchAuthorizer(() -> {
			throw new IllegalStateException("no limits");
		})), except(new BatchAuthorizer(() -> null)));
	}

	private static ChannelAuthorizer except(ChannelAuthorizer broken) {
		return DelegatingChannelAuthorizer.builder()
			.add(broken, "private-bad")
			.add((channel, socketId) -> new ChannelAuthorization("key:" + channel + "@" + socketId))
			.build();
	}

	@Test
	void anAuthorizerIsNeverCalledOnTheLoopAndItsChoiceCountsForTheTimeLimit() {
		Subscriptions subscriptions = subscriptions(authorizations(new SelectiveAuthorizer((channel) -> {
			throw new AssertionError("Called on the event loop");
		})));
		subscriptions.connected("1.1");
		subscriptions.subscribe("private-a");
		this.loop.runQueued();
		this.loop.advance(TIMEOUT);
		assertThat(this.errors).extracting(SubscriptionError::message)
			.containsExactly("The authorizer did not return within 10000 ms");
		assertThat(this.errors).allMatch(SubscriptionError::retrying);
	}

	@Test
	void channelsThatABatchingAuthorizerSupportsAreAuthorizedInOneCall() {
		BatchAuthorizer batching = new BatchAuthorizer(BatchLimits::defaults);
		Subscriptions subscriptions = new Subscriptions(authorizations(batching), JsonMapper.shared(), this.signIn,
				(text) -> {
				}, this);
		List.of("private-a", "private-b").forEach(subscriptions::subscribe);
		this.loop.runQueued();
		this.loop.call(() -> subscriptions.connected("1.1"));
		runAuthorizers();
		this.loop.advance(BatchLimits.defaults().maxWait());
		runAuthorizers();
		assertThat(batching.calls).containsExactly("[private-a, private-b]@1.1");
	}

	@Test
	void limitsOfOneTurnBatchesOff() {
		BatchAuthorizer batching = new BatchAuthorizer(BatchLimits::none);
		Subscriptions subscriptions = new Subscriptions(authorizations(batching), JsonMapper.shared(), this.signIn,
				(text) -> {
				}, this);
		List.of("private-a", "private-b").forEach(subscriptions::subscribe);
		this.loop.runQueued();
		this.loop.call(() -> subscriptions.connected("1.1"));
		assertThat(this.authorizerTasks).hasSize(2);
		runAuthorizers();
		assertThat(batching.calls).containsExactlyInAnyOrder("private-a@1.1", "private-b@1.1");
	}

	private void advanceToRetry() {
		if (this.loop.pendingTimers() > 0) {
			this.loop.advance(this.loop.timeToNextTimer());
		}
	}

	private Subscriptions subscriptions(Authorizations authorizations) {
		return new Subscriptions(authorizations, JsonMapper.shared(), this.signIn, (text) -> {
			throw new AssertionError("Sent " + text);
		}, this);
	}

	private record SelectiveAuthorizer(Predicate<String> choice) implements SelectiveChannelAuthorizer {

		@Override
		public boolean supports(String channelName) {
			return this.choice.test(channelName);
		}

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			return new ChannelAuthorization("key:" + channelName + "@" + socketId);
		}

	}

	private record BatchAuthorizer(Supplier<BatchLimits> limits, List<String> calls) implements BatchChannelAuthorizer {

		private BatchAuthorizer(Supplier<BatchLimits> limits) {
			this(limits, new ArrayList<>());
		}

		@Override
		public BatchLimits getBatchLimits() {
			return this.limits.get();
		}

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			this.calls.add(channelName + "@" + socketId);
			return new ChannelAuthorization("key:" + channelName + "@" + socketId);
		}

		@Override
		public Map<String, Result> authorize(Set<String> channelNames, String socketId) {
			this.calls.add(channelNames.stream().sorted().toList() + "@" + socketId);
			return channelNames.stream()
				.collect(Collectors.toMap(Function.identity(),
						(channel) -> Result.granted(new ChannelAuthorization("key:" + channel + "@" + socketId))));
		}

	}

}
