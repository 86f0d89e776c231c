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

package dev.pusherspring.smoke.bridges;

import java.util.List;

import org.junit.jupiter.api.Test;

/**
 * Integration tests for {@link RabbitBridge} and {@link RabbitFlow}.
 */
class RabbitBridgesIntegrationTests {

	@Test
	void nothingIsLostWhileTheBrokerIsStopped() throws Exception {
		try (RabbitBroker broker = new RabbitBroker()) {
			StoppedBroker.losesNothing(broker, 200, List.of("orders", "payments"),
					List.of(RabbitQueues.class, RabbitBridge.class, RabbitFlow.class), "spring.rabbitmq.host=127.0.0.1",
					"spring.rabbitmq.port=" + broker.port(), "spring.config.name=rabbit");
		}
	}

}
