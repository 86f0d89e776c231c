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

package dev.pusherspring.client.internal.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Handshake}.
 */
class HandshakeTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final FakeTransports transports = new FakeTransports(this.loop);

	private final Outcomes outcomes = new Outcomes();

	private final Handshake handshake = new Handshake(this.transports, this.loop, new FrameReader(), this.outcomes);

	@BeforeEach
	void start() {
		this.handshake.start(TIMEOUT);
	}

	@Test
	void isCompleteWhenTheServerSaysSo() {
		link().open();
		assertThat(this.outcomes.established).isEmpty();
		link().receive(ServerMessages.established("123.456", 30));
		assertThat(this.outcomes.established).containsExactly(new Established("123.456", Duration.ofSeconds(30)));
		assertThat(this.outcomes.failures).isEmpty();
		assertThat(link().isAlive()).isTrue();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void needsNoActivityTimeoutFromTheServer() {
		link().open();
		link().receive("{\"event\":\"pusher:connection_established\",\"data\":{\"socket_id\":\"1.1\"}}");
		assertThat(this.outcomes.established).containsExactly(new Established("1.1", null));
	}

	@Test
	void passesEverythingToTheSuccessorAfterwards() {
		link().open();
		link().receive(ServerMessages.established("1.1"));
		RecordingSuccessor successor = new RecordingSuccessor();
		this.handshake.link().handOver(successor);
		link().receive(ServerMessages.PING);
		link().discard("too long");
		link().end(4200, "bye");
		assertThat(successor.heard).containsExactly(ServerMessages.PING, "too long", "4200");
		assertThat(this.outcomes.failures).isEmpty();
	}

	@Test
	void failsInTimeWhenTheLinkNeverOpens() {
		this.loop.advance(TIMEOUT.minus(MOMENT));
		assertThat(this.outcomes.failures).isEmpty();
		this.loop.advance(MOMENT);
		assertFailed(CloseAction.RECONNECT, null, "wss://fake.example:1234 could not be reached within 10000 ms");
	}

	@Test
	void failsInTimeWhenTheServerStaysSilent() {
		this.loop.advance(Duration.ofSeconds(9));
		link().open();
		this.loop.advance(Duration.ofSeconds(1));
		assertFailed(CloseAction.RECONNECT, null,
				"wss://fake.example:1234 did not complete the Channels handshake within 10000 ms");
	}

	@Test
	void failsInTimeWhenTheServerTalksOfOtherThings() {
		link().open();
		for (int i = 0; i < 10; i++) {
			link().receive(ServerMessages.event("orders", "created", "{}"), ServerMessages.PONG);
			this.loop.advance(Duration.ofSeconds(1));
		}
		assertFailed(CloseAction.RECONNECT, null,
				"wss://fake.example:1234 did not complete the Channels handshake within 10000 ms");
	}

	@Test
	void ignoresOtherMessagesBeforeTheFirst() {
		link().open();
		link().receive(ServerMessages.event("orders", "created", "{}"), ServerMessages.established("1.1"));
		assertThat(this.outcomes.established).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			4000, RECONNECT_WITH_TLS
			4001, STOP
			4003, STOP_FOR_NOW
			4004, STOP_FOR_NOW
			4099, STOP
			4100, RECONNECT_AFTER_PAUSE
			4200, RECONNECT_IMMEDIATELY
			4301, RECONNECT
			""")
	void doesWhatTheCodeOfAnErrorDemands(Integer code, CloseAction action) {
		link().open();
		link().receive(ServerMessages.error(code, "No"));
		assertFailed(action, code, "No");
	}

	@Test
	void triesAgainAfterAnErrorWithoutACode() {
		link().open();
		link().receive(ServerMessages.error(null, "No"));
		assertFailed(CloseAction.RECONNECT, null, "No");
	}

	@ParameterizedTest
	@CsvSource({ "4001,STOP", "4004,STOP_FOR_NOW", "4100,RECONNECT_AFTER_PAUSE", "4200,RECONNECT_IMMEDIATELY",
			"4000,RECONNECT_WITH_TLS" })
	void doesWhatTheCloseCodeDemands(int code, CloseAction action) {
		link().open();
		link().end(code, "No");
		assertFailed(action, code, "No (" + code + ")");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1005, 1006, 1011 })
	void reportsNoPusherCodeForACodeOfWebSocketItself(int code) {
		link().open();
		link().end(code, null);
		assertThat(this.outcomes.failures).singleElement().satisfies((failure) -> {
			assertThat(failure.action()).isEqualTo(CloseAction.RECONNECT);
			assertThat(failure.error().code()).isNull();
			assertThat(failure.error().message()).isNotBlank();
		});
	}

	@Test
	void hearsOneFailureWhenAnErrorIsFollowedByAClose() {
		link().open();
		link().receive(ServerMessages.error(4001, "No"));
		link().end(4001, "No");
		this.loop.advance(TIMEOUT.multipliedBy(2));
		assertFailed(CloseAction.STOP, 4001, "No");
	}

	@Test
	void reportsWhyTheLinkCouldNotBeOpened() {
		IOException cause = new IOException("Failed to connect to wss://fake.example:1234");
		link().end(LinkEnd.failed(cause));
		assertThat(this.outcomes.failures).singleElement().satisfies((failure) -> {
			assertThat(failure.error().message()).isEqualTo("Failed to connect to wss://fake.example:1234");
			assertThat(failure.error().cause()).isSameAs(cause);
		});
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "planted-secret", "[]", "{\"event\":1}",
			"{\"event\":\"pusher:connection_established\",\"data\":\"planted-secret\"}",
			"{\"event\":\"pusher:connection_established\"}",
			"{\"event\":\"pusher:connection_established\",\"data\":{\"activity_timeout\":30}}" })
	void failsOnAMessageThatMakesNoSense(String text) {
		link().open();
		link().receive(text);
		assertThat(this.outcomes.failures).singleElement().satisfies((failure) -> {
			assertThat(failure.action()).isEqualTo(CloseAction.RECONNECT);
			assertThat(failure.error().message()).startsWith("The Channels handshake failed: ")
				.doesNotContain("planted-secret");
			assertThat(failure.error().cause()).isInstanceOf(MalformedFrameException.class);
		});
		assertThat(link().isAlive()).isFalse();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	@Test
	void saysNothingMoreOnceItIsCancelled() {
		this.handshake.cancel();
		assertThat(link().getCloseCode()).isEqualTo(1000);
		assertThat(this.loop.pendingTimers()).isZero();
		link().open();
		link().receive(ServerMessages.established("1.1"), "rubbish");
		link().discard("too long");
		link().breakOff();
		assertThat(this.outcomes.established).isEmpty();
		assertThat(this.outcomes.failures).isEmpty();
	}

	@Test
	void comesTooLateAfterTheTimeout() {
		this.loop.advance(TIMEOUT);
		link().open();
		link().receive(ServerMessages.established("1.1"));
		assertThat(this.outcomes.established).isEmpty();
		assertThat(this.outcomes.failures).hasSize(1);
	}

	private void assertFailed(CloseAction action, Integer code, String message) {
		assertThat(this.outcomes.established).isEmpty();
		assertThat(this.outcomes.failures)
			.containsExactly(new Failure(action, new PusherError(code, message, null, null, false)));
		assertThat(link().isAlive()).isFalse();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	private FakeLink link() {
		return this.transports.last();
	}

	private record Failure(CloseAction action, PusherError error) {

	}

	private static final class Outcomes implements Handshake.Outcome {

		private final List<Established> established = new ArrayList<>();

		private final List<Failure> failures = new ArrayList<>();

		@Override
		public void established(Handshake handshake, Established established) {
			this.established.add(established);
		}

		@Override
		public void failed(Handshake handshake, CloseAction action, PusherError error) {
			this.failures.add(new Failure(action, error));
		}

	}

	private static final class RecordingSuccessor implements LinkListener {

		private final List<String> heard = new ArrayList<>();

		@Override
		public void opened() {
			throw new AssertionError("Opened again");
		}

		@Override
		public void received(byte[] bytes, int offset, int length) {
			this.heard.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
		}

		@Override
		public void discarded(String reason) {
			this.heard.add(reason);
		}

		@Override
		public void ended(LinkEnd end) {
			this.heard.add(String.valueOf(end.code()));
		}

	}

}
