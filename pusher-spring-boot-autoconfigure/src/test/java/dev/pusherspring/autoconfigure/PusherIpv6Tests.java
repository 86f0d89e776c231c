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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for servers that are named by an IPv6 address. Skipped on a machine without one.
 */
class PusherIpv6Tests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().host("::1").build();

	@BeforeEach
	void start() {
		Assumptions.assumeTrue(hasLoopback(), "This machine has no '::1'");
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop();
	}

	private static boolean hasLoopback() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@CsvSource({ "::1, ws", "[::1], ws", "::1, xhr_streaming", "[::1], xhr_polling" })
	void addressIsConnectedTo(String host, String transport) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=" + host,
					"pusher.port=" + this.server.getPort(), "pusher.http.host=" + host,
					"pusher.http.port=" + this.server.getPort(), "pusher.http.path=", "pusher.force-tls=false",
					"pusher.enabled-transports=" + transport, "pusher.channels=orders", "pusher.fail-fast=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(PusherClient.class).getState()).isEqualTo(ConnectionState.CONNECTED);
				assertThat(this.server.awaitSubscribed("orders", Duration.ofSeconds(20))).isTrue();
			});
	}

}
