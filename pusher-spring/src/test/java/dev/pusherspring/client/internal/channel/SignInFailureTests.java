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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.User;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.ServerError;
import dev.pusherspring.client.internal.protocol.UserMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how {@link SignIn} fails, and what follows.
 */
class SignInFailureTests extends AbstractSignInTests {

	@Test
	void aRefusalForAnOldConnectionIsDiscarded() {
		refuse(BUSY);
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
		refuse(refusal);
		request();
		assertThat(this.errors).containsExactly(new SignInError(403, "Forbidden", refusal, false));
		this.loop.advance(Duration.ofHours(1));
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void aFailureThatMayPassIsTriedAgainAfterGrowingPauses() {
		refuse(BUSY);
		request();
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
		refuse(BUSY);
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
		refuse(new IllegalStateException("oops"));
		request();
		assertThat(this.heard).containsExactly("failed null retrying");
	}

	@Test
	void anAuthenticatorThatReturnsNothingIsAskedAgain() {
		this.authenticator = (socketId) -> null;
		request();
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
		request();
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
		request();
		this.loop.advance(TIMEOUT);
		confirm();
		assertThat(this.signIn.getUser()).isNotNull();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void anErrorOfTheServerIsTheAnswer() {
		request();
		assertThat(receive(new ServerError(null, "Invalid signature", null))).isTrue();
		assertThat(this.errors).containsExactly(new SignInError(null, "Invalid signature", null, false));
	}

	@Test
	void anErrorAboutAChannelOrAnEventIsNotTheAnswer() {
		request();
		assertThat(receive(new ServerError(null, "No", "private-a"))).isFalse();
		assertThat(receive(new ServerError(4301, "Too fast", null))).isFalse();
		assertThat(receive(new ServerError(4302, "Too many watched", null))).isFalse();
		confirm();
		assertThat(this.heard).containsExactly("signed in 42");
	}

	@Test
	void anErrorIsOnlyTheAnswerWhenOneIsAwaited() {
		connect("1.1");
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
		signIn();
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
		runAuthenticator();
		confirm();
		assertThat(receive(new ServerError(null, "No", null))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\\\"id\\\":42}", "{\\\"id\\\":\\\"\\\"}", "{\\\"id\\\":null}", "{}", "[]", "broken" })
	void userDataWithoutAProperIdIsAFailureThatDoesNotShowIt(String userData) {
		request();
		confirm(userData);
		assertThat(this.signIn.getUser()).isNull();
		assertThat(this.heard).containsExactly("failed null");
		assertThat(this.errors.get(0).message()).startsWith("The user data of a sign-in");
	}

	@Test
	void aConfirmationWithoutUserDataIsAFailure() {
		request();
		this.loop.call(() -> this.signIn.received(new Frame(UserMessages.SIGN_IN_SUCCESS, null, null, null)));
		assertThat(this.heard).containsExactly("failed null");
	}

	@Test
	void askingAgainAfterAFailureTriesAgainAtOnce() {
		refuse(BUSY);
		request();
		signIn();
		assertThat(this.tasks).hasSize(1);
		// the time limit of the call
		assertThat(this.loop.pendingTimers()).isEqualTo(1);
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

}
