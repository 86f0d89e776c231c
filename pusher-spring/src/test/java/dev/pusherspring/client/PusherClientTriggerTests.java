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

package dev.pusherspring.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PusherClient#trigger}.
 */
class PusherClientTriggerTests extends AbstractPusherClientTests {

	@ParameterizedTest
	@ValueSource(strings = { "private-a", "presence-a", "private-cache-a", "presence-cache-a" })
	void sendsAnEventOnPrivateAndPresenceChannels(String channel) throws Exception {
		connect("1.1");
		subscribed(channel);
		CompletableFuture<Void> result = trigger(channel, Map.of("n", 1));
		assertThat(awaitSent())
			.isEqualTo("{\"event\":\"client-hi\",\"channel\":\"" + channel + "\",\"data\":{\"n\":1}}");
		result.get(20, TimeUnit.SECONDS);
	}

	@Test
	void sendsWhateverIsSerialisable() {
		connect("1.1");
		subscribed("private-a");
		for (Object data : List.of("text", 1.5, List.of(1, 2), new Greeting("hi"))) {
			trigger("private-a", data);
		}
		trigger("private-a", null);
		assertThat(awaitSent()).endsWith("\"data\":\"text\"}");
		assertThat(awaitSent()).endsWith("\"data\":1.5}");
		assertThat(awaitSent()).endsWith("\"data\":[1,2]}");
		assertThat(awaitSent()).endsWith("\"data\":{\"text\":\"hi\"}}");
		assertThat(awaitSent()).endsWith("\"data\":null}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hi", "client", "client-", "Client-hi", "pusher:hi" })
	void refusesOtherNames(String event) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.trigger("private-a", event, "x"))
			.withMessageContaining("client-");
	}

	@Test
	void refusesNamesThatAreTooLong() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.client.trigger("private-a", "client-" + "x".repeat(194), "x"))
			.withMessageContaining("200");
	}

	@ParameterizedTest
	@ValueSource(strings = { "room", "cache-room", "private-encrypted-a", "private-encrypted-cache-a",
			"#server-to-user-42" })
	void refusesOtherChannels(String channel) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.trigger(channel, "client-hi", "x"))
			.withMessageContaining("'" + channel + "'");
	}

	@Test
	void failsWithoutASubscription() {
		connect("1.1");
		assertFailed(trigger("private-a", "x"), "'private-a' is not subscribed");
		subscribe("private-a");
		this.client.unsubscribe("private-a");
		assertFailed(trigger("private-a", "x"), "'private-a' is not subscribed");
	}

	@Test
	void waitsForTheConfirmationOfTheSubscription() throws Exception {
		connect("1.1");
		subscribe("private-a");
		CompletableFuture<Void> first = trigger("private-a", 1);
		assertThat(awaitSent()).contains("pusher:subscribe");
		CompletableFuture<Void> second = trigger("private-a", 2);
		assertNothingSent();
		this.engine.last().receive(ServerMessages.subscriptionSucceeded("private-a"));
		assertThat(awaitSent()).contains("client-hi").endsWith("1}");
		assertThat(awaitSent()).contains("client-hi").endsWith("2}");
		first.get(5, TimeUnit.SECONDS);
		second.get(5, TimeUnit.SECONDS);
	}

	@Test
	void failsWithTheReasonOfARefusedSubscription() {
		this.authorizer = (channel, socketId) -> {
			throw new AuthorizationException("Forbidden for us", 403, false, null);
		};
		connect("1.1");
		subscribe("private-a");
		CompletableFuture<Void> result = trigger("private-a", 1);
		await(result::isDone);
		assertFailed(result, "'private-a' is not subscribed: Forbidden for us");
		assertFailed(trigger("private-a", 2), "'private-a' is not subscribed: Forbidden for us");
	}

	@Test
	void failsWhenARetryHasTheSameOutcomeAsBefore() {
		this.authorizer = (channel, socketId) -> {
			throw new AuthorizationException("Busy", 503, true, null);
		};
		connect("1.1");
		subscribe("private-a");
		await(() -> this.client.getChannel("private-a").getState() == SubscriptionState.FAILED);
		this.loop.advance(this.loop.timeToNextTimer());
		CompletableFuture<Void> result = trigger("private-a", 1);
		await(result::isDone);
		assertFailed(result, "Busy");
	}

	@Test
	void failsWhenTheConnectionIsLostOrTheChannelUnsubscribedBeforeTheConfirmation() {
		connect("1.1");
		subscribe("private-a");
		CompletableFuture<Void> unsubscribed = trigger("private-a", 1);
		this.client.unsubscribe("private-a");
		this.loop.runQueued();
		assertFailed(unsubscribed, "'private-a' is not subscribed");
		subscribe("private-b");
		CompletableFuture<Void> lost = trigger("private-b", 1);
		this.engine.last().close(1006, null);
		assertFailed(lost, "connection was lost");
		subscribe("private-c");
		assertFailed(trigger("private-c", 1), "'private-c' is not subscribed");
	}

	@Test
	void failsWithoutAConnection() {
		connect("1.1");
		subscribed("private-a");
		this.engine.last().close(1006, null);
		assertFailed(trigger("private-a", "x"), "'private-a' is not subscribed");
	}

	@Test
	void failsWhenTheConnectionIsLostWhileItWaits() {
		connect("1.1");
		subscribed("private-a");
		CompletableFuture<Void> last = null;
		for (int i = 0; i < 11; i++) {
			last = trigger("private-a", i);
		}
		this.engine.last().close(1006, null);
		assertFailed(last, "connection was lost");
	}

	@Test
	void failsWhenTheChannelIsUnsubscribedWhileItWaits() {
		connect("1.1");
		subscribed("private-a");
		CompletableFuture<Void> last = null;
		for (int i = 0; i < 11; i++) {
			last = trigger("private-a", i);
		}
		this.client.unsubscribe("private-a");
		this.loop.advance(Duration.ofSeconds(2));
		assertFailed(last, "'private-a' is not subscribed");
		for (int i = 0; i < 10; i++) {
			assertThat(awaitSent()).contains("client-hi");
		}
		assertThat(awaitSent()).contains("pusher:unsubscribe");
		assertNothingSent();
	}

	@Test
	void aRejectedEventIsReportedAndTheConnectionGoesOn() {
		FakeWebSocket socket = connect("1.1");
		subscribed("private-a");
		socket.receive(ServerMessages.error(4301, "The rate limit for sending client events exceeded the quota."));
		assertThat(this.errors).containsExactly(new PusherError(4301,
				"The rate limit for sending client events exceeded the quota.", null, null, false));
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.client.getChannel("private-a")).isNotNull();
	}

	@Test
	void rateAndCapacityAreConfigurable() {
		this.client = client(PusherOptions.builder("app-key")
			.clientEvents((clientEvents) -> clientEvents.withRate(2).withQueueCapacity(1)));
		connect("1.1");
		subscribed("private-a");
		trigger("private-a", 1);
		trigger("private-a", 2);
		trigger("private-a", 3);
		assertFailed(trigger("private-a", 4), "1 are already waiting", "2 per second");
		this.loop.advance(Duration.ofSeconds(2));
		assertThat(awaitSent()).endsWith("1}");
		assertThat(awaitSent()).endsWith("2}");
		assertThat(awaitSent()).endsWith("3}");
	}

	@Test
	void theSenderOfAnEventIsKnownToTheReceiver() {
		FakeWebSocket socket = connect("1.1");
		subscribed("presence-a");
		socket.receive("""
				{"event":"client-hi","channel":"presence-a","data":{"n":1},"user_id":"7"}""");
		assertThat(takeHeard()).containsExactly("event presence-a client-hi {\"n\":1} from 7");
	}

	private CompletableFuture<Void> trigger(String channel, Object data) {
		CompletableFuture<Void> result = this.client.trigger(channel, "client-hi", data);
		this.loop.runQueued();
		return result;
	}

	private static void assertFailed(CompletableFuture<Void> result, String... parts) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> result.get(20, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOf(IllegalStateException.class)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(parts));
	}

	record Greeting(String text) {

	}

}
