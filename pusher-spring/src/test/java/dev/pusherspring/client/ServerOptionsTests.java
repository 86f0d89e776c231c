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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServerOptions}.
 */
class ServerOptionsTests {

	@ParameterizedTest
	@ValueSource(strings = { "host", "a.b-c.example", "127.0.0.1", "::1", "[::1]" })
	void acceptsHosts(String host) {
		assertThat(ServerOptions.isHost(host)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a b", "host:80", "user@host", "host/path", "host?q", "ws://host", "[::1" })
	void refusesWhatIsMoreOrLessThanAHost(String text) {
		assertThat(ServerOptions.isHost(text)).isFalse();
	}

	@Test
	void hostsAreThoseOfTheClusterUnlessTheyAreExplicit() {
		ServerOptions server = ServerOptions.defaults().withCluster("eu");
		assertThat(server.webSocketHost()).isEqualTo("ws-eu.pusher.com");
		assertThat(server.httpHost()).isEqualTo("sockjs-eu.pusher.com");
		server = server.withHost("own.example").withHttp(server.http().withHost("fallback.example"));
		assertThat(server.webSocketHost()).isEqualTo("own.example");
		assertThat(server.httpHost()).isEqualTo("fallback.example");
	}

	@Test
	void hostsToFallBackToMayHaveAPort() {
		ServerOptions server = ServerOptions.defaults()
			.withPath("/ws")
			.withPort(8080)
			.withFallback(ServerOptions.Fallback.none()
				.withHosts(List.of("b.example", "c.example:6001", "::1", "[::1]:1", "under_score")));
		assertThat(server.hosts()).extracting((host) -> host.webSocketHost() + " " + host.port() + host.path())
			.containsExactly("ws-mt1.pusher.com 8080/ws", "b.example 8080/ws", "c.example 6001/ws", "::1 8080/ws",
					"::1 1/ws", "under_score 8080/ws");
		assertThat(server.hasUnderscore()).isTrue();
		assertThat(server.hosts()).extracting(ServerOptions::permitsHttp)
			.containsExactly(true, false, false, false, false, false);
	}

	@Test
	void serverOfOnesOwnHasHttpTransportsOnlyIfTheyHaveAHost() {
		ServerOptions server = ServerOptions.defaults();
		assertThat(server.permitsHttp()).isTrue();
		assertThat(server.withHost("own.example").permitsHttp()).isFalse();
		assertThat(server.withHost("own.example").withHttp(server.http().withHost("own.example")).permitsHttp())
			.isTrue();
	}

	@Test
	void whatCannotBePartOfAnAddressIsRefused() {
		ServerOptions server = ServerOptions.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> server.withCluster("eu.evil.example/"))
			.withMessageContaining("'cluster'");
		assertThatIllegalArgumentException().isThrownBy(() -> server.withHost("a/b")).withMessageContaining("'host'");
		assertThatIllegalArgumentException().isThrownBy(() -> server.withPort(65536)).withMessageContaining("'port'");
		assertThatIllegalArgumentException().isThrownBy(() -> server.withPath("/a?b")).withMessageContaining("'path'");
		assertThatIllegalArgumentException().isThrownBy(() -> server.http().withPort(0))
			.withMessageContaining("'port'");
	}

}
