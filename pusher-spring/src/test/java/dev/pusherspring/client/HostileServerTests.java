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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a server that errs or means harm can do to a {@link PusherClient}: what
 * cannot be read is reported, and changes nothing.
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileServerTests extends AbstractPusherClientTests {

	// a number that no type of Java holds
	private static final String NUMBER = "1e99999999999";

	@ParameterizedTest
	@ValueSource(strings = { NUMBER, "-" + NUMBER, "[" + NUMBER + "]", "{\"a\":" + NUMBER + "}", "1e999999999" })
	void membersThatCannotBeReadAreReportedAndTheSubscriptionIsConfirmed(String id) {
		FakeWebSocket socket = connect("1.1");
		PresenceChannel channel = (PresenceChannel) subscribe("presence-a");
		awaitSent();
		socket.receive(presence(id));
		assertThat(channel.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(this.heard).contains("subscribed presence-a");
		socket.receive("{\"event\":\"pusher_internal:member_added\",\"channel\":\"presence-a\","
				+ "\"data\":\"{\\\"user_id\\\":\\\"7\\\"}\"}");
		assertThat(channel.getMember("7")).isNotNull();
	}

	@Test
	void unreadableMembersAreReported() {
		FakeWebSocket socket = connect("1.1");
		subscribe("presence-a");
		awaitSent();
		socket.receive(presence(NUMBER));
		assertThat(this.errors).singleElement().satisfies((error) -> {
			assertThat(error.channel()).isEqualTo("presence-a");
			assertThat(error.fatal()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher_internal:member_added", "pusher_internal:member_removed",
			"pusher_internal:subscription_count" })
	void aMessageAboutAChannelWithAnImpossibleNumberIsReported(String event) {
		FakeWebSocket socket = connect("1.1");
		subscribed("presence-a");
		socket.receive(
				"{\"event\":\"%s\",\"channel\":\"presence-a\",\"data\":\"{\\\"user_id\\\":%s,".formatted(event, NUMBER)
						+ "\\\"subscription_count\\\":" + NUMBER + "}\"}");
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).startsWith("A message could not be read"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "pusher:signin_success", "pusher_internal:watchlist_events" })
	void aMessageAboutTheUserWithAnImpossibleNumberIsReported(String event) {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive("{\"event\":\"%s\",\"data\":\"{\\\"events\\\":%s,\\\"user_data\\\":%s}\"}".formatted(event,
				NUMBER, NUMBER));
		assertThat(this.heard).hasSizeGreaterThan(1).last().asString().containsAnyOf("error null", "sign-in failed");
	}

	@Test
	void anErrorWithAnImpossibleCodeIsReported() {
		FakeWebSocket socket = connect("1.1");
		socket.receive("{\"event\":\"pusher:error\",\"data\":{\"code\":%s,\"message\":\"Oh\"}}".formatted(NUMBER));
		assertThat(this.errors).hasSize(1);
	}

	@Test
	void aHandshakeWithAnImpossibleNumberFailsAtOnce() {
		this.client.connect();
		this.loop.runQueued();
		FakeWebSocket socket = this.engine.last().open();
		socket.receive("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1.1\\\","
				+ "\\\"activity_timeout\\\":" + NUMBER + "}\"}");
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).startsWith("The Channels handshake failed"));
	}

	@Test
	void numbersThatAServerWritesAsTextAreRead() {
		this.client.connect();
		this.loop.runQueued();
		FakeWebSocket socket = this.engine.last().open();
		socket.receive("{\"event\":\"pusher:connection_established\",\"data\":\"{\\\"socket_id\\\":\\\"1.1\\\","
				+ "\\\"activity_timeout\\\":\\\"2\\\"}\"}");
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.loop.timeToNextTimer()).isEqualTo(Duration.ofSeconds(2));
		socket.receive("{\"event\":\"pusher:error\",\"data\":{\"code\":\"4301\",\"message\":\"Too fast\"}}");
		assertThat(this.errors).singleElement().satisfies((error) -> assertThat(error.code()).isEqualTo(4301));
		Channel channel = subscribed("orders");
		socket.receive("{\"event\":\"pusher_internal:subscription_count\",\"channel\":\"orders\","
				+ "\"data\":\"{\\\"subscription_count\\\":\\\"3\\\"}\"}");
		assertThat(channel.getSubscriptionCount()).isEqualTo(3);
	}

	@Test
	void aConfirmationWinsOverARefusalThatWasGuessed() {
		FakeWebSocket socket = connect("1.1");
		Channel channel = subscribe("private-a");
		awaitSent();
		// as Laravel Reverb answers a malformed client event
		socket.receive(ServerMessages.error(4200, "Invalid message format"));
		socket.receive(ServerMessages.subscriptionSucceeded("private-a"));
		assertThat(channel.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		assertThat(channel.getFailure()).isNull();
		assertThat(this.heard).contains("subscribed private-a");
	}

	@Test
	void aRefusalThatNamesItsChannelIsFinal() {
		FakeWebSocket socket = connect("1.1");
		Channel channel = subscribe("private-a");
		awaitSent();
		socket.receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\","
				+ "\"data\":{\"status\":401,\"error\":\"No\"}}");
		socket.receive(ServerMessages.subscriptionSucceeded("private-a"));
		assertThat(channel.getState()).isEqualTo(SubscriptionState.FAILED);
	}

	@Test
	void anUnsubscriptionAfterAGuessedRefusalIsSent() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		awaitSent();
		socket.receive(ServerMessages.error(4009, "Not a member"));
		this.client.unsubscribe("private-a");
		this.loop.runQueued();
		assertThat(awaitSent()).contains("pusher:unsubscribe");
	}

	@Test
	void channelsThatAreNotAnsweredSayWhatTheServerReportedMeanwhile() {
		FakeWebSocket socket = connect("1.1");
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:planted-" + channel);
		subscribe("private-a");
		awaitSent();
		subscribe("private-b");
		awaitSent();
		socket.receive(ServerMessages.error(4009, "Invalid signature: planted-private-a"));
		socket.receive(ServerMessages.error(4009, "Connection not authorized"));
		this.loop.advance(Duration.ofSeconds(10));
		List<SubscriptionError> failures = this.listener.subscriptionErrors();
		assertThat(failures).hasSize(2)
			.allSatisfy((failure) -> assertThat(failure.message()).contains("did not answer", "Invalid signature",
					"Connection not authorized"));
	}

	@Test
	void onlyTheChannelOfTheSignedInUserIsHeard() {
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive("{\"event\":\"pusher:signin_success\",\"data\":{\"user_data\":\"{\\\"id\\\":\\\"42\\\"}\"}}");
		this.heard.clear();
		socket.receive(ServerMessages.event("#server-to-user-43", "news", "x"));
		assertThat(this.heard).isEmpty();
		socket.receive(ServerMessages.event("#server-to-user-42", "news", "x"));
		assertThat(this.heard).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\n2026-01-01 ERROR forged", "\\r\\nforged", "\\u0007\\u001b[31mforged", "\\u2028forged",
			"\\u202eforged" })
	void whatAServerWritesStaysOnOneLineOfTheLog(String text, CapturedOutput output) {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		awaitSent();
		socket.receive(ServerMessages.error(null, "Global " + text));
		socket.receive("{\"event\":\"pusher:subscription_error\",\"channel\":\"private-a\","
				+ "\"data\":{\"status\":401,\"error\":\"Refused %s\"}}".formatted(text));
		socket.receive("{\"event\":\"pusher_internal:member_added%s\",\"channel\":\"private-a\"}".formatted(text));
		socket.close(4001, "Closed " + JsonMapper.shared().readValue("\"" + text + "\"", String.class));
		List<String> lines = output.getAll().lines().filter((line) -> line.contains("forged")).toList();
		assertThat(lines).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((line) -> assertThat(line).containsPattern("\\\\u[0-9a-f]{4}"))
			.allSatisfy((line) -> assertThat(line).doesNotContain("\u001b", "\u2028", "\u202e", "\u0007"));
		assertThat(this.errors).allSatisfy((error) -> assertThat(error.message()).doesNotContainPattern("\\p{Cc}"));
	}

	private static String presence(String id) {
		return "{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"presence-a\","
				+ "\"data\":{\"presence\":{\"ids\":[%s],\"hash\":{},\"count\":1}}}".formatted(id);
	}

}
