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

package dev.pusherspring.docs.authorization;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.pusherspring.autoconfigure.PusherAutoConfiguration;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.observed.AuthorizationRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of {@code docs/authorization.md}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AuthorizationExampleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().watchlists(true).build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void tokenIsFetchedAnewWhenTheEndpointRefuses() {
		TokenConfiguration.TokenStore tokens = Mockito.mock(TokenConfiguration.TokenStore.class);
		BDDMockito.given(tokens.cachedOrFetched()).willReturn("old");
		BDDMockito.given(tokens.fetch()).willReturn("new");
		this.server.faults().rejectNextAuthorization(401, "expired");
		runner().withUserConfiguration(TokenConfiguration.class)
			.withBean(TokenConfiguration.TokenStore.class, () -> tokens)
			.withPropertyValues("pusher.channels=private-orders",
					"pusher.auth.endpoint=" + this.server.getAuthEndpoint())
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
				assertThat(this.server.getAuthorizationRequests())
					.extracting((request) -> request.header("Authorization"))
					.containsExactly("Bearer old", "Bearer new");
			});
	}

	@Test
	void endpointIsSentWhatThePageSays() {
		runner()
			.withPropertyValues("pusher.channels=private-orders",
					"pusher.auth.endpoint=" + this.server.getAuthEndpoint(), "pusher.auth.params.tenant=17",
					"pusher.auth.headers.X-Api-Key=abc")
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
				AuthorizationRequest request = this.server.getAuthorizationRequests().get(0);
				assertThat(request.method()).isEqualTo("POST");
				assertThat(request.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
				assertThat(request.header("Accept")).isEqualTo("application/json");
				assertThat(request.header("X-Api-Key")).isEqualTo("abc");
				assertThat(request.parameters()).containsOnlyKeys("socket_id", "channel_name", "tenant");
			});
	}

	@Test
	void endpointIsSentOneRequestForManyChannels() {
		runner()
			.withPropertyValues("pusher.channels=private-a,private-b,private-c",
					"pusher.auth.endpoint=" + this.server.getAuthEndpoint(), "pusher.auth.batch.enabled=true",
					"pusher.auth.batch.max-wait=200ms")
			.run((context) -> {
				for (String channel : List.of("private-a", "private-b", "private-c")) {
					assertThat(this.server.awaitSubscribed(channel, TIMEOUT)).isTrue();
				}
				assertThat(this.server.getAuthorizationRequests()).singleElement()
					.satisfies((request) -> assertThat(request.parameters()).containsOnlyKeys("socket_id",
							"channel_name[0]", "channel_name[1]", "channel_name[2]"));
			});
	}

	@Test
	void userOfTheSecretJoinsSignsInAndWatches(CapturedOutput output) {
		runner().withUserConfiguration(SigningUser.class, UserEvents.class)
			.withPropertyValues("pusher.channels=presence-room,private-orders",
					"pusher.secret=" + this.server.getSecret(), "pusher.user-auth.auto-signin=true")
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-orders", TIMEOUT)).isTrue();
				assertThat(this.server.awaitSubscribed("presence-room", TIMEOUT)).isTrue();
				assertThat(this.server.getMembers("presence-room")).containsOnlyKeys("archiver");
				PusherClient client = context.getBean(PusherClient.class);
				Awaitility.await().until(() -> client.getUser() != null);
				assertThat(this.server.awaitSubscribed("#server-to-user-archiver", TIMEOUT)).isTrue();
				this.server.trigger("#server-to-user-archiver", "invoice", Map.of("id", 1));
				Awaitility.await().untilAsserted(() -> assertThat(output).contains("invoice for me: {\"id\":1}"));
				this.server.faults().sendToAll("""
						{"event":"pusher_internal:watchlist_events",\
						"data":"{\\"events\\":[{\\"name\\":\\"online\\",\\"user_ids\\":[\\"ann\\"]}]}"}""");
				Awaitility.await().untilAsserted(() -> assertThat(output).contains("[ann] came"));
			});
		assertThat(this.server.getAuthorizationRequests()).isEmpty();
	}

	@Test
	void ownAuthorizerDecides(CapturedOutput output) {
		runner().withUserConfiguration(OwnAuthorizer.class, UserEvents.class)
			.withBean(OwnAuthorizer.Tenants.class, () -> "private-ours"::equals)
			.withPropertyValues("pusher.channels=private-ours,private-theirs", "shop.secret=" + this.server.getSecret())
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-ours", TIMEOUT)).isTrue();
				Awaitility.await()
					.untilAsserted(() -> assertThat(output)
						.contains("No events of 'private-theirs': Channel 'private-theirs' belongs to another tenant"));
			});
	}

	@Test
	void ordersHaveAnAuthorizerOfTheirOwn() {
		OrdersAuthorization.OrderDesk desk = SigningAuthorizer.builder(this.server.getKey(), this.server.getSecret())
			.build()::authorize;
		runner().withUserConfiguration(OrdersAuthorization.class)
			.withBean(OrdersAuthorization.OrderDesk.class, () -> desk)
			.withPropertyValues("pusher.channels=private-orders-1,private-chat",
					"pusher.auth.endpoint=" + this.server.getAuthEndpoint())
			.run((context) -> {
				assertThat(this.server.awaitSubscribed("private-orders-1", TIMEOUT)).isTrue();
				assertThat(this.server.awaitSubscribed("private-chat", TIMEOUT)).isTrue();
				assertThat(this.server.getAuthorizationRequests()).extracting(AuthorizationRequest::channelName)
					.containsExactly("private-chat");
			});
	}

	@Test
	void signInWithoutAnAuthenticatorIsAnError(CapturedOutput output) {
		runner().withUserConfiguration(UserEvents.class)
			.withPropertyValues("pusher.user-auth.auto-signin=true")
			.run((context) -> Awaitility.await()
				.untilAsserted(() -> assertThat(output).contains("Not signed in: Sign-in needs an authentication")));
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withPropertyValues("pusher.host=127.0.0.1", "pusher.port=" + this.server.getPort(),
					"pusher.force-tls=false", "pusher.key=" + this.server.getKey());
	}

}
