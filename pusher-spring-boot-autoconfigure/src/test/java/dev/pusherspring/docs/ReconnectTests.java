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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.test.autoconfigure.AutoConfigureEmbeddedPusher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.timeout;

@SpringBootTest(classes = OrderListener.class,
		properties = { "pusher.reconnect.initial-delay=100ms", "pusher.reconnect.max-delay=100ms" })
@AutoConfigureEmbeddedPusher
class ReconnectTests {

	@Autowired
	EmbeddedPusherServer server;

	@MockitoBean
	OrderService orders;

	@Test
	void reloadsOrdersAfterAnOutage() {
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(5))).isTrue();
		this.server.faults().refuseConnectionsFor(Duration.ofMillis(500));
		this.server.faults().dropAll();
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
		then(this.orders).should(timeout(5000)).reload();
		this.server.trigger("orders", "order-placed", Map.of("id", 2));
		then(this.orders).should(timeout(5000)).placed(new Order(2));
	}

}
