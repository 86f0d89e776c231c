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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.util.function.ThrowingConsumer;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application gets from a server that sends rubbish: the connection
 * stays, the next event is delivered, and what could not be read is reported.
 */
class PusherBadInputTests {

	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().maxEventData(8 * 1024 * 1024).build();

	@BeforeEach
	void startServer() {
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "rubbish", "{", "{\"event\":\"placed\"", "{\"event\":}", "[]", "[{}]", "\"text\"",
			"42", "null", "true", "{}{}", "{\"event\":\"placed\"} x", "{}", "{\"channel\":\"orders\"}",
			"{\"event\":null,\"channel\":\"orders\"}", "{\"event\":42,\"channel\":\"orders\"}",
			"{\"event\":{},\"channel\":\"orders\"}", "{\"event\":\"placed\",\"channel\":42}",
			"{\"event\":\"placed\",\"channel\":[\"orders\"]}", "{\"event\":\"placed\",\"data\":tru}",
			"{\"event\":\"\\ud83\"}" })
	void messageThatCannotBeReadIsReportedAndTheNextEventDelivered(String frame) {
		run((application) -> {
			application.send(frame);
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.errors).singleElement().satisfies((error) -> {
				assertThat(error.getMessage()).startsWith("A message could not be read");
				assertThat(error.isFatal()).isFalse();
				assertThat(error.getCause()).isNotNull();
			});
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"event\":\"pusher:unheard_of\"}",
			"{\"event\":\"pusher:unheard_of\",\"channel\":\"orders\",\"data\":{\"a\":1}}",
			"{\"event\":\"pusher_internal:unheard_of\",\"channel\":\"orders\"}", "{\"event\":\"placed\"}",
			"{\"event\":\"placed\",\"channel\":null}", "{\"event\":\"placed\",\"channel\":\"\"}",
			"{\"event\":\"placed\",\"channel\":\"not-subscribed\",\"data\":\"{}\"}", "{\"event\":\"\"}",
			"{\"event\":\"pusher:pong\"}", "{\"event\":\"pusher:pong\",\"data\":42}",
			"{\"event\":\"pusher:ping\",\"data\":null}", "{\"event\":\"pusher:connection_established\"}",
			"{\"event\":\"pusher_internal:subscription_succeeded\"}",
			"{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"orders\",\"data\":\"rubbish\"}",
			"{\"event\":\"pusher_internal:subscription_succeeded\",\"channel\":\"orders\"}" })
	void messageThatConcernsNobodyIsIgnoredAndTheNextEventDelivered(String frame) {
		run((application) -> {
			application.send(frame);
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.errors).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"event\":\"pusher:error\"}", "{\"event\":\"pusher:error\",\"data\":null}",
			"{\"event\":\"pusher:error\",\"data\":\"rubbish\"}", "{\"event\":\"pusher:error\",\"data\":[]}",
			"{\"event\":\"pusher:error\",\"data\":{\"code\":\"4301\",\"message\":42}}",
			"{\"event\":\"pusher:error\",\"data\":{\"code\":1e99}}" })
	void errorOfTheServerInAnyFormIsReportedAndTheNextEventDelivered(String frame) {
		run((application) -> {
			application.send(frame);
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.errors).singleElement().satisfies((error) -> {
				assertThat(error.getMessage()).isNotBlank();
				assertThat(error.isFatal()).isFalse();
			});
		});
	}

	@Test
	void errorOfTheServerKeepsItsCodeAndText() {
		run((application) -> {
			application.send(
					"{\"event\":\"pusher:error\",\"data\":\"{\\\"code\\\":4301,\\\"message\\\":\\\"Slow down\\\"}\"}");
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.errors).singleElement().satisfies((error) -> {
				assertThat(error.getCode()).isEqualTo(4301);
				assertThat(error.getMessage()).isEqualTo("Slow down");
			});
		});
	}

	static Stream<Arguments> dataInAllForms() {
		return Stream.of(Arguments.of(",\"data\":\"{\\\"id\\\":7}\"", "{\"id\":7}"),
				Arguments.of(",\"data\":{\"id\": 7}", "{\"id\": 7}"), Arguments.of(",\"data\":[1, 2.50]", "[1, 2.50]"),
				Arguments.of(",\"data\":\"plain text\"", "plain text"), Arguments.of(",\"data\":\"\"", ""),
				Arguments.of(",\"data\":42", "42"), Arguments.of(",\"data\":true", "true"),
				Arguments.of(",\"data\":{}", "{}"), Arguments.of(",\"data\":null", null), Arguments.of("", null),
				Arguments.of(",\"data\":\"{\\\"broken\\\":\"", "{\"broken\":"),
				Arguments.of(",\"data\":" + "[".repeat(600) + "]".repeat(600), "[".repeat(600) + "]".repeat(600)),
				Arguments.of(",\"data\":[" + "7".repeat(1200) + "]", "[" + "7".repeat(1200) + "]"),
				Arguments.of(",\"user_id\":7,\"later\":{\"x\":[]}", null));
	}

	@ParameterizedTest
	@MethodSource("dataInAllForms")
	void dataMayHaveAnyFormOrBeAbsent(String data, @Nullable String expected) {
		run((application) -> {
			application.send("{\"event\":\"odd\",\"channel\":\"orders\"" + data + "}");
			application.assertNextEventIsDelivered();
			PusherMessageEvent odd = application.recorder.messages.get(0);
			assertThat(odd.getEvent()).isEqualTo("odd");
			assertThat(odd.getData()).isEqualTo(expected);
			assertThat(application.recorder.errors).isEmpty();
		});
	}

	@Test
	void floodOfRubbishLeavesTheConnectionUp() {
		run((application) -> {
			for (int i = 0; i < 500; i++) {
				application.send("rubbish " + i);
			}
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.errors).hasSize(500);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 10 * 1024, 100 * 1024, 1024 * 1024 })
	void messagesUpToTheLimitArriveWhole(int length) {
		String data = "\"ä" + "x\\".repeat(length / 2 - 2) + "z\"";
		assertThat(data).hasSizeLessThanOrEqualTo(length);
		run((application) -> {
			this.server.trigger("orders", "large", data);
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.messages.get(0).getData()).isEqualTo(data);
			assertThat(application.recorder.errors).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 1024 * 1024 + 1, 3 * 1024 * 1024, 7 * 1024 * 1024 })
	void messageBeyondTheLimitIsReportedAndTheConnectionGoesOn(int length) {
		run((application) -> {
			this.server.trigger("orders", "too-large", "x".repeat(length));
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.messages).extracting(PusherMessageEvent::getEvent).containsExactly("next");
			assertThat(application.recorder.errors).singleElement().satisfies((error) -> {
				assertThat(error.getMessage()).contains("discarded");
				assertThat(error.isFatal()).isFalse();
			});
		});
	}

	@Test
	void limitIsConfigurable() {
		run((application) -> {
			this.server.trigger("orders", "too-large", "x".repeat(2049));
			this.server.trigger("orders", "fits", "x".repeat(2048));
			application.assertNextEventIsDelivered();
			assertThat(application.recorder.messages).extracting(PusherMessageEvent::getEvent)
				.containsExactly("fits", "next");
			assertThat(application.recorder.errors).hasSize(1);
			assertThat(application.recorder.errors.get(0).getMessage()).contains("2049", "2048");
		}, "pusher.max-message-size=2KB");
	}

	private void run(ThrowingConsumer<Application> test, String... properties) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(PusherAutoConfiguration.class, JacksonAutoConfiguration.class))
			.withUserConfiguration(Recorder.class)
			.withPropertyValues("pusher.key=" + this.server.getKey(), "pusher.host=127.0.0.1",
					"pusher.port=" + this.server.getPort(), "pusher.force-tls=false", "pusher.channels=orders")
			.withPropertyValues(properties)
			.run((context) -> {
				PusherClient client = context.getBean(PusherClient.class);
				Awaitility.await().until(() -> client.subscribe("orders").isSubscribed());
				test.accept(new Application(this.server, client, context.getBean(Recorder.class)));
			});
	}

	private record Application(EmbeddedPusherServer server, PusherClient client, Recorder recorder) {

		void send(String frame) {
			this.server.faults().sendToAll(frame);
		}

		void assertNextEventIsDelivered() {
			String socketId = this.client.getSocketId();
			this.server.trigger("orders", "next", Map.of());
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(this.recorder.messages).extracting(PusherMessageEvent::getEvent)
					.contains("next"));
			assertThat(this.client.getSocketId()).isNotNull().isEqualTo(socketId);
			assertThat(this.server.getAcceptedConnections()).isEqualTo(1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Recorder {

		private final List<PusherMessageEvent> messages = new CopyOnWriteArrayList<>();

		private final List<PusherErrorEvent> errors = new CopyOnWriteArrayList<>();

		@EventListener
		void onMessage(PusherMessageEvent event) {
			this.messages.add(event);
		}

		@EventListener
		void onError(PusherErrorEvent event) {
			this.errors.add(event);
		}

	}

}
