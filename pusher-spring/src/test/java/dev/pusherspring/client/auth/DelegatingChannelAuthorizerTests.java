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

package dev.pusherspring.client.auth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DelegatingChannelAuthorizer}.
 */
class DelegatingChannelAuthorizerTests {

	private final DelegatingChannelAuthorizer authorizer = DelegatingChannelAuthorizer.builder()
		.add(named("orders"), "private-orders-*", "presence-orders")
		.add(DelegatingChannelAuthorizer.builder().add(named("chat"), "*-chat").build())
		.add(named("late"), "private-orders-1")
		.build();

	@ParameterizedTest
	@CsvSource({ "private-orders-1,orders", "private-orders-,orders", "presence-orders,orders", "private-chat,chat",
			"presence-chat,chat" })
	void firstThatMatchesIsAsked(String channel, String expected) {
		assertThat(this.authorizer.supports(channel)).isTrue();
		assertThat(this.authorizer.authorize(channel, "1.1").auth()).isEqualTo("key:" + expected);
		assertThat(this.authorizer.find(channel)).isNotInstanceOf(DelegatingChannelAuthorizer.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "private-orders", "presence-orders-1", "private-chats" })
	void whatNoneMatchesIsRefused(String channel) {
		assertThat(this.authorizer.supports(channel)).isFalse();
		assertThat(this.authorizer.find(channel)).isNull();
		assertThatExceptionOfType(AuthorizationException.class)
			.isThrownBy(() -> this.authorizer.authorize(channel, "1.1"))
			.withMessage("No authorizer supports channel '" + channel + "'")
			.satisfies((ex) -> assertThat(ex.isRetryable()).isFalse());
	}

	@ParameterizedTest
	@ValueSource(strings = { "orders-*", "privat-*", "presence", "private", "x*" })
	void patternForPublicChannelsIsRefused(String pattern) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DelegatingChannelAuthorizer.builder().add(named("a"), pattern))
			.withMessage("'%s' matches no channel that needs an authorization: ".formatted(pattern)
					+ "their names begin with 'private-' or 'presence-'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "p*", "private-*", "private-cache-*", "private-encrypted-a", "pres*", "*-orders" })
	void patternForOtherChannelsIsTaken(String pattern) {
		assertThat(DelegatingChannelAuthorizer.builder().add(named("a"), pattern).build().toString()).contains(pattern);
	}

	@Test
	void newCredentialsReachThoseThatSign() {
		DelegatingChannelAuthorizer authorizer = DelegatingChannelAuthorizer.builder()
			.add(SigningAuthorizer.builder("old", "old-secret").build(), "private-orders-*")
			.add(named("other"))
			.build()
			.withCredentials("new", "new-secret");
		assertThat(authorizer.authorize("private-orders-1", "1.1"))
			.isEqualTo(SigningAuthorizer.builder("new", "new-secret").build().authorize("private-orders-1", "1.1"));
		assertThat(authorizer.authorize("private-news", "1.1").auth()).isEqualTo("key:other");
	}

	@Test
	void withoutChannelsThereIsNothingToAdd() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DelegatingChannelAuthorizer.builder().add(named("a"), new String[0]));
	}

	@Test
	void newCredentialsReachThoseOfAnother() {
		DelegatingChannelAuthorizer authorizer = DelegatingChannelAuthorizer.builder()
			.add(DelegatingChannelAuthorizer.builder()
				.add(SigningAuthorizer.builder("old", "old-secret").build(), "private-orders-*")
				.build())
			.build()
			.withCredentials("new", "new-secret");
		assertThat(authorizer.authorize("private-orders-1", "1.1"))
			.isEqualTo(SigningAuthorizer.builder("new", "new-secret").build().authorize("private-orders-1", "1.1"));
		assertThat(authorizer.supports("private-news")).isFalse();
	}

	@Test
	void patternThatEndsBeforeItsPrefixIsRefusedWithoutAWildcard() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> DelegatingChannelAuthorizer.builder().add(named("a"), "private"));
		assertThatIllegalArgumentException().isThrownBy(() -> DelegatingChannelAuthorizer.builder().add(named("a"), ""))
			.withMessage("The name of a channel must not be empty");
	}

	@Test
	void showsWhatEachAuthorizerIsFor() {
		ChannelAuthorizer orders = SigningAuthorizer.builder("key", "planted-secret").build();
		assertThat(DelegatingChannelAuthorizer.builder().add(orders, "private-a", "private-b-*").build())
			.hasToString("DelegatingChannelAuthorizer[[private-a, private-b-*]=" + orders + "]");
	}

	@Test
	void withoutAnAuthorizerThereIsNothingToAdd() {
		assertThatIllegalArgumentException().isThrownBy(() -> DelegatingChannelAuthorizer.builder().add(null))
			.withMessage("'authorizer' must not be null");
	}

	private static ChannelAuthorizer named(String name) {
		return (channelName, socketId) -> new ChannelAuthorization("key:" + name);
	}

}
