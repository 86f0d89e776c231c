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

package dev.pusherspring.client.internal.link.socket;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketLink}: how a link ends.
 */
class SocketCloseTests extends AbstractSocketLinkTests {

	@ParameterizedTest
	@ValueSource(ints = { 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
			4001, 4200, 4999 })
	void tellsTheCodeAndTheReasonOfTheServer(int code) throws Exception {
		ScriptedPeer peer = open();
		peer.close(code, "That is why");
		assertThat(this.listener.next()).isEqualTo("ended " + code);
		assertThat(this.listener.getEnd()).isEqualTo(new LinkEnd(code, "That is why", null));
		assertThat(peer.read()).isEqualTo("close " + code);
		peer.drop();
	}

	@Test
	void tellsThatThereWasNoCode() throws Exception {
		ScriptedPeer peer = open();
		peer.closeWithoutCode();
		assertThat(this.listener.next()).isEqualTo("ended 1005");
		assertThat(peer.read()).isEqualTo("close");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535 })
	void refusesACodeThatMustNotBeSent(int code) throws Exception {
		ScriptedPeer peer = open();
		peer.close(code, "What?");
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).contains("a close frame has the code " + code);
		assertThat(peer.read()).isEqualTo("close 1002");
	}

	@Test
	void aReasonThatIsDamagedDoesNotCostTheCode() throws Exception {
		ScriptedPeer peer = open();
		peer.respond("\u0088\u0006\u000f\u00a1no\u00ff!");
		assertThat(this.listener.next()).isEqualTo("ended 4001");
		assertThat(this.listener.getEnd().reason()).isEqualTo("no\ufffd!");
		assertThat(peer.read()).isEqualTo("close 1007");
	}

	@Test
	void tellsThatTheConnectionBroke() throws Exception {
		open().reset();
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).isEqualTo("Connection reset");
	}

	@Test
	void tellsThatTheConnectionEndedWithoutAClose() throws Exception {
		open().drop();
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).isEqualTo("the connection broke without a close frame");
	}

	@Test
	void tellsThatTheConnectionEndedWithinAMessage() throws Exception {
		ScriptedPeer peer = open();
		peer.text("whole");
		peer.respond("\u0081\u0005ha");
		peer.drop();
		assertThat(this.listener.next()).isEqualTo("whole");
		assertThat(this.listener.next()).isEqualTo("ended 1006");
	}

	@Test
	void closesWithCodeAndReason() throws Exception {
		ScriptedPeer peer = open();
		onLoop(() -> this.link.close(4001, "Goodbye"));
		assertThat(peer.read()).isEqualTo("close 4001 Goodbye");
		peer.close(4001, "");
		assertThat(peer.read()).isEqualTo("end");
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void sendsWhatIsDueBeforeItCloses() throws Exception {
		ScriptedPeer peer = open();
		onLoop(() -> {
			this.link.send("one");
			this.link.send("two");
			this.link.close(1000, "");
			this.link.send("late");
		});
		assertThat(peer.read()).isEqualTo("text one");
		assertThat(peer.read()).isEqualTo("text two");
		assertThat(peer.read()).isEqualTo("close 1000");
		peer.drop();
	}

	@Test
	void isCutOffWhenTheServerDoesNotAnswerTheClose() throws Exception {
		ScriptedPeer peer = open();
		long start = System.nanoTime();
		onLoop(() -> this.link.close(1000, ""));
		assertThat(peer.read()).isEqualTo("close 1000");
		peer.text("still talking");
		assertThat(peer.read()).isEqualTo("end");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void isCutOffWhenTheServerClosesAndStays() throws Exception {
		ScriptedPeer peer = open();
		peer.close(4200, "");
		assertThat(this.listener.next()).isEqualTo("ended 4200");
		assertThat(peer.read()).isEqualTo("close 4200");
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void answersACloseThoughTheServerHasEndedItsHalf() throws Exception {
		ScriptedPeer peer = open();
		peer.close(4001, "No");
		peer.endOutput();
		assertThat(this.listener.next()).isEqualTo("ended 4001");
		assertThat(peer.read()).isEqualTo("close 4001");
		assertThat(peer.read()).isEqualTo("end");
	}

	@Test
	void whatIsSentAfterTheEndGoesNowhere() throws Exception {
		ScriptedPeer peer = open();
		peer.close(4200, "");
		assertThat(this.listener.next()).isEqualTo("ended 4200");
		onLoop(() -> {
			this.link.send("too late");
			this.link.close(1000, "");
		});
		assertThat(peer.read()).isEqualTo("close 4200");
		peer.drop();
	}

	@Test
	void anExceptionOfTheListenerDoesNotKeepTheConnectionOpen() throws Exception {
		this.listener.onEvent((event) -> {
			throw new IllegalStateException("thrown by a test");
		});
		ScriptedPeer peer = open();
		peer.close(4200, "");
		assertThat(this.listener.next()).isEqualTo("ended 4200");
		assertThat(peer.read()).isEqualTo("close 4200");
		assertThat(peer.read()).isEqualTo("end");
	}

}
