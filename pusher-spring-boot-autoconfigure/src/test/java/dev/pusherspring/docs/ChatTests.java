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

package dev.pusherspring.docs;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.test.autoconfigure.AutoConfigureEmbeddedPusher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the examples of a chat.
 */
@SpringBootTest(classes = Chat.class, properties = "pusher.channels=chatrooms.668.v2")
@AutoConfigureEmbeddedPusher
@ExtendWith(OutputCaptureExtension.class)
class ChatTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Autowired
	private EmbeddedPusherServer server;

	@Test
	void messagesOfAllRoomsArriveWithTheNameOfTheRoom(CapturedOutput output) {
		assertThat(this.server.awaitSubscribed("chatrooms.668.v2", TIMEOUT)).isTrue();
		this.server.trigger("chatrooms.668.v2", "App\\Events\\ChatMessageEvent", Map.of("text", "hello"));
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("chatrooms.668.v2: hello"));
	}

	@Test
	void membersAreAnnounced(CapturedOutput output) {
		assertThat(this.server.awaitSubscribed("presence-room", TIMEOUT)).isTrue();
		this.server.faults().sendToAll("""
				{"event":"pusher_internal:member_added","channel":"presence-room","data":"{\\"user_id\\":\\"ann\\"}"}
				""");
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("ann is there"));
	}

}
