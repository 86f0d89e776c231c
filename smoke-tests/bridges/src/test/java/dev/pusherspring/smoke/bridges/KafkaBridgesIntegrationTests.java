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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Integration tests for {@link KafkaBridge}, {@link KafkaBatchBridge} and
 * {@link KafkaFlow}.
 */
class KafkaBridgesIntegrationTests {

	private static KafkaBroker broker;

	@BeforeAll
	static void startBroker() throws Exception {
		broker = new KafkaBroker();
	}

	@AfterAll
	static void stopBroker() {
		broker.close();
	}

	@BeforeEach
	void createTopics() throws Exception {
		broker.createTopics("orders", "prices", "payments");
	}

	@Test
	void nothingIsLostWhileTheBrokerIsStopped() throws Exception {
		// what is under way fails soon, so that listeners are called again
		StoppedBroker.losesNothing(broker, 500, List.of("orders", "prices", "payments"),
				List.of(KafkaBridge.class, KafkaBatchBridge.class, KafkaFlow.class), "spring.config.name=kafka",
				"spring.kafka.bootstrap-servers=" + broker.address(),
				"spring.kafka.producer.properties.request.timeout.ms=1000",
				"spring.kafka.producer.properties.delivery.timeout.ms=1500",
				"spring.kafka.producer.properties.max.block.ms=1000");
	}

	@Test
	void nextInstanceHandsOverWhatTheLastOneCouldNot() throws Exception {
		RestartedApplication.losesNothing(broker);
	}

	@Test
	void everythingIsHandledAtSomeRate() {
		KafkaThroughput.measure(broker);
	}

}
