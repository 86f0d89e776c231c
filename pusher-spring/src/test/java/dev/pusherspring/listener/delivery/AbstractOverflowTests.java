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

package dev.pusherspring.listener.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.Member;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.User;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherCacheMissEvent;
import dev.pusherspring.event.PusherConnectionStateEvent;
import dev.pusherspring.event.PusherErrorEvent;
import dev.pusherspring.event.PusherMemberAddedEvent;
import dev.pusherspring.event.PusherMemberRemovedEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.event.PusherOutageEvent;
import dev.pusherspring.event.PusherReconnectingEvent;
import dev.pusherspring.event.PusherSignInErrorEvent;
import dev.pusherspring.event.PusherSignInSucceededEvent;
import dev.pusherspring.event.PusherSubscriptionCountEvent;
import dev.pusherspring.event.PusherSubscriptionErrorEvent;
import dev.pusherspring.event.PusherWatchlistEvent;

/**
 * Base of tests for {@link EventDelivery} with listeners that are too slow.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractOverflowTests {

	final PusherClient client = Mockito.mock(PusherClient.class);

	final ListenerGate gate = new ListenerGate();

	@AfterEach
	void openGate() {
		this.gate.open();
	}

	// what a server can send without end
	static Stream<PusherApplicationEvent> floods() {
		PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());
		Member member = new Member("1", "{}", JsonMapper.shared());
		return Stream.of(new PusherMemberAddedEvent(client, "presence-room", member),
				new PusherMemberRemovedEvent(client, "presence-room", member),
				new PusherSubscriptionCountEvent(client, "room", 1), new PusherCacheMissEvent(client, "cache-room"),
				new PusherSignInSucceededEvent(client, new User("1", "{}")),
				new PusherSignInErrorEvent(client, new SignInError(null, "refused", null, false)),
				new PusherWatchlistEvent(client, "online", List.of("1")));
	}

	// what a failed attempt to connect or to authorize causes
	static Stream<PusherApplicationEvent> repeated() {
		PusherClient client = Mockito.mock(PusherClient.class, Mockito.withSettings().stubOnly());
		return Stream.of(new PusherReconnectingEvent(client, 1, Duration.ZERO),
				new PusherConnectionStateEvent(client, ConnectionState.CONNECTED, ConnectionState.CONNECTING),
				new PusherSubscriptionErrorEvent(client, new SubscriptionError("room", 403, "Forbidden", null, true)),
				new PusherSignInErrorEvent(client, new SignInError(null, "refused", null, false)),
				new PusherErrorEvent(client, new PusherError(null, "The connection failed", null, null, false)));
	}

	PusherOutageEvent outage(String channel) {
		return new PusherOutageEvent(this.client, channel, Instant.EPOCH, Instant.EPOCH);
	}

	PusherErrorEvent errorEvent(boolean fatal) {
		return new PusherErrorEvent(this.client,
				new PusherError(null, "A message could not be read", null, null, fatal));
	}

	PusherApplicationEvent stateEvent() {
		return new PusherConnectionStateEvent(this.client, ConnectionState.CONNECTING, ConnectionState.CONNECTED);
	}

	EventDelivery blockedDelivery(OverflowPolicy policy, int capacity) {
		return blockedDelivery(policy, capacity, Duration.ofSeconds(10));
	}

	// one message is with the listener, none waits
	EventDelivery blockedDelivery(OverflowPolicy policy, int capacity, Duration drainTimeout) {
		EventDelivery delivery = new EventDelivery(new DeliverySettings(1, capacity, policy, drainTimeout),
				AbstractOverflowTests::thread, this.gate);
		delivery.start(this.client);
		deliver(delivery, 0, 0);
		this.gate.awaitEntered();
		return delivery;
	}

	static EventDelivery delivery(OverflowPolicy policy, int capacity, int concurrency,
			Consumer<PusherApplicationEvent> listeners) {
		return new EventDelivery(new DeliverySettings(concurrency, capacity, policy, Duration.ofSeconds(10)),
				AbstractOverflowTests::thread, listeners);
	}

	private static Thread thread(Runnable worker) {
		Thread thread = new Thread(worker, "delivery-under-test");
		thread.setDaemon(true);
		return thread;
	}

	void deliver(EventDelivery delivery, int from, int to) {
		names(from, to).forEach((name) -> delivery.deliver(message("channel", name)));
	}

	static List<String> names(int from, int to) {
		return IntStream.rangeClosed(from, to).mapToObj((i) -> "event-" + i).toList();
	}

	PusherMessageEvent message(String channel, String event) {
		return new PusherMessageEvent(this.client, channel, event, "{}", null, JsonMapper.shared());
	}

}
