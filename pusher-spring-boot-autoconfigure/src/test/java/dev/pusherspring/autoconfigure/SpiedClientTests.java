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

package dev.pusherspring.autoconfigure;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application whose client is spied on, which is a copy of its fields.
 */
@SpringBootTest(properties = "pusher.embedded.enabled=true")
@DirtiesContext
class SpiedClientTests {

	@MockitoSpyBean
	private PusherClient client;

	@Autowired
	private EmbeddedPusherServer server;

	@Autowired
	private Listeners listeners;

	@Test
	void stateIsThatOfTheClient() {
		Awaitility.await().until(() -> this.client.getState() == ConnectionState.CONNECTED);
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
		BDDMockito.then(this.client).should().connect();
		assertThat(this.client.getConnectionInfo().state()).isEqualTo(ConnectionState.CONNECTED);
		assertThat(this.client.getSocketId()).isNotNull();
	}

	@Test
	void pausesAndResumesReading() {
		assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
		this.client.pause();
		this.client.resume();
		this.server.trigger("orders", "placed", "{}");
		Awaitility.await().until(() -> this.listeners.event != null);
		PusherClient source = this.listeners.event.getClient();
		this.listeners.event = null;
		// one of them is the original
		source.pause();
		this.client.pause(this);
		source.resume();
		this.client.resume(this);
		this.server.trigger("orders", "placed", "{}");
		Awaitility.await().until(() -> this.listeners.event != null);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

	}

	static class Listeners {

		private volatile PusherMessageEvent event;

		@PusherListener("orders")
		void on(PusherMessageEvent event) {
			this.event = event;
		}

	}

}
