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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.embedded.protocol.ChannelEncryption;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Decryption}, through {@link Subscriptions}.
 */
class DecryptionTests extends AbstractSubscriptionTests {

	private static final String CHANNEL = "private-encrypted-foobar";

	// a vector that this project's code has not made
	private static final String VECTOR_SECRET = "g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=";

	private static final String VECTOR_DATA = """
			{"nonce":"ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7",\
			"ciphertext":"D9ZlXw1NAK1p9kbP90qc4VhTFJSUGzZpJbK8OFyj5qJzEv8="}""";

	private final ChannelEncryption before = new ChannelEncryption("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

	private final ChannelEncryption after = new ChannelEncryption("BBBBBAQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

	// none means that the endpoint refuses
	private ChannelEncryption authorized = this.before;

	@BeforeEach
	void connect() {
		this.authorizer = (channel, socketId) -> {
			if (this.authorized == null) {
				throw new AuthorizationException("Forbidden", 403, false, null);
			}
			return new ChannelAuthorization("key:sig", null, this.authorized.sharedSecret(channel));
		};
		connect("1.1");
	}

	@Test
	void opensTheVectorOfTheProtocol() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", null, VECTOR_SECRET);
		subscribed(CHANNEL);
		receive("{\"event\":\"greet\",\"channel\":\"%s\",\"data\":%s}".formatted(CHANNEL, VECTOR_DATA));
		receive("{\"event\":\"greet\",\"channel\":\"%s\",\"data\":\"%s\"}".formatted(CHANNEL,
				VECTOR_DATA.replace("\"", "\\\"")));
		Frame expected = new Frame("greet", CHANNEL, "{\"message\":\"hello\"}", null);
		assertThat(this.events).containsExactly(expected, expected);
	}

	@Test
	void derivesTheSecretOfTheVector() {
		assertThat(this.before.sharedSecret(CHANNEL)).isEqualTo(VECTOR_SECRET);
	}

	@Test
	void deliversTextThatIsNoJson() {
		subscribed(CHANNEL);
		receive(this.before, "grüße");
		assertThat(data()).containsExactly("grüße");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "not base64!", "c2hvcnQ=", "g3Au6SZ+UCU+IMfFsFva0rq+Gi4tzSHR6WCcWZbS9sY=AAAA" })
	void anUnusableSharedSecretFailsTheSubscriptionWithoutShowingIt(String sharedSecret) {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig", null, sharedSecret);
		Subscription subscription = subscribe(CHANNEL);
		runAuthorizers();
		assertThat(takeSent()).isEmpty();
		assertThat(subscription.getState()).isEqualTo(SubscriptionState.FAILED);
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.message()).contains("'shared_secret'", "'" + CHANNEL + "'");
			assertThat(error.retrying()).isTrue();
			if (sharedSecret != null) {
				assertThat(error.toString() + error.cause()).doesNotContain(sharedSecret);
			}
		});
	}

	@Test
	void deliversTextThatIsEmpty() {
		subscribed(CHANNEL);
		receive(this.before, "");
		assertThat(data()).containsExactly("");
	}

	@Test
	void aConnectionThatIsLostWhileNoEventWaitsCostsNone() {
		subscribed(CHANNEL);
		receive(this.before, "1");
		disconnect();
		unsubscribe(CHANNEL);
		assertThat(heardErrors()).isEmpty();
	}

	@Test
	void protocolEventsPassUndecrypted() {
		Subscription subscription = subscribed("private-encrypted-cache-a");
		receive("{\"event\":\"pusher:cache_miss\",\"channel\":\"private-encrypted-cache-a\"}");
		receive("""
				{"event":"pusher_internal:subscription_count","channel":"private-encrypted-cache-a",\
				"data":"{\\"subscription_count\\":7}"}""");
		assertThat(takeHeard()).containsExactly("cache miss private-encrypted-cache-a",
				"count private-encrypted-cache-a 7");
		assertThat(subscription.getCount()).isEqualTo(7);
		assertThat(this.authorizerTasks).isEmpty();
	}

	@Test
	void hazard10ABurstOfFailuresAsksForANewKeyOnceAndKeepsTheOrder() {
		subscribed(CHANNEL);
		this.authorizerCalls.clear();
		receive(this.before, "1");
		this.authorized = this.after;
		for (int i = 2; i < 10; i++) {
			receive(this.after, Integer.toString(i));
		}
		assertThat(data()).containsExactly("1");
		runAuthorizers();
		assertThat(this.authorizerCalls).containsExactly(CHANNEL + "@1.1");
		assertThat(data()).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9");
		receive(this.after, "10");
		assertThat(data()).last().isEqualTo("10");
		assertThat(this.errors).isEmpty();
	}

	@Test
	void anEventThatTheOldKeyOpensWaitsForItsTurnToo() {
		subscribed(CHANNEL);
		receive(this.after, "1");
		receive(this.before, "2");
		receive(this.after, "3");
		this.authorized = this.after;
		runAuthorizers();
		assertThat(data()).containsExactly("1", "3");
		assertThat(heardErrors()).singleElement().asString().contains("cannot be decrypted, even with a new key");
	}

	@Test
	void hazard10EventsThatNoKeyOpensDoNotCauseARequestEach() {
		subscribed(CHANNEL);
		this.authorizerCalls.clear();
		for (int i = 0; i < 5; i++) {
			receive(this.after, "bad");
			runAuthorizers();
		}
		assertThat(this.authorizerCalls).hasSize(1);
		assertThat(heardErrors()).hasSize(5);
		this.loop.advance(Decryption.REFRESH_INTERVAL.minus(MOMENT));
		receive(this.after, "bad");
		assertThat(this.authorizerTasks).isEmpty();
		this.loop.advance(MOMENT);
		receive(this.after, "bad");
		assertThat(this.authorizerTasks).hasSize(1);
	}

	@Test
	void hazard10GoodEventsInBetweenDoNotMakeItARequestEach() {
		subscribed(CHANNEL);
		this.authorizerCalls.clear();
		for (int i = 0; i < 5; i++) {
			receive(this.after, "bad");
			receive(this.before, "good " + i);
			runAuthorizers();
		}
		assertThat(this.authorizerCalls).hasSize(1);
		assertThat(data()).containsExactly("good 0", "good 1", "good 2", "good 3", "good 4");
	}

	@Test
	void aKeyThatChangesTwiceIsFollowedAtOnce() {
		subscribed(CHANNEL);
		this.authorized = this.after;
		receive(this.after, "1");
		runAuthorizers();
		this.authorized = this.before;
		receive(this.before, "2");
		runAuthorizers();
		assertThat(data()).containsExactly("1", "2");
	}

	@Test
	void noMoreThanABoundWaitAndTheRestIsReported() {
		subscribed(CHANNEL);
		this.authorized = this.after;
		for (int i = 0; i < Decryption.MAX_WAITING + 2; i++) {
			receive(this.after, Integer.toString(i));
		}
		assertThat(heardErrors()).singleElement().asString().contains("too many events wait");
		runAuthorizers();
		assertThat(data()).hasSize(Decryption.MAX_WAITING).startsWith("0").endsWith("999");
	}

	@Test
	void aRefusedKeyLosesWhatWaitsAndSaysSo() {
		subscribed(CHANNEL);
		this.authorized = null;
		receive(this.after, "1");
		receive(this.after, "2");
		runAuthorizers();
		assertThat(heardErrors()).singleElement().asString().contains("2 encrypted events", "Forbidden");
		receive(this.before, "3");
		assertThat(data()).containsExactly("3");
	}

	@Test
	void whatWasLostWithARefusedKeyDoesNotComeWithTheNext() {
		subscribed(CHANNEL);
		ChannelAuthorizer wellAgain = this.authorizer;
		this.authorizer = (channel, socketId) -> {
			throw new AuthorizationException("Forbidden", 403, false, null);
		};
		receive(this.after, "1");
		runAuthorizers();
		assertThat(heardErrors()).singleElement().asString().contains("1 encrypted events");
		this.loop.advance(Decryption.REFRESH_INTERVAL);
		this.authorizer = wellAgain;
		this.authorized = this.after;
		receive(this.after, "2");
		runAuthorizers();
		assertThat(data()).containsExactly("2");
	}

	@Test
	void aNewSubscriptionMayAskForAKeyAtOnce() {
		subscribed(CHANNEL);
		receive(this.after, "1");
		runAuthorizers();
		disconnect();
		connect("2.2");
		runAuthorizers();
		confirm(CHANNEL);
		this.authorized = this.after;
		receive(this.after, "2");
		runAuthorizers();
		assertThat(data()).containsExactly("2");
	}

	@Test
	void aNewKeyThatCannotBeObtainedYetIsAskedForAgainAndTheEventsWait() {
		subscribed(CHANNEL);
		ChannelAuthorizer wellAgain = this.authorizer;
		this.authorized = this.after;
		this.authorizer = (channel, socketId) -> {
			throw new AuthorizationException("malformed JSON", 200, true, null);
		};
		receive(this.after, "1");
		runAuthorizers();
		this.loop.advance(this.loop.timeToNextTimer());
		runAuthorizers();
		this.loop.advance(this.loop.timeToNextTimer());
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:sig");
		runAuthorizers();
		receive(this.after, "2");
		assertThat(data()).isEmpty();
		assertThat(heardErrors()).satisfiesExactly((error) -> assertThat(error).contains("wait", "malformed JSON"),
				(error) -> assertThat(error).contains("wait", "'shared_secret'"));
		this.authorizer = wellAgain;
		this.loop.advance(this.loop.timeToNextTimer());
		runAuthorizers();
		assertThat(data()).containsExactly("1", "2");
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void aConnectionThatIsLostDuringARefreshEndsIt() {
		subscribed(CHANNEL);
		receive(this.after, "1");
		disconnect();
		assertThat(heardErrors()).singleElement().asString().contains("1 encrypted events", "the subscription ended");
		connect("2.2");
		this.authorizerCalls.clear();
		this.authorized = this.after;
		runAuthorizers();
		// the request for a new key on the old connection is not even made
		assertThat(this.authorizerCalls).containsExactly(CHANNEL + "@2.2");
		confirm(CHANNEL);
		receive(this.after, "2");
		assertThat(data()).containsExactly("2");
	}

	@Test
	void anUnsubscriptionEndsARefresh() {
		subscribed(CHANNEL);
		receive(this.after, "1");
		unsubscribe(CHANNEL);
		this.authorizerCalls.clear();
		runAuthorizers();
		assertThat(this.authorizerCalls).isEmpty();
		assertThat(data()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"plain\"", "null", "{}", "{\"nonce\":\"ZGVm\"}", "{\"ciphertext\":\"ZGVm\"}",
			"{\"nonce\":1,\"ciphertext\":2}", "{\"nonce\":\"?\",\"ciphertext\":\"ZGVm\"}",
			"{\"nonce\":\"ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7\",\"ciphertext\":\"?\"}",
			"{\"nonce\":\"ZGVm\",\"ciphertext\":\"D9ZlXw1NAK1p9kbP90qc4VhTFJSUGzZpJbK8OFyj5qJzEv8=\"}",
			"{\"nonce\":\"ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7\",\"ciphertext\":\"ZGVm\"}" })
	void malformedDataIsReportedAndNotWorthANewKey(String data) {
		subscribed(CHANNEL);
		receive("{\"event\":\"greet\",\"channel\":\"%s\",\"data\":%s}".formatted(CHANNEL, data));
		assertThat(this.authorizerTasks).isEmpty();
		assertThat(heardErrors()).singleElement().asString().contains("'greet'");
		receive(this.before, "next");
		assertThat(data()).containsExactly("next");
	}

	private void receive(ChannelEncryption encryption, String text) {
		receive("{\"event\":\"greet\",\"channel\":\"%s\",\"data\":%s}".formatted(CHANNEL,
				encryption.encrypt(CHANNEL, text)));
	}

	@Override
	Subscription subscribed(String channel) {
		Subscription subscription = super.subscribed(channel);
		this.authorizerCalls.clear();
		return subscription;
	}

	private List<String> data() {
		List<String> data = new ArrayList<>();
		this.events.forEach((frame) -> data.add(frame.data()));
		return data;
	}

	private List<String> heardErrors() {
		return takeHeard().stream().filter((heard) -> heard.startsWith("error ")).toList();
	}

}
