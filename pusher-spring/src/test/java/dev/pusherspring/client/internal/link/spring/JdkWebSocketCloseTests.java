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

package dev.pusherspring.client.internal.link.spring;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the end of a {@link JdkWebSocketSession}: it comes for certain, in time, and
 * once.
 */
class JdkWebSocketCloseTests extends AbstractWebSocketEngineTests {

	@AfterEach
	void everythingWasHeardOnTheLoopAndNothingAfterTheEnd() throws Exception {
		flush();
		assertThat(this.handler.size()).isZero();
		assertThat(this.handler.getHeardElsewhere()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1011, 3000, 4001, 4200, 4999 })
	void tellsTheCodeAndTheReasonOfTheServer(int code) throws Exception {
		ScriptedPeer peer = open();
		peer.close(code, "That is why");
		assertThat(this.handler.next()).isEqualTo("closed " + code + " That is why");
		assertThat(peer.read()).startsWith("close " + code);
	}

	@Test
	void tellsThatThereWasNoCode() throws Exception {
		ScriptedPeer peer = open();
		peer.closeWithoutCode();
		assertThat(this.handler.next()).isEqualTo("closed 1005");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1005, 1006, 1015, 2000, 5000, 65535 })
	void survivesACodeThatDoesNotExist(int code) throws Exception {
		ScriptedPeer peer = open();
		peer.close(code, "What?");
		assertEndsAbnormally();
	}

	@Test
	void tellsThatTheConnectionBroke() throws Exception {
		open().reset();
		assertEndsAbnormally();
	}

	@Test
	void tellsThatTheConnectionEndedWithoutAClose() throws Exception {
		open().drop();
		assertEndsAbnormally();
	}

	@Test
	void tellsThatTheConnectionBrokeWithinAMessage() throws Exception {
		ScriptedPeer peer = open();
		peer.text("whole");
		peer.binary(new byte[0]);
		assertThat(this.handler.next()).isEqualTo("whole");
		assertThat(this.handler.next()).isEqualTo("A binary message was discarded");
		peer.reset();
		assertEndsAbnormally();
	}

	@Test
	void endsWhenTheServerSendsWhatIsNoText() throws Exception {
		open().invalidText();
		assertEndsAbnormally();
	}

	@Test
	void closesWithCodeAndReason() throws Exception {
		ScriptedPeer peer = open();
		WebSocketSession session = session();
		session.close(new CloseStatus(4001, "Goodbye"));
		assertThat(peer.read()).isEqualTo("close 4001 Goodbye");
		flush();
		assertThat(session.isOpen()).isFalse();
		peer.close(4001, "");
		assertThat(this.handler.next()).isEqualTo("closed 4001");
		session.close();
	}

	@Test
	void sendsOnlyCodesThatAClientMaySend() throws Exception {
		ScriptedPeer peer = open();
		session().close(CloseStatus.GOING_AWAY);
		assertThat(peer.read()).startsWith("close 1000");
		peer.drop();
		String last = this.handler.next();
		if (last.startsWith("error ")) {
			last = this.handler.next();
		}
		assertThat(last).startsWith("closed ");
	}

	@Test
	void isCutOffWhenTheServerDoesNotAnswerTheClose() throws Exception {
		ScriptedPeer peer = open();
		long start = System.nanoTime();
		session().close(CloseStatus.NORMAL);
		assertThat(peer.read()).startsWith("close 1000");
		peer.text("still talking");
		assertThat(this.handler.next()).isEqualTo("still talking");
		assertThat(this.handler.next()).isEqualTo("closed 1000");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void isCutOffWhenTheServerClosesAndStays() throws Exception {
		ScriptedPeer peer = open();
		peer.close(4200, "");
		assertThat(this.handler.next()).isEqualTo("closed 4200");
		assertThat(peer.read()).startsWith("close 4200");
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void whatIsSentAfterTheEndGoesNowhere() throws Exception {
		ScriptedPeer peer = open();
		WebSocketSession session = session();
		peer.close(4200, "");
		assertThat(this.handler.next()).isEqualTo("closed 4200");
		session.sendMessage(new TextMessage("too late"));
		session.close();
		assertThat(peer.read()).startsWith("close 4200");
	}

	@Test
	void anExceptionOfTheHandlerDoesNotKeepTheConnectionOpen() throws Exception {
		this.handler.onEvent((event) -> {
			throw new IllegalStateException("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.close(4200, "");
		assertThat(this.handler.next()).isEqualTo("closed 4200");
		assertThat(peer.read()).startsWith("close 4200");
		assertThat(peer.read()).isEqualTo("end");
	}

	private void assertEndsAbnormally() throws InterruptedException {
		String last = this.handler.next();
		if (last.startsWith("error ")) {
			last = this.handler.next();
		}
		assertThat(last).startsWith("closed 1006");
	}

}
