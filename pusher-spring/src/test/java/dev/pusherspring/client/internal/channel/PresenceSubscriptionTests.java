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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Member;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.internal.protocol.Frame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Subscriptions} to presence channels.
 */
class PresenceSubscriptionTests extends AbstractSubscriptionTests {

	private static final String CHANNEL = "presence-a";

	@BeforeEach
	void connect() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig@" + socketId,
				"{\"user_id\":1,\"user_info\":{\"name\":\"Ann\"}}");
		connect("1.1");
	}

	@Test
	void confirmationBringsTheMembersAndMe() {
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).singleElement()
			.asString()
			.contains("\"channel_data\":\"{\\\"user_id\\\":1,\\\"user_info\\\":{\\\"name\\\":\\\"Ann\\\"}}\"");
		present("1", "2");
		assertThat(takeHeard()).containsExactly("subscribed presence-a");
		assertThat(membership(subscription).getCount()).isEqualTo(2);
		assertThat(membership(subscription).getMe()).isEqualTo(new Member("1", "{\"n\":1}", JsonMapper.shared()));
	}

	@Test
	void membersWhoComeAndLeaveAreTold() {
		Subscription subscription = subscribed();
		added("2", "{\"n\":2}");
		removed("2");
		assertThat(takeHeard()).containsExactly("added presence-a 2 {\"n\":2}", "removed presence-a 2 {\"n\":2}");
		assertThat(membership(subscription).getCount()).isEqualTo(1);
	}

	@Test
	void aMemberWhoIsAddedAgainIsToldAndCountedOnce() {
		Subscription subscription = subscribed();
		added("2", "{\"n\":2}");
		added("2", "{\"n\":3}");
		assertThat(takeHeard()).containsExactly("added presence-a 2 {\"n\":2}", "added presence-a 2 {\"n\":3}");
		assertThat(membership(subscription).getCount()).isEqualTo(2);
	}

	@Test
	void anUnknownMemberWhoLeavesIsNotTold() {
		subscribed();
		removed("9");
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void membersBeyondTheLimitAreToldAndCountedAndReportedOnce() {
		Subscription subscription = subscribed();
		added("2", "{}");
		added("3", "{}");
		assertThat(takeHeard()).hasSize(2);
		added("4", "{}");
		added("5", "{}");
		assertThat(takeHeard()).containsExactly("added presence-a 4 {}",
				"error presence-a More than 3 members are present. Further members are reported and counted, but not "
						+ "kept. Raise 'pusher.presence.max-members' to keep them",
				"added presence-a 5 {}");
		assertThat(membership(subscription).getMembers()).hasSize(3);
		assertThat(membership(subscription).getCount()).isEqualTo(5);
		removed("5");
		assertThat(takeHeard()).containsExactly("removed presence-a 5 null");
		assertThat(membership(subscription).getCount()).isEqualTo(4);
	}

	@Test
	void aListBeyondTheLimitIsReported() {
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		present("5", "4", "3", "2", "1");
		assertThat(takeHeard()).hasSize(2).first().isEqualTo("subscribed presence-a");
		assertThat(membership(subscription).getCount()).isEqualTo(5);
		assertThat(membership(subscription).getMe()).isEqualTo(new Member("1", "{\"n\":1}", JsonMapper.shared()));
		disconnect();
		connect("2.2");
		runAuthorizers();
		present("5", "4", "3", "2", "1");
		assertThat(takeHeard()).containsExactly("subscribed presence-a", "missed presence-a 0..0");
	}

	@Test
	void aMemberWithoutAnIdIsReportedAndChangesNothing() {
		Subscription subscription = subscribed();
		receive("{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\",\"data\":\"{}\"}");
		assertThat(takeHeard()).singleElement().asString().startsWith("error presence-a ").contains("user_id");
		assertThat(membership(subscription).getCount()).isEqualTo(1);
	}

	@Test
	void membersAreToldOnNoOtherKindOfChannel() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig");
		Subscription subscription = subscribe("private-a");
		runAuthorizers();
		confirm("private-a");
		takeHeard();
		receive("{\"event\":\"pusher_internal:member_added\",\"channel\":\"private-a\",\"data\":{\"user_id\":\"2\"}}");
		assertThat(takeHeard()).isEmpty();
		assertThat(subscription.getMembership()).isNull();
	}

	@Test
	void theListIsRebuiltOnEveryResubscriptionAndChangesInBetweenAreTold() {
		Subscription subscription = subscribed();
		added("2", "{\"n\":2}");
		takeHeard();
		disconnect();
		assertThat(membership(subscription).getMembers()).isEmpty();
		connect("2.2");
		runAuthorizers();
		present("1", "3");
		assertThat(takeHeard()).containsExactly("subscribed presence-a", "missed presence-a 0..0",
				"removed presence-a 2 {\"n\":2}", "added presence-a 3 {\"n\":3}");
		disconnect();
		connect("3.3");
		runAuthorizers();
		present("1");
		assertThat(takeHeard()).containsExactly("subscribed presence-a", "missed presence-a 0..0",
				"removed presence-a 3 {\"n\":3}");
	}

	@Test
	void anUnsubscriptionForgetsTheMembers() {
		Subscription subscription = subscribed();
		unsubscribe(CHANNEL);
		assertThat(membership(subscription).getMembers()).isEmpty();
		subscribe(CHANNEL);
		runAuthorizers();
		present("1", "5");
		assertThat(takeHeard()).containsExactly("subscribed presence-a");
	}

	@Test
	void whoIsSignedInNeedsNoChannelData() {
		withoutChannelData();
		signIn();
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).containsExactly(
				"{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":\"key:sig\",\"channel\":\"presence-a\"}}");
		present("42", "2");
		assertThat(membership(subscription).getMe()).isEqualTo(new Member("42", "{\"n\":42}", JsonMapper.shared()));
	}

	@Test
	void aSignInThatIsUnderWayIsAwaited() {
		withoutChannelData();
		this.loop.call(this.signIn::signIn);
		subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).singleElement().asString().contains("pusher:signin");
		signedIn();
		assertThat(takeSent()).hasSize(2).last().asString().contains("\"channel\":\"presence-a\"");
	}

	@Test
	void withoutChannelDataAndWithNobodySignedInTheSubscriptionFails() {
		withoutChannelData();
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.channel()).isEqualTo(CHANNEL);
			assertThat(error.message()).contains("'presence-a'", "'channel_data'", "signed in");
			assertThat(error.retrying()).isFalse();
		});
	}

	@Test
	void aSignInThatFailsForGoodFailsTheSubscriptionToo() {
		withoutChannelData();
		this.authenticator = (socketId) -> {
			throw new AuthorizationException("No", 403, false, null);
		};
		this.loop.call(this.signIn::signIn);
		subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeHeard()).containsExactly("sign-in failed 403", "failed presence-a null");
	}

	@Test
	void aSignInThatFailsWhileItIsAwaitedFailsTheSubscriptionToo() {
		withoutChannelData();
		this.authenticator = (socketId) -> {
			throw new AuthorizationException("No", 403, false, null);
		};
		Subscription subscription = subscribe(CHANNEL);
		this.loop.call(this.signIn::signIn);
		runAuthorizers();
		assertThat(takeHeard()).containsExactly("sign-in failed 403", "failed presence-a null");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
	}

	@Test
	void aSignInThatIsTriedAgainTakesTheSubscriptionAlong() {
		withoutChannelData();
		this.authenticator = (socketId) -> {
			throw new AuthorizationException("Busy", 503, true, null);
		};
		this.loop.call(this.signIn::signIn);
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeHeard()).containsExactly("sign-in failed 503 retrying", "failed presence-a null retrying");
		this.authenticator = (socketId) -> new UserAuthentication("key:user", "{}");
		this.loop.advance(Duration.ofSeconds(2));
		runAuthorizers();
		signedIn();
		present("42");
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void aSignInOnAnEarlierConnectionIsNone() {
		withoutChannelData();
		subscribe(CHANNEL);
		this.loop.call(this.signIn::signIn);
		disconnect();
		connect("2.2");
		takeHeard();
		takeSent();
		runAuthorizers();
		assertThat(takeSent()).singleElement().asString().contains("pusher:signin").contains("key:user@2.2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "broken", "[]", "{}", "{\"user_id\":null}", "{\"user_info\":{}}" })
	void badChannelDataFailsTheSubscription(String channelData) {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", channelData);
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).startsWith("The channel data of the authorization");
			assertThat(error.retrying()).isTrue();
		});
	}

	private void withoutChannelData() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig");
	}

	private void signIn() {
		this.loop.call(this.signIn::signIn);
		runAuthorizers();
		signedIn();
		takeSent();
		takeHeard();
	}

	private void signedIn() {
		this.loop.call(() -> this.signIn
			.received(new Frame("pusher:signin_success", null, "{\"user_data\":\"{\\\"id\\\":\\\"42\\\"}\"}", null)));
	}

	private Subscription subscribed() {
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		present("1");
		takeHeard();
		takeSent();
		return subscription;
	}

	private void present(String... ids) {
		StringBuilder hash = new StringBuilder();
		for (String id : ids) {
			hash.append((hash.isEmpty()) ? "" : ",").append("\\\"%s\\\":{\\\"n\\\":%s}".formatted(id, id));
		}
		receive("""
				{"event":"pusher_internal:subscription_succeeded","channel":"presence-a",\
				"data":"{\\"presence\\":{\\"hash\\":{%s}}}"}""".formatted(hash));
	}

	private void added(String id, String info) {
		receive("""
				{"event":"pusher_internal:member_added","channel":"presence-a",\
				"data":{"user_id":"%s","user_info":%s}}""".formatted(id, info));
	}

	private void removed(String id) {
		receive("""
				{"event":"pusher_internal:member_removed","channel":"presence-a","data":"{\\"user_id\\":\\"%s\\"}"}"""
			.formatted(id));
	}

	private static Membership membership(Subscription subscription) {
		Membership membership = subscription.getMembership();
		assertThat(membership).isNotNull();
		return membership;
	}

}
