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

package dev.pusherspring.client.internal.protocol;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FrameWriter}.
 */
class FrameWriterTests {

	@Test
	void writesPingAndPong() {
		assertThat(FrameWriter.ping()).isEqualTo("{\"event\":\"pusher:ping\",\"data\":{}}");
		assertThat(FrameWriter.pong()).isEqualTo("{\"event\":\"pusher:pong\",\"data\":{}}");
	}

	@Test
	void leavesOutTheAuthorizationOfAPublicChannel() {
		assertThat(FrameWriter.subscribe("orders", null, null))
			.isEqualTo("{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"orders\"}}");
	}

	@Test
	void writesTheAuthorizationOfAPrivateChannel() {
		assertThat(FrameWriter.subscribe("private-orders", "key:signature", null)).isEqualTo(
				"{\"event\":\"pusher:subscribe\",\"data\":{\"auth\":\"key:signature\",\"channel\":\"private-orders\"}}");
	}

	@Test
	void writesChannelDataAsTheVeryTextThatWasSigned() {
		String channelData = "{ \"user_id\": 10, \"user_info\":{\"name\":\"Zoë \\u00e9\"}}";
		String text = FrameWriter.subscribe("presence-room", "key:signature", channelData);
		Frame frame = new FrameReader().read(text);
		assertThat(FrameData.of(frame).text("channel_data")).isEqualTo(channelData);
		assertThat(FrameData.of(frame).text("channel")).isEqualTo("presence-room");
	}

	@Test
	void writesTheEndOfASubscription() {
		assertThat(FrameWriter.unsubscribe("orders"))
			.isEqualTo("{\"event\":\"pusher:unsubscribe\",\"data\":{\"channel\":\"orders\"}}");
	}

	@Test
	void writesTheDataOfAClientEventAsItIs() {
		assertThat(FrameWriter.clientEvent("private-orders", "client-typing", "{ \"n\": 1.50 }"))
			.isEqualTo("{\"event\":\"client-typing\",\"channel\":\"private-orders\",\"data\":{ \"n\": 1.50 }}");
	}

	@Test
	void writesTheSignInAsTheVeryTextThatWasSigned() {
		assertThat(FrameWriter.signin("key:signature", "{\"id\":\"7\"}")).isEqualTo(
				"{\"event\":\"pusher:signin\",\"data\":{\"auth\":\"key:signature\",\"user_data\":\"{\\\"id\\\":\\\"7\\\"}\"}}");
	}

	@Test
	void escapesWhatJsonDemands() {
		assertThat(FrameWriter.subscribe("a\"b\\c\n", null, null)).contains("\"a\\\"b\\\\c\\n\"");
	}

}
