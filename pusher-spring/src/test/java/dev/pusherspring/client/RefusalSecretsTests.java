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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.testsupport.FakeWebSocket;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the texts of servers, which quote what they refuse, do not carry signatures
 * and user data into events.
 */
class RefusalSecretsTests extends AbstractPusherClientTests {

	private static final String SIGNATURE = "58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4";

	private static final String CHANNEL_DATA = "{\"user_id\":\"42\",\"user_info\":{\"mail\":\"planted\"}}";

	private static final String USER_DATA = "{\"id\":\"42\",\"mail\":\"planted\"}";

	private String message;

	@BeforeEach
	void rememberMessages() {
		this.client.addListener(new PusherClientListener() {

			@Override
			public void subscriptionFailed(SubscriptionError error) {
				RefusalSecretsTests.this.message = error.message();
			}

			@Override
			public void signInFailed(SignInError error) {
				RefusalSecretsTests.this.message = error.message();
			}

		});
	}

	@Test
	void aRefusedSubscriptionShowsNeitherSignatureNorChannelData() {
		this.authorizer = (channel, socketId) -> new ChannelAuthorization("key:odd-signature", CHANNEL_DATA);
		FakeWebSocket socket = connect("1.1");
		subscribe("presence-a");
		awaitSent();
		socket.receive(error("Invalid signature: Expected HMAC SHA256 hex digest of 1.1:presence-a:" + CHANNEL_DATA
				+ ", but got odd-signature"));
		assertThat(this.message)
			.isEqualTo("Invalid signature: Expected HMAC SHA256 hex digest of 1.1:presence-a:******, but got ******");
	}

	@Test
	void aSubscriptionErrorOfTheChannelShowsNoSignature() {
		FakeWebSocket socket = connect("1.1");
		subscribe("private-a");
		awaitSent();
		socket.receive("""
				{"event":"pusher:subscription_error","channel":"private-a",\
				"data":{"type":"AuthError","error":"Not signed by %s","status":401}}""".formatted(SIGNATURE));
		assertThat(this.message).isEqualTo("Not signed by ******");
	}

	@Test
	void aRefusedSignInShowsNeitherSignatureNorUserData() {
		this.authenticator = (socketId) -> new UserAuthentication("key:odd-signature", USER_DATA);
		FakeWebSocket socket = connect("1.1");
		signin();
		awaitSent();
		socket.receive(error("Expected a digest of 1.1::user::" + USER_DATA + ", but got odd-signature"));
		assertThat(this.message).isEqualTo("Expected a digest of 1.1::user::******, but got ******");
	}

	@Test
	void anErrorThatBelongsToNothingShowsNoSignature() {
		connect("1.1").receive(error("Invalid signature " + SIGNATURE + "."));
		assertThat(this.errors).singleElement()
			.satisfies((error) -> assertThat(error.message()).isEqualTo("Invalid signature ******."));
	}

	@Test
	void usersAndMembersShowTheirIdsOnly() {
		assertThat(new User("42", USER_DATA)).hasToString("User[id=42]");
		assertThat(new Member("42", "{\"mail\":\"planted\"}", JsonMapper.shared())).hasToString("Member[id=42]");
	}

	private static String error(String message) {
		return "{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"" + message.replace("\"", "\\\"")
				+ "\"}}";
	}

}
