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

import java.net.URI;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.testsupport.ScriptedPeer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SocketTransport}: what a link tells and does not tell.
 */
class SocketTransportTests extends AbstractSocketLinkTests {

	@Test
	void opensALinkInBothDirections() throws Exception {
		ScriptedPeer peer = open();
		onLoop(() -> this.link.send("hello"));
		assertThat(peer.read()).isEqualTo("text hello");
		peer.text("welcome");
		assertThat(this.listener.next()).isEqualTo("welcome");
		onLoop(this.link::ping);
		assertThat(peer.read()).isEqualTo("text {\"event\":\"pusher:ping\",\"data\":{}}");
	}

	@Test
	void sendsInOrder() throws Exception {
		ScriptedPeer peer = open();
		onLoop(() -> {
			for (int i = 0; i < 200; i++) {
				this.link.send("message " + i);
			}
		});
		for (int i = 0; i < 200; i++) {
			assertThat(peer.read()).isEqualTo("text message " + i);
		}
	}

	@Test
	void tellsTheCodeAndTheReasonOfTheServer() throws Exception {
		open().close(4004, "Over quota");
		assertThat(this.listener.next()).isEqualTo("ended 4004");
		assertThat(this.listener.getEnd()).isEqualTo(new LinkEnd(4004, "Over quota", null));
		assertThat(this.listener.getEnd().describe()).isEqualTo("Over quota (4004)");
	}

	@Test
	void tellsOnceThatTheLinkBroke() throws Exception {
		open().reset();
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isNotNull();
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void tellsThatALinkCouldNotBeOpened() throws Exception {
		start();
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		peer.refuse(503);
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe())
			.isEqualTo("ws://127.0.0.1:%d refused the WebSocket handshake with HTTP status 503"
				.formatted(this.server.getPort()));
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void tellsThatTheServerCouldNotBeReached() throws Exception {
		this.server.close();
		start();
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().describe()).contains("ws://127.0.0.1:" + this.server.getPort());
	}

	@Test
	void tellsThatTheEngineDidNotLikeTheAddress() throws Exception {
		start(URI.create("ftp://127.0.0.1/"), HttpHeaders::new);
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isNotNull();
	}

	@Test
	void tellsThatTheHeadersCouldNotBeMade() throws Exception {
		IllegalStateException cause = new IllegalStateException("No token");
		start(this.server.getUri(), () -> {
			throw cause;
		});
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
	}

	@Test
	void tellsThatAClassIsMissing() throws Exception {
		NoClassDefFoundError cause = new NoClassDefFoundError("com/example/Token");
		start(this.server.getUri(), () -> {
			throw cause;
		});
		assertThat(this.listener.next()).isEqualTo("ended 1006");
		assertThat(this.listener.getEnd().cause()).isSameAs(cause);
	}

	@Test
	void tellsThatAMessageWasDiscarded() throws Exception {
		ScriptedPeer peer = open();
		peer.text("x".repeat(MAX_SIZE + 1));
		peer.text("next");
		assertThat(this.listener.next()).isEqualTo("discarded A message of more than 1200000 bytes was discarded");
		assertThat(this.listener.next()).isEqualTo("next");
	}

	@Test
	void saysNothingAfterTheClientHasClosedTheLink() throws Exception {
		ScriptedPeer peer = open();
		onLoop(() -> this.link.close(1000, "Goodbye"));
		assertThat(peer.read()).isEqualTo("close 1000 Goodbye");
		peer.text("late");
		peer.text("x".repeat(MAX_SIZE + 1));
		peer.close(1000, "");
		assertThat(peer.read()).isEqualTo("end");
		onLoop(() -> {
			this.link.send("nothing");
			this.link.close(1000, "Again");
		});
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void aLinkThatIsClosedBeforeItOpensIsCutAtOnce() throws Exception {
		start();
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		onLoop(() -> this.link.close(1000, "Too slow"));
		assertThat(peer.read()).isEqualTo("end");
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void aLinkThatFailsWhileItIsClosedSaysNothing() throws Exception {
		start();
		ScriptedPeer peer = this.server.accept();
		peer.readRequest();
		onLoop(() -> {
			peer.refuse(503);
			Awaitility.await("the refusal waits for its turn")
				.until(() -> threads("test-reader").stream()
					.allMatch((thread) -> thread.getState() == Thread.State.WAITING));
			this.link.close(1000, "Too slow");
		});
		flush();
		assertThat(this.listener.size()).isZero();
	}

	@Test
	void pausesAndGoesOn() throws Exception {
		ScriptedPeer peer = open();
		onLoop(this.link::pause);
		for (int i = 0; i < 100; i++) {
			peer.text("message " + i);
		}
		flush();
		assertThat(this.listener.size()).isLessThanOrEqualTo(1);
		onLoop(this.link::resume);
		for (int i = 0; i < 100; i++) {
			assertThat(this.listener.next()).isEqualTo("message " + i);
		}
	}

	@Test
	void tellsItsNameAndItsServer() {
		SocketTransport transport = transport(URI.create("wss://ws-eu.pusher.com:443/app/key?protocol=7"),
				HttpHeaders::new);
		assertThat(transport.getName()).isEqualTo("wss");
		assertThat(transport.getServer()).isEqualTo("wss://ws-eu.pusher.com:443");
	}

}
