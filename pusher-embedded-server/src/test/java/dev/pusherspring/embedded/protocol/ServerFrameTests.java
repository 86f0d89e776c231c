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

package dev.pusherspring.embedded.protocol;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerFrame}.
 */
class ServerFrameTests {

	@Test
	void eventHasWhatItIsGiven() {
		assertThat(ServerFrame.event("e", null).text()).isEqualTo("{\"event\":\"e\"}");
		assertThat(ServerFrame.event("e", "room").text()).isEqualTo("{\"event\":\"e\",\"channel\":\"room\"}");
		assertThat(ServerFrame.event("e", "room", "{\"n\":1}").text())
			.isEqualTo("{\"event\":\"e\",\"channel\":\"room\",\"data\":\"{\\\"n\\\":1}\"}");
	}

	@Test
	void clientEventKeepsItsDataAsSent() {
		assertThat(ServerFrame.clientEvent("client-e", "private-room", Json.parse("{\"n\":1.50}"), null).text())
			.isEqualTo("{\"event\":\"client-e\",\"channel\":\"private-room\",\"data\":{\"n\":1.50}}");
		assertThat(ServerFrame.clientEvent("client-e", "presence-room", null, "ann").text())
			.isEqualTo("{\"event\":\"client-e\",\"channel\":\"presence-room\",\"user_id\":\"ann\"}");
	}

	@Test
	void errorHasACodeOrNull() {
		assertThat(ServerFrame.error(4301, "slow down").text())
			.isEqualTo("{\"event\":\"pusher:error\",\"data\":{\"code\":4301,\"message\":\"slow down\"}}");
		assertThat(ServerFrame.error(null, "no").text())
			.isEqualTo("{\"event\":\"pusher:error\",\"data\":{\"code\":null,\"message\":\"no\"}}");
	}

	@Test
	void pingAndPongHaveEmptyData() {
		assertThat(ServerFrame.ping().text()).isEqualTo("{\"event\":\"pusher:ping\",\"data\":{}}");
		assertThat(ServerFrame.pong().text()).isEqualTo("{\"event\":\"pusher:pong\",\"data\":{}}");
	}

	@Test
	void frameIsSentAsUtf8AndEncodedOnceForAllSubscribers() {
		ServerFrame frame = ServerFrame.raw("grüße");
		assertThat(frame.bytes()).isEqualTo("grüße".getBytes(StandardCharsets.UTF_8)).isSameAs(frame.bytes());
		assertThat(frame).hasToString("grüße");
	}

}
