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
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

import dev.pusherspring.client.auth.ChannelAuthorization;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;
import dev.pusherspring.client.builder.ManualClients;
import dev.pusherspring.testsupport.FakeWebSocket;
import dev.pusherspring.testsupport.FakeWebSocketClient;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.RecordingListener;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of a whole {@link PusherClient} on a clock that tests move, and
 * without a network. Authorizers run on the client's own threads, so that what depends on
 * them is to be awaited.
 */
abstract class AbstractPusherClientTests {

	final ManualEventLoop loop = new ManualEventLoop();

	final FakeWebSocketClient engine = new FakeWebSocketClient(this.loop);

	final RecordingListener listener = new RecordingListener();

	final List<String> heard = this.listener.heard();

	final List<PusherError> errors = this.listener.errors();

	final List<String> authorizerCalls = new CopyOnWriteArrayList<>();

	volatile ChannelAuthorizer authorizer = (channel, socketId) -> new ChannelAuthorization(
			"key:" + channel + "@" + socketId, channel.startsWith("presence-") ? "{\"user_id\":\"42\"}" : null, null);

	volatile UserAuthenticator authenticator = (socketId) -> new UserAuthentication("key:user@" + socketId,
			"{\"id\":\"42\"}");

	PusherClient client = client(PusherOptions.builder("app-key"));

	PusherClient client(PusherOptions.Builder options) {
		// the fake engine is all there is; no HTTP
		options.transports(new TransportSelection(Set.of(TransportName.WS), Set.of()));
		return ManualClients.builder(options.build(), this.loop)
			.webSocketClient(this.engine)
			.channelAuthorizer((channel, socketId) -> {
				this.authorizerCalls.add(channel + "@" + socketId);
				return this.authorizer.authorize(channel, socketId);
			})
			.userAuthenticator((socketId) -> this.authenticator.authenticate(socketId))
			.listener(this.listener)
			.build();
	}

	@AfterEach
	void disconnect() {
		this.client.disconnect();
		this.loop.runQueued();
	}

	FakeWebSocket connect(String socketId) {
		this.client.connect();
		this.loop.runQueued();
		FakeWebSocket socket = this.engine.last().establish(socketId);
		assertThat(this.client.getState()).isEqualTo(ConnectionState.CONNECTED);
		return socket;
	}

	/**
	 * Break the connection and get the next.
	 */
	FakeWebSocket reconnect(String socketId) {
		this.engine.last().close(1006, null);
		int count = this.engine.count();
		this.loop.advance(Duration.ofSeconds(5));
		assertThat(this.engine.count()).isEqualTo(count + 1);
		return this.engine.last().establish(socketId);
	}

	Channel subscribe(String name) {
		Channel channel = this.client.subscribe(name);
		this.loop.runQueued();
		return channel;
	}

	/**
	 * Subscribe a channel all the way, which is of no interest itself.
	 */
	Channel subscribed(String name) {
		Channel channel = subscribe(name);
		assertThat(awaitSent()).contains("pusher:subscribe", "\"" + name + "\"");
		this.engine.last().receive(ServerMessages.subscriptionSucceeded(name));
		assertThat(channel.getState()).isEqualTo(SubscriptionState.SUBSCRIBED);
		this.heard.clear();
		return channel;
	}

	void signin() {
		this.client.signin();
		this.loop.runQueued();
	}

	/**
	 * Let the client's threads do their work until a condition holds.
	 */
	void await(Callable<Boolean> condition) {
		Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> {
				this.loop.runQueued();
				return condition.call();
			});
	}

	/**
	 * Return what the client sends next, on the newest socket.
	 */
	String awaitSent() {
		await(() -> !this.engine.last().getSent().isEmpty());
		return this.engine.last().awaitSent();
	}

	/**
	 * Let everything be done that is under way: the tasks on threads of the client are
	 * over when a message that was sent after them has arrived.
	 */
	void assertNothingSent() {
		this.engine.last().receive(ServerMessages.PING);
		assertThat(awaitSent()).contains("pusher:pong");
	}

	List<String> takeHeard() {
		List<String> heard = List.copyOf(this.heard);
		this.heard.clear();
		return heard;
	}

}
