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

package dev.pusherspring.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a {@link PusherClientListener} that was added to a client, and for what those
 * hear who watch over a client.
 */
class AddedListenerTests extends AbstractPusherClientTests {

	private final Watcher watcher = new Watcher();

	@Test
	void hearsWhatHappensFromThenOn() {
		connect("1.1");
		this.client.addListener(this.watcher);
		assertThat(this.watcher.lines).containsExactly("initialized pusher");
		this.engine.last().close(1006, null);
		assertThat(this.watcher.lines).contains("state CONNECTING").doesNotContain("state CONNECTED");
	}

	@Test
	void hearsOfEveryMessageBeforeAnythingIsMadeOfIt() {
		FakeWebSocket socket = connect("1.1");
		subscribed("room");
		this.client.addListener(this.watcher);
		String event = ServerMessages.event("room", "news", "1");
		socket.receive(ServerMessages.PING, event, "no JSON");
		assertThat(this.watcher.lines).containsExactly("initialized pusher", "read " + ServerMessages.PING.length(),
				"read " + event.length(), "event news", "read 7");
	}

	@Test
	void hearsOfThePong() {
		FakeWebSocket socket = connect("1.1");
		this.client.addListener(this.watcher);
		this.loop.advance(Duration.ofSeconds(120));
		this.loop.advance(Duration.ofMillis(5));
		socket.receive(ServerMessages.PONG);
		assertThat(this.watcher.lines).contains("pong PT0.005S");
	}

	@Test
	void hearsOfAuthorizationsAndTheirOutcome() {
		this.client.addListener(this.watcher);
		connect("1.1");
		subscribe("private-a");
		await(() -> this.watcher.calls.size() == 1);
		this.authorizer = (channel, socketId) -> {
			this.loop.advance(Duration.ofMillis(250));
			throw new AuthorizationException("no", 403, false, null);
		};
		subscribe("private-b");
		await(() -> this.watcher.calls.size() == 2);
		signin();
		await(() -> this.watcher.calls.size() == 3);
		assertThat(this.watcher.calls).extracting(AuthorizationCall::channel)
			.containsExactly("private-a", "private-b", null);
		assertThat(this.watcher.calls.get(0).failure()).isNull();
		assertThat(this.watcher.calls.get(1).failure()).isInstanceOf(AuthorizationException.class);
		assertThat(this.watcher.calls.get(1).taken()).isEqualTo(Duration.ofMillis(250));
	}

	@Test
	void hearsNothingOnceItIsRemoved() {
		Registration registration = this.client.addListener(this.watcher);
		Registration again = this.client.addListener(new Watcher());
		connect("1.1");
		assertThat(this.watcher.lines).contains("state CONNECTED");
		this.watcher.lines.clear();
		registration.remove();
		registration.remove();
		this.engine.last().close(1006, null);
		assertThat(this.watcher.lines).isEmpty();
		again.remove();
		assertThat(this.listener.heard()).contains("state CONNECTING");
	}

	@Test
	void whatItThrowsHurtsNobody() {
		this.client.addListener(new PusherClientListener() {

			@Override
			public void messageRead(int bytes) {
				throw new IllegalStateException("thrown by the test");
			}

		});
		connect("1.1").receive(ServerMessages.PING);
		assertThat(awaitSent()).contains("pusher:pong");
	}

	/**
	 * Writes down what it hears.
	 */
	private static final class Watcher implements PusherClientListener {

		private final List<String> lines = new ArrayList<>();

		private final List<AuthorizationCall> calls = new ArrayList<>();

		@Override
		public void initialized(PusherClient client) {
			this.lines.add("initialized " + client.getName());
		}

		@Override
		public void stateChanged(ConnectionState previous, ConnectionState current) {
			this.lines.add("state " + current);
		}

		@Override
		public void messageRead(int bytes) {
			this.lines.add("read " + bytes);
		}

		@Override
		public void eventReceived(String channel, String event, String data, String userId) {
			this.lines.add("event " + event);
		}

		@Override
		public void pongReceived(Duration roundTripTime) {
			this.lines.add("pong " + roundTripTime);
		}

		@Override
		public void authorizationEnded(AuthorizationCall call) {
			this.calls.add(call);
		}

	}

}
