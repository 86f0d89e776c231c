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

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.pusherspring.testsupport.ScriptedPeer;
import dev.pusherspring.testsupport.ScriptedServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.origin}, {@code pusher.ignore-null-origin},
 * {@code pusher.headers} and {@code pusher.path} on the wire.
 */
class PusherOriginTests {

	private final ScriptedServer server = new ScriptedServer();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withPropertyValues("pusher.key=app-key", "pusher.host=127.0.0.1", "pusher.port=" + this.server.getPort(),
				"pusher.http.host=127.0.0.1", "pusher.http.port=" + this.server.getPort(), "pusher.force-tls=false");

	@AfterEach
	void stop() {
		this.server.close();
	}

	private ScriptedPeer request(String... properties) {
		ScriptedPeer[] peer = new ScriptedPeer[1];
		this.runner.withPropertyValues(properties).run((context) -> {
			peer[0] = this.server.accept();
			peer[0].readRequest();
		});
		return peer[0];
	}

	private @Nullable String origin(String... properties) {
		Map<String, String> headers = request(properties).getHeaders();
		assertThat(headers).containsKey("Host");
		return headers.get("Origin");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "xhr_streaming", "xhr_polling" })
	void thereIsNoOriginUnlessSet(String transport) {
		assertThat(origin("pusher.enabled-transports=" + transport)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "xhr_streaming", "xhr_polling" })
	void originIsSent(String transport) {
		assertThat(origin("pusher.enabled-transports=" + transport, "pusher.origin=https://app.example",
				"pusher.ignore-null-origin=true"))
			.isEqualTo("https://app.example");
	}

	@ParameterizedTest
	@CsvSource({ "ws,false,null", "ws,true,", "xhr_streaming,false,null", "xhr_streaming,true," })
	void nullAsOriginIsSentUnlessItIsToBeIgnored(String transport, boolean ignore, @Nullable String expected) {
		assertThat(origin("pusher.enabled-transports=" + transport, "pusher.origin=null",
				"pusher.ignore-null-origin=" + ignore))
			.isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "ws", "xhr_streaming" })
	void headersAreSent(String transport) {
		assertThat(request("pusher.enabled-transports=" + transport, "pusher.headers.X-Tenant=acme").getHeaders())
			.containsEntry("X-Tenant", "acme");
	}

	@Test
	void pathsComeBeforeTheApp() {
		assertThat(request("pusher.enabled-transports=ws", "pusher.path=/behind/a/gateway").getRequestLine())
			.startsWith("GET /behind/a/gateway/app/app-key?protocol=7&");
		assertThat(request("pusher.enabled-transports=xhr_polling", "pusher.http.path=/other").getRequestLine())
			.startsWith("POST /other/app/app-key/");
	}

}
