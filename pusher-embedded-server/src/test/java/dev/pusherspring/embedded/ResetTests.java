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

package dev.pusherspring.embedded;

import java.net.URI;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for what is left from one test of an application to the next.
 */
@Timeout(30)
class ResetTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().jsonp(true).build();

	@BeforeEach
	void start() {
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	@Test
	void resetForgetsWhatHasBeen() throws Exception {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("private-room");
			client.trigger("private-room", "client-hello", "x");
			client.expectSilence();
			this.server.trigger("cache-room", "news", "x");
			URI.create(this.server.getAuthEndpoint() + "?callback=f&socket_id=1.2&channel_name=private-room")
				.toURL()
				.openStream()
				.close();
			assertThat(this.server.getClientEvents()).hasSize(1);
			assertThat(this.server.getAuthorizationRequests()).hasSize(1);
			this.server.reset();
			assertThat(this.server.getClientEvents()).isEmpty();
			assertThat(this.server.getAuthorizationRequests()).isEmpty();
			assertThat(this.server.getAcceptedConnections()).isZero();
			client.subscribed("cache-room");
			client.next("pusher:cache_miss", "cache-room");
			client.trigger("private-room", "client-hello", "y");
			assertThat(this.server.awaitClientEvents(1, ScriptedClient.TIMEOUT)).isTrue();
		}
	}

	@Test
	void resetSwitchesFaultsOff() {
		this.server.faults().refuseHandshakes(4004, "Over quota");
		this.server.reset();
		ScriptedClient.connect(this.server).close();
	}

	@Test
	void resetKeepsConnectionsAndSubscriptions() {
		try (ScriptedClient client = ScriptedClient.connect(this.server)) {
			client.subscribed("room");
			this.server.reset();
			assertThat(this.server.getConnections()).hasSize(1);
			assertThat(this.server.getChannels()).containsExactly("room");
			client.expectSilence();
		}
	}

	@Test
	void stoppedServerHasNothingToReset() {
		this.server.stop();
		assertThatIllegalStateException().isThrownBy(this.server::reset);
	}

}
