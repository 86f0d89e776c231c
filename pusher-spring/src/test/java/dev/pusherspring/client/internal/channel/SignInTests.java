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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.User;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.UserMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SignIn}: what is asked for, and what becomes of the user.
 */
class SignInTests extends AbstractSignInTests {

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
		confirm();
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
		confirm();
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
	void aConfirmationThatNothingAskedForIsIgnored() {
		connect("1.1");
		confirm();
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
	void whoWaitsForTheOutcomeIsTold() {
		List<String> told = new ArrayList<>();
		this.signIn.whenSettled((user) -> told.add("now " + user));
		connect("1.1");
		signIn();
		this.signIn.whenSettled((user) -> told.add("then " + ((user != null) ? user.id() : null)));
		runAuthenticator();
		assertThat(told).containsExactly("now null");
		confirm();
		assertThat(told).containsExactly("now null", "then 42");
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

}
