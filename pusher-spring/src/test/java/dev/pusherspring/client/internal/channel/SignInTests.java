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
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionOptions;
import dev.pusherspring.client.User;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserMessages;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignIn}.
 */
class SignInTests implements PusherClientListener {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private static final AuthorizationException BUSY = new AuthorizationException("Busy", 503, true, null);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<String> sent = new ArrayList<>();

	private final List<String> heard = new ArrayList<>();

	private final List<SignInError> errors = new ArrayList<>();

	private final List<String> calls = new ArrayList<>();

	private UserAuthenticator authenticator = (socketId) -> new UserAuthentication("key:" + socketId,
			"{\"id\":\"42\"}");

	private final SignIn signIn = signIn((socketId) -> {
		this.calls.add(socketId);
		return this.authenticator.authenticate(socketId);
	});

	private SignIn signIn(@Nullable UserAuthenticator authenticator) {
		return new SignIn(new Authorizations(() -> new Authorizations.Authorizers(null, authenticator),
				new SubscriptionOptions(TIMEOUT, Duration.ofSeconds(1), Duration.ofSeconds(60), 1, TIMEOUT, 100),
				new AuthorizationThreads(this.tasks::add, 1000, TIMEOUT, this.loop), this.loop, this), this.sent::add);
	}

	@Test
	void happensOnDemandOnly() {
		connect("1.1");
		assertThat(this.tasks).isEmpty();
		signIn();
		runAuthenticator();
		assertThat(this.calls).containsExactly("1.1");
		assertThat(takeSent()).containsExactly(
				"{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"key:1.1\",\"user_data\":\"{\\\"id\\\":\\\"42\\\"}\"}}");
		assertThat(this.signIn.getUser()).isNull();
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(this.signIn.getUser()).isEqualTo(new User("42", "{\"id\":\"42\"}"));
		assertThat(this.heard).containsExactly("signed in 42");
		assertThat(takeSent())
			.containsExactly("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"#server-to-user-42\"}}");
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void waitsForAConnection() {
		signIn();
		assertThat(this.tasks).isEmpty();
		connect("1.1");
		runAuthenticator();
		assertThat(takeSent()).hasSize(1);
	}

	@Test
	void askingAgainWhileItIsUnderWayOrDoneChangesNothing() {
		connect("1.1");
		signIn();
		signIn();
		assertThat(this.tasks).hasSize(1);
		runAuthenticator();
		signIn();
		assertThat(this.tasks).isEmpty();
		confirm("{\\\"id\\\":\\\"42\\\"}");
		signIn();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void happensAgainOnEachConnectionWithAFreshAuthentication() {
		signedIn();
		disconnect();
		assertThat(this.signIn.getUser()).isNull();
		connect("2.2");
		runAuthenticator();
		assertThat(takeSent()).singleElement().asString().contains("key:2.2");
	}

	@Test
	void anAuthenticationForAnOldConnectionIsDiscarded() {
		connect("1.1");
		signIn();
		Runnable old = this.tasks.remove();
		disconnect();
		connect("2.2");
		old.run();
		this.loop.runQueued();
		assertThat(takeSent()).isEmpty();
		runAuthenticator();
		assertThat(takeSent()).singleElement().asString().contains("key:2.2");
	}

	@Test
	void anAuthenticationThatNobodyAwaitsAnyMoreIsNotAskedFor() {
		connect("1.1");
		signIn();
		disconnect();
		runAuthenticator();
		assertThat(this.calls).isEmpty();
	}

	@Test
	void aRefusalForAnOldConnectionIsDiscarded() {
		this.authenticator = (socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		signIn();
		Runnable old = this.tasks.remove();
		disconnect();
		connect("2.2");
		old.run();
		this.loop.runQueued();
		assertThat(this.errors).isEmpty();
	}

	@Test
	void aStatusOfTheEndpointIsReported() {
		AuthorizationException refusal = new AuthorizationException("Forbidden", 403, false, null);
		this.authenticator = (socketId) -> {
			throw refusal;
		};
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(this.errors).containsExactly(new SignInError(403, "Forbidden", refusal, false));
		this.loop.advance(Duration.ofHours(1));
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void aFailureThatMayPassIsTriedAgainAfterGrowingPauses() {
		this.authenticator = (socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(this.errors).containsExactly(new SignInError(503, "Busy", BUSY, true));
		long pause = 1000;
		for (int i = 0; i < 8; i++) {
			Duration delay = this.loop.timeToNextTimer();
			assertThat(delay).isBetween(Duration.ofMillis(Math.max(1000, pause / 2)),
					Duration.ofMillis(Math.min(60_000, pause + pause / 2)));
			this.loop.advance(delay.minus(MOMENT));
			assertThat(this.tasks).isEmpty();
			this.loop.advance(MOMENT);
			assertThat(this.tasks).hasSize(1);
			runAuthenticator();
			pause = Math.min(60_000, pause * 2);
		}
		disconnect();
		assertThat(this.loop.pendingTimers()).isZero();
		connect("2.2");
		runAuthenticator();
		assertThat(this.loop.timeToNextTimer()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
	}

	@Test
	void chanceSpreadsTheAttemptsOfManyClients() {
		this.authenticator = (socketId) -> {
			throw BUSY;
		};
		Set<Duration> delays = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			connect("1." + i);
			signIn();
			runAuthenticator();
			delays.add(this.loop.timeToNextTimer());
			disconnect();
		}
		assertThat(delays).hasSizeGreaterThan(1);
	}

	@Test
	void aBrokenAuthenticatorIsAFailureThatIsTriedAgain() {
		this.authenticator = (socketId) -> {
			throw new IllegalStateException("oops");
		};
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(this.heard).containsExactly("failed null retrying");
	}

	@Test
	void anAuthenticatorThatReturnsNothingIsAskedAgain() {
		this.authenticator = (socketId) -> null;
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(this.heard).containsExactly("failed null retrying");
		assertThat(this.errors.get(0).message()).isEqualTo("The user authenticator returned nothing");
	}

	@Test
	void aFailureThatIsRepeatedIsReportedOnceUntilItChanges() {
		connect("1.1");
		signIn();
		for (String complaint : List.of("no 'auth'", "no 'auth'", "malformed JSON", "malformed JSON")) {
			this.authenticator = (socketId) -> {
				throw new AuthorizationException(complaint, 200, true, null);
			};
			runAuthenticator();
			this.loop.advance(this.loop.timeToNextTimer());
		}
		assertThat(this.errors).extracting(SignInError::message).containsExactly("no 'auth'", "malformed JSON");
		runAuthenticator();
		assertThat(this.errors).hasSize(2);
		signIn();
		runAuthenticator();
		assertThat(this.errors).hasSize(3);
	}

	@Test
	void saysWhatIsMissingWithoutAnAuthenticator() {
		SignIn signIn = signIn(null);
		signIn.connected("1.1");
		signIn.signIn();
		this.loop.runQueued();
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).contains("'pusher.user-auth.endpoint'",
					"UserAuthenticator bean"));
	}

	@Test
	void aServerThatDoesNotAnswerIsAFailureThatIsTriedAgain() {
		connect("1.1");
		signIn();
		runAuthenticator();
		this.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(this.errors).isEmpty();
		this.loop.advance(MOMENT);
		assertThat(this.errors).containsExactly(
				new SignInError(null, "The server did not answer the sign-in within 10000 ms", null, true));
		this.loop.advance(this.loop.timeToNextTimer());
		runAuthenticator();
		assertThat(takeSent()).hasSize(2);
	}

	@Test
	void aConfirmationAfterTheTimeoutIsBetterLateThanNever() {
		connect("1.1");
		signIn();
		runAuthenticator();
		this.loop.advance(TIMEOUT);
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(this.signIn.getUser()).isNotNull();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void aConfirmationThatNothingAskedForIsIgnored() {
		connect("1.1");
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(this.signIn.getUser()).isNull();
		assertThat(this.heard).isEmpty();
	}

	@Test
	void aSecondConfirmationIsIgnored() {
		signedIn();
		confirm("{\\\"id\\\":\\\"43\\\"}");
		assertThat(this.heard).containsExactly("signed in 42");
	}

	@Test
	void anErrorOfTheServerIsTheAnswer() {
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(receive(new ServerError(null, "Invalid signature", null))).isTrue();
		assertThat(this.errors).containsExactly(new SignInError(null, "Invalid signature", null, false));
	}

	@Test
	void anErrorAboutAChannelOrAnEventIsNotTheAnswer() {
		connect("1.1");
		signIn();
		runAuthenticator();
		assertThat(receive(new ServerError(null, "No", "private-a"))).isFalse();
		assertThat(receive(new ServerError(4301, "Too fast", null))).isFalse();
		assertThat(receive(new ServerError(4302, "Too many watched", null))).isFalse();
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(this.heard).containsExactly("signed in 42");
	}

	@Test
	void anErrorIsOnlyTheAnswerWhenOneIsAwaited() {
		connect("1.1");
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
		signIn();
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
		runAuthenticator();
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\\\"id\\\":42}", "{\\\"id\\\":\\\"\\\"}", "{\\\"id\\\":null}", "{}", "[]", "broken" })
	void userDataWithoutAProperIdIsAFailureThatDoesNotShowIt(String userData) {
		connect("1.1");
		signIn();
		runAuthenticator();
		confirm(userData);
		assertThat(this.signIn.getUser()).isNull();
		assertThat(this.heard).containsExactly("failed null");
		assertThat(this.errors.get(0).message()).startsWith("The user data of a sign-in");
	}

	@Test
	void aConfirmationWithoutUserDataIsAFailure() {
		connect("1.1");
		signIn();
		runAuthenticator();
		this.loop.call(() -> this.signIn.received(new Frame(UserMessages.SIGN_IN_SUCCESS, null, null, null)));
		assertThat(this.heard).containsExactly("failed null");
	}

	@Test
	void askingAgainAfterAFailureTriesAgainAtOnce() {
		this.authenticator = (socketId) -> {
			throw BUSY;
		};
		connect("1.1");
		signIn();
		runAuthenticator();
		signIn();
		assertThat(this.tasks).hasSize(1);
		// the time limit of the call
		assertThat(this.loop.pendingTimers()).isEqualTo(1);
	}

	@Test
	void whoWaitsForTheOutcomeIsTold() {
		List<String> told = new ArrayList<>();
		this.signIn.whenSettled((user) -> told.add("now " + user));
		connect("1.1");
		signIn();
		this.signIn.whenSettled((user) -> told.add("then " + ((user != null) ? user.id() : null)));
		runAuthenticator();
		assertThat(told).containsExactly("now null");
		confirm("{\\\"id\\\":\\\"42\\\"}");
		assertThat(told).containsExactly("now null", "then 42");
	}

	@Test
	void whoWaitsForTheOutcomeIsToldOfALossToo() {
		List<User> told = new ArrayList<>();
		connect("1.1");
		signIn();
		this.signIn.whenSettled(told::add);
		disconnect();
		assertThat(told).containsOnlyNulls().hasSize(1);
	}

	@Test
	void watchlistEventsAreTold() {
		this.loop.call(() -> assertThat(this.signIn.received(new Frame(UserMessages.WATCHLIST, null,
				"{\"events\":[{\"name\":\"online\",\"user_ids\":[\"1\",2]},{\"name\":\"offline\",\"user_ids\":[]}]}",
				null)))
			.isTrue());
		assertThat(this.heard).containsExactly("online [1, 2]", "offline []");
	}

	@Test
	void otherMessagesAreNotAboutTheUser() {
		assertThat(this.signIn.received(new Frame("pusher:something", null, null, null))).isFalse();
	}

	private void connect(String socketId) {
		this.loop.call(() -> this.signIn.connected(socketId));
	}

	private void disconnect() {
		this.loop.call(this.signIn::disconnected);
	}

	private void signIn() {
		this.loop.call(this.signIn::signIn);
	}

	private void signedIn() {
		connect("1.1");
		signIn();
		runAuthenticator();
		confirm("{\\\"id\\\":\\\"42\\\"}");
		takeSent();
	}

	private void runAuthenticator() {
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			task.run();
		}
		this.loop.runQueued();
	}

	private void confirm(String userData) {
		Frame frame = new Frame(UserMessages.SIGN_IN_SUCCESS, null, "{\"user_data\":\"" + userData + "\"}", null);
		this.loop.call(() -> this.signIn.received(frame));
	}

	private boolean receive(ServerError error) {
		boolean[] result = new boolean[1];
		this.loop.call(() -> result[0] = this.signIn.received(error));
		return result[0];
	}

	private List<String> takeSent() {
		List<String> sent = List.copyOf(this.sent);
		this.sent.clear();
		return sent;
	}

	@Override
	public void signInSucceeded(User user) {
		this.heard.add("signed in " + user.id());
	}

	@Override
	public void signInFailed(SignInError error) {
		this.errors.add(error);
		this.heard.add("failed " + error.status() + (error.retrying() ? " retrying" : ""));
	}

	@Override
	public void watchlistChanged(String name, List<String> userIds) {
		this.heard.add(name + " " + userIds);
	}

}
