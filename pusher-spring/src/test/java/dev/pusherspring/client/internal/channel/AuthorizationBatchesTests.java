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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link AuthorizationBatches}.
 */
class AuthorizationBatchesTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MAX_WAIT = Duration.ofMillis(20);

	private static final AuthorizationException REFUSED = new AuthorizationException("refused");

	private final ManualEventLoop loop = new ManualEventLoop();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<String> calls = new ArrayList<>();

	private final List<String> started = new ArrayList<>();

	private Function<Set<String>, Map<String, BatchChannelAuthorizer.Result>> answer = AuthorizationBatchesTests::grant;

	private final AuthorizationBatches batches = new AuthorizationBatches(new Authorizer(),
			new BatchLimits(3, MAX_WAIT), new AuthorizationThreads(this.tasks::add, 2, TIMEOUT, this.loop), this.loop);

	@Test
	void channelsOfAShortTimeAreOneCall() {
		CompletableFuture<ChannelAuthorization> first = request("private-a");
		this.loop.advance(MAX_WAIT.dividedBy(2));
		CompletableFuture<ChannelAuthorization> second = request("private-b");
		assertThat(this.tasks).isEmpty();
		this.loop.advance(MAX_WAIT.dividedBy(2));
		assertThat(this.tasks).hasSize(1);
		assertThat(this.started).isEmpty();
		answer();
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1");
		assertThat(this.started).containsExactly("private-a", "private-b");
		assertThat(first).isCompletedWithValue(authorization("private-a"));
		assertThat(second).isCompletedWithValue(authorization("private-b"));
	}

	@Test
	void aFullBatchDoesNotWait() {
		List.of("private-a", "private-b", "private-c").forEach(this::request);
		CompletableFuture<ChannelAuthorization> single = request("private-d");
		assertThat(this.tasks).hasSize(1);
		answer();
		assertThat(this.calls).containsExactly("[private-a, private-b, private-c]@1.1");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(this.calls).endsWith("private-d@1.1");
		assertThat(single).isCompletedWithValue(authorization("private-d"));
	}

	@Test
	void aBatchCountsAsOneOfTheCallsThatGoOnAtATime() {
		for (int i = 0; i < 9; i++) {
			request("private-" + i);
		}
		assertThat(this.tasks).hasSize(2);
		this.tasks.remove().run();
		this.loop.runQueued();
		assertThat(this.tasks).hasSize(2);
	}

	@Test
	void aChannelThatIsRefusedDoesNotAffectTheOthers() {
		this.answer = (channels) -> {
			Map<String, BatchChannelAuthorizer.Result> results = grant(channels);
			results.put("private-a", BatchChannelAuthorizer.Result.failed(REFUSED));
			return results;
		};
		CompletableFuture<ChannelAuthorization> refused = request("private-a");
		CompletableFuture<ChannelAuthorization> granted = request("private-b");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(failure(refused)).isSameAs(REFUSED);
		assertThat(granted).isCompletedWithValue(authorization("private-b"));
	}

	@Test
	void aFailureOfTheCallIsThatOfEachChannel() {
		this.answer = (channels) -> {
			throw REFUSED;
		};
		CompletableFuture<ChannelAuthorization> first = request("private-a");
		CompletableFuture<ChannelAuthorization> second = request("private-b");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(failure(first)).isSameAs(REFUSED);
		assertThat(failure(second)).isSameAs(REFUSED);
	}

	@Test
	void aCallThatDoesNotReturnInTimeFailsForEachChannel() {
		CompletableFuture<ChannelAuthorization> first = request("private-a");
		CompletableFuture<ChannelAuthorization> second = request("private-b");
		this.loop.advance(MAX_WAIT);
		this.loop.advance(TIMEOUT);
		assertThat(failure(first)).hasMessage("The authorizer did not return within 10000 ms");
		assertThat(failure(second).isRetryable()).isTrue();
	}

	@Test
	void aChannelWithoutResultIsAskedForAlone() {
		this.answer = (channels) -> {
			Map<String, BatchChannelAuthorizer.Result> results = grant(channels);
			results.remove("private-a");
			return results;
		};
		CompletableFuture<ChannelAuthorization> left = request("private-a");
		CompletableFuture<ChannelAuthorization> granted = request("private-b");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(granted).isCompleted();
		assertThat(left).isNotDone();
		answer();
		assertThat(left).isCompletedWithValue(authorization("private-a"));
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1", "private-a@1.1");
		requestBoth("1.1");
		assertThat(this.calls).endsWith("[private-a, private-b]@1.1");
	}

	@Test
	void withoutAnyResultThereAreNoBatchesUntilTheNextConnection() {
		this.answer = (channels) -> Map.of();
		List<CompletableFuture<ChannelAuthorization>> requests = requestBoth("1.1");
		answer();
		assertThat(requests).allMatch(CompletableFuture::isDone);
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1", "private-a@1.1", "private-b@1.1");
		this.calls.clear();
		this.started.clear();
		CompletableFuture<ChannelAuthorization> alone = request("private-c");
		assertThat(this.tasks).hasSize(1);
		answer();
		assertThat(this.calls).containsExactly("private-c@1.1");
		assertThat(this.started).containsExactly("private-c");
		assertThat(alone).isCompletedWithValue(authorization("private-c"));
		requestBoth("1.2");
		assertThat(this.calls).contains("[private-a, private-b]@1.2");
	}

	@Test
	void whatIsCancelledBeforeItsTurnIsNotAskedFor() {
		CompletableFuture<ChannelAuthorization> cancelled = request("private-a");
		request("private-b");
		this.loop.advance(MAX_WAIT);
		cancelled.cancel(false);
		answer();
		assertThat(this.calls).containsExactly("private-b@1.1");
		assertThat(this.started).containsExactly("private-b");
	}

	@Test
	void aBatchOfWhichNothingIsLeftIsNoCall() {
		List<CompletableFuture<ChannelAuthorization>> waiting = List.of(request("private-a"), request("private-b"));
		waiting.forEach((request) -> request.cancel(false));
		this.loop.advance(MAX_WAIT);
		assertThat(this.tasks).isEmpty();
		List<CompletableFuture<ChannelAuthorization>> submitted = List.of(request("private-a"), request("private-b"));
		this.loop.advance(MAX_WAIT);
		submitted.forEach((request) -> request.cancel(false));
		answer();
		assertThat(this.calls).isEmpty();
		requestBoth("1.1");
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1");
	}

	@Test
	void cancellingHasNoEffectOnACallThatHasBegun() {
		CompletableFuture<ChannelAuthorization> abandoned = request("private-a");
		CompletableFuture<ChannelAuthorization> other = request("private-b");
		this.loop.advance(MAX_WAIT);
		this.tasks.remove().run();
		assertThat(abandoned.cancel(false)).isFalse();
		this.loop.runQueued();
		assertThat(abandoned).isCompletedWithValue(authorization("private-a"));
		assertThat(other).isCompleted();
	}

	@Test
	void whatHasBeenAbandonedIsNotAskedForAlone() {
		this.answer = (channels) -> Map.of();
		CompletableFuture<ChannelAuthorization> abandoned = request("private-a");
		request("private-b");
		this.loop.advance(MAX_WAIT);
		this.tasks.remove().run();
		abandoned.cancel(false);
		this.loop.runQueued();
		answer();
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1", "private-b@1.1");
	}

	@Test
	void whatIsAbandonedWhileItWaitsToBeAskedForAloneIsNotAskedFor() {
		this.answer = (channels) -> Map.of();
		CompletableFuture<ChannelAuthorization> abandoned = request("private-a");
		request("private-b");
		this.loop.advance(MAX_WAIT);
		this.tasks.remove().run();
		this.loop.runQueued();
		abandoned.cancel(false);
		answer();
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.1", "private-b@1.1");
	}

	@Test
	void aBatchHoldsChannelsOfOneConnectionOnly() {
		request("private-a").cancel(false);
		request("private-b", "1.2");
		request("private-c", "1.2");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(this.calls).containsExactly("[private-b, private-c]@1.2");
	}

	@Test
	void aRequestThatWasCancelledBeforeDoesNotDisturbTheBatchOfTheNextConnection() {
		request("private-a", "1.2");
		CompletableFuture<ChannelAuthorization> other = request("private-b", "1.2");
		PendingAuthorization cancelled = new PendingAuthorization("private-c", () -> this.started.add("private-c"));
		cancelled.cancel(false);
		this.batches.add(cancelled, "1.1");
		this.loop.advance(MAX_WAIT);
		answer();
		assertThat(this.calls).containsExactly("[private-a, private-b]@1.2");
		assertThat(other).isCompleted();
	}

	private CompletableFuture<ChannelAuthorization> request(String channel) {
		return request(channel, "1.1");
	}

	private CompletableFuture<ChannelAuthorization> request(String channel, String socketId) {
		PendingAuthorization request = new PendingAuthorization(channel, () -> this.started.add(channel));
		this.batches.add(request, socketId);
		return request;
	}

	private List<CompletableFuture<ChannelAuthorization>> requestBoth(String socketId) {
		List<CompletableFuture<ChannelAuthorization>> requests = List.of(request("private-a", socketId),
				request("private-b", socketId));
		this.loop.advance(MAX_WAIT);
		answer();
		return requests;
	}

	/**
	 * Let the calls be made that have been submitted by now.
	 */
	private void answer() {
		List<Runnable> tasks = List.copyOf(this.tasks);
		this.tasks.clear();
		tasks.forEach(Runnable::run);
		this.loop.runQueued();
	}

	private static Map<String, BatchChannelAuthorizer.Result> grant(Set<String> channels) {
		Map<String, BatchChannelAuthorizer.Result> results = new LinkedHashMap<>();
		channels
			.forEach((channel) -> results.put(channel, BatchChannelAuthorizer.Result.granted(authorization(channel))));
		return results;
	}

	private static ChannelAuthorization authorization(String channel) {
		return new ChannelAuthorization("key:" + channel);
	}

	private static AuthorizationException failure(CompletableFuture<?> future) {
		Throwable cause = catchThrowableOfType(CompletionException.class, future::join).getCause();
		assertThat(cause).isInstanceOf(AuthorizationException.class);
		return (AuthorizationException) cause;
	}

	private final class Authorizer implements BatchChannelAuthorizer {

		@Override
		public ChannelAuthorization authorize(String channelName, String socketId) {
			AuthorizationBatchesTests.this.calls.add(channelName + "@" + socketId);
			return authorization(channelName);
		}

		@Override
		public Map<String, Result> authorize(Set<String> channelNames, String socketId) {
			AuthorizationBatchesTests.this.calls.add(channelNames + "@" + socketId);
			return AuthorizationBatchesTests.this.answer.apply(channelNames);
		}

	}

}
