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
 * Tests for the first example of the README.
 */
@SpringBootTest(classes = Orders.class, properties = "pusher.reconnect.initial-delay=100ms")
@AutoConfigureEmbeddedPusher
@ExtendWith(OutputCaptureExtension.class)
class OrdersTests {

	@Autowired
	private EmbeddedPusherServer server;

	@Test
	void eventsReachTheMethodsOfTheExample(CapturedOutput output) {
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(10))).isTrue();
		this.server.trigger("orders", "order-placed", Map.of("id", 1));
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("To prepare: Order[id=1]"));
		this.server.faults().dropAll();
		Awaitility.await().untilAsserted(() -> assertThat(output).contains("The connection was lost"));
	}

}
