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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.TransportName;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code pusher.enabled-transports}, {@code pusher.disabled-transports} and
 * {@code pusher.http}.
 */
@ExtendWith(OutputCaptureExtension.class)
class PusherTransportsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class))
		.withUserConfiguration(Errors.class)
		.withPropertyValues("pusher.key=app-key");

	@Test
	void unknownNamesAreIgnoredWithAWarning(CapturedOutput output) {
		this.runner
			.withPropertyValues("pusher.auto-startup=false", "pusher.enabled-transports=ws, carrier_pigeon",
					"pusher.disabled-transports=XHR_POLLING,smoke_signals")
			.run((context) -> {
				PusherOptions options = context.getBean(PusherOptions.class);
				assertThat(options.transports().enabled()).containsExactly(TransportName.WS);
				assertThat(options.transports().disabled()).containsExactly(TransportName.XHR_POLLING);
				assertThat(output)
					.contains("Unknown transport 'carrier_pigeon' in 'pusher.enabled-transports' is ignored")
					.contains("Unknown transport 'smoke_signals' in 'pusher.disabled-transports' is ignored");
			});
	}

	@Test
	void noTransportIsFatal() {
		this.runner
			.withPropertyValues("pusher.enabled-transports=ws", "pusher.disabled-transports=ws",
					"pusher.host=127.0.0.1")
			.run((context) -> assertFailed(context.getBean(PusherClient.class), context.getBean(Errors.class)));
	}

	@Test
	void toEnableOnlyUnknownNamesIsRefused() {
		this.runner.withPropertyValues("pusher.enabled-transports=carrier_pigeon", "pusher.host=127.0.0.1")
			.run((context) -> assertThat(PusherFailureAnalysisTests.analyze(context).getDescription())
				.contains("'pusher.enabled-transports'", "[ws, wss, xhr_streaming, xhr_polling]"));
	}

	@Test
	void aServerOfOnesOwnHasNoHttpTransports() {
		this.runner.withPropertyValues("pusher.enabled-transports=xhr_streaming,xhr_polling", "pusher.host=127.0.0.1")
			.run((context) -> assertFailed(context.getBean(PusherClient.class), context.getBean(Errors.class)));
	}

	@Test
	void aServerOfOnesOwnHasHttpTransportsIfAnHttpHostIsSet() {
		try (EmbeddedPusherServer server = EmbeddedPusherServer.builder().key("app-key").port(0).build()) {
			server.start();
			this.runner
				.withPropertyValues("pusher.enabled-transports=xhr_polling", "pusher.host=127.0.0.1",
						"pusher.force-tls=false", "pusher.http.host=127.0.0.1", "pusher.http.port=" + server.getPort(),
						"pusher.http.path=")
				.run((context) -> {
					Awaitility.await()
						.until(() -> context.getBean(PusherClient.class).getState() == ConnectionState.CONNECTED);
					assertThat(server.getConnections())
						.allSatisfy((connection) -> assertThat(connection.transport()).isEqualTo("xhr_polling"));
				});
		}
	}

	private static void assertFailed(PusherClient client, Errors errors) {
		Awaitility.await().until(() -> !errors.events.isEmpty());
		assertThat(client.getState()).isEqualTo(ConnectionState.FAILED);
		assertThat(errors.events).hasSize(1);
		assertThat(errors.events.get(0).isFatal()).isTrue();
		assertThat(errors.events.get(0).getMessage()).contains("There is no transport to connect with");
	}

	@Configuration(proxyBeanMethods = false)
	static class Errors {

		private final List<PusherErrorEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void onError(PusherErrorEvent event) {
			this.events.add(event);
		}

	}

}
