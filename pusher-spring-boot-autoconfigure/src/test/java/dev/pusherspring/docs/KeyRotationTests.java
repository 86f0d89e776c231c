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
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KeyRotation}.
 */
class KeyRotationTests {

	@Test
	void goesOnWithTheNewKey() throws Exception {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("old").secret("old-secret").build()) {
			server.start();
			PusherClient client = new PusherClientBuilder(
					PusherOptions.builder("old").host("127.0.0.1").port(server.getPort()).forceTls(false).build())
				.channelAuthorizer(SigningAuthorizer.builder("old", "old-secret").build())
				.build();
			client.connect().get(10, TimeUnit.SECONDS);
			Channel channel = client.subscribe("private-a");
			Awaitility.await().atMost(Duration.ofSeconds(10)).until(channel::isSubscribed);
			server.stop();
			try (EmbeddedPusherServer renewed = EmbeddedPusherServer.builder()
				.key("new")
				.secret("new-secret")
				.port(server.getPort())
				.build()) {
				renewed.start();
				new KeyRotation(client).rotate("new", "new-secret").get(20, TimeUnit.SECONDS);
				Awaitility.await().atMost(Duration.ofSeconds(10)).until(channel::isSubscribed);
				assertThat(renewed.getSubscriptionCount("private-a")).isEqualTo(1);
			}
			finally {
				client.disconnect().get(10, TimeUnit.SECONDS);
			}
		}
	}

}
