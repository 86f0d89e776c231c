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

package dev.pusherspring.reactive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.SigningAuthorizer;
import dev.pusherspring.client.builder.PusherClientBuilder;
import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.event.PayloadConversionException;
import dev.pusherspring.event.PusherMessageEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ReactivePusherClient}.
 */
class ReactivePusherClientTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int BUFFER = 16;

	@AutoClose
	private final EmbeddedPusherServer server = EmbeddedPusherServer.builder().clientEvents(true).build();

	private PusherClient client;

	private ReactivePusherClient reactive;

	@BeforeEach
	void start() throws Exception {
		this.server.start();
		PusherOptions options = PusherOptions.builder(this.server.getKey())
			.host("127.0.0.1")
			.port(this.server.getPort())
			.forceTls(false)
			.connection((connection) -> connection.withReconnect(ReconnectOptions.fixedDelay(Duration.ofMillis(20)))
				.withActivityTimeout(Duration.ofMillis(500))
				.withPongTimeout(Duration.ofMillis(500)))
			.build();
		SigningAuthorizer signing = SigningAuthorizer.builder(this.server.getKey(), this.server.getSecret()).build();
		this.client = new PusherClientBuilder(options).channelAuthorizer((channel, socketId) -> {
			if (channel.equals("private-refused")) {
				throw new AuthorizationException("Not for you");
			}
			return signing.authorize(channel, socketId);
		}).build();
		this.reactive = ReactivePusherClient.builder(this.client).bufferSize(BUFFER).build();
		this.client.connect().get(5, TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() throws Exception {
		this.client.disconnect().get(5, TimeUnit.SECONDS);
	}

	@Test
	void eventsOfAChannelComeInOrder() {
		StepVerifier.create(this.reactive.messages("orders").map((message) -> message.getEvent() + message.getData()))
			.then(() -> publish("orders", 0, 3))
			.expectNext("placed0", "placed1", "placed2")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void nothingIsSubscribedBeforeThereIsASubscriber() {
		Flux<PusherMessageEvent> orders = this.reactive.messages("orders");
		assertThat(this.client.getChannel("orders")).isNull();
		Disposable subscription = orders.subscribe();
		assertThat(this.client.getChannel("orders")).isNotNull();
		subscription.dispose();
		assertThat(this.client.getChannel("orders")).isNull();
		awaitUnsubscribed("orders");
	}

	@Test
	void severalChannelsAreOneStream() {
		StepVerifier.create(this.reactive.messages("orders", "refunds", "ord*").map(PusherMessageEvent::getChannel))
			.then(() -> {
				publish("orders", 0, 1);
				publish("refunds", 0, 1);
			})
			.expectNextCount(2)
			.then(() -> publish("orders", 1, 1))
			.expectNext("orders")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void aPatternMatchesWhatIsSubscribedOtherwise() {
		this.client.subscribe("orders-1");
		this.client.subscribe("refunds-1");
		StepVerifier.create(this.reactive.messages("orders-*").map(PusherMessageEvent::getChannel)).then(() -> {
			publish("refunds-1", 0, 1);
			publish("orders-1", 0, 1);
		}).expectNext("orders-1").thenCancel().verify(TIMEOUT);
		assertThat(this.client.getChannel("orders-1")).isNotNull();
	}

	@Test
	void payloadsAreTyped() {
		StepVerifier.create(this.reactive.payloads("orders", "placed", Order.class)).then(() -> {
			awaitSubscribed("orders");
			this.server.trigger("orders", "placed", Map.of("id", 1));
			this.server.trigger("orders", "cancelled", "no order");
			this.server.trigger("orders", "placed", Map.of("id", 2));
		}).expectNext(new Order(1), new Order(2)).thenCancel().verify(TIMEOUT);
		StepVerifier.create(this.reactive.payloads("orders", "pl*", new ParameterizedTypeReference<List<Order>>() {
		})).then(() -> {
			awaitSubscribed("orders");
			this.server.trigger("orders", "placed", List.of(Map.of("id", 1)));
		}).expectNext(List.of(new Order(1))).thenCancel().verify(TIMEOUT);
	}

	@Test
	void payloadThatDoesNotFitEndsTheStreamUnlessItIsToGoOn() {
		Runnable publish = () -> {
			awaitSubscribed("orders");
			this.server.trigger("orders", "placed", List.of());
			this.server.trigger("orders", "placed", Map.of("id", 2));
		};
		StepVerifier.create(this.reactive.payloads("orders", "placed", Order.class))
			.then(publish)
			.expectError(PayloadConversionException.class)
			.verify(TIMEOUT);
		awaitUnsubscribed("orders");
		StepVerifier.create(this.reactive.payloads("orders", "placed", Order.class)
			.onErrorContinue(PayloadConversionException.class, (ex, message) -> {
			})).then(publish).expectNext(new Order(2)).thenCancel().verify(TIMEOUT);
	}

	@Test
	void channelStaysWhileAnyoneWantsIt() {
		Object listener = new Object();
		Disposable first = this.reactive.messages("orders").subscribe();
		Disposable second = this.reactive.messages("orders").subscribe();
		this.client.subscribe("orders", listener);
		first.dispose();
		this.client.unsubscribe("orders", listener);
		assertThat(this.client.getChannel("orders")).isNotNull();
		this.client.subscribe("orders", listener);
		second.dispose();
		assertThat(this.client.getChannel("orders")).isNotNull();
		this.client.unsubscribe("orders", listener);
		assertThat(this.client.getChannel("orders")).isNull();
		this.client.subscribe("orders");
		this.reactive.messages("orders").subscribe().dispose();
		assertThat(this.client.getChannel("orders")).isNotNull();
	}

	@Test
	void slowSubscriberHasAllEventsAndBoundedMemory() {
		int count = 2000;
		String text = "x".repeat(4000);
		List<String> heard = new CopyOnWriteArrayList<>();
		BaseSubscriber<PusherMessageEvent> slow = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
				// no demand
			}

			@Override
			protected void hookOnNext(PusherMessageEvent message) {
				heard.add(message.getEvent());
			}

		};
		this.reactive.messages("orders").subscribe(slow);
		awaitSubscribed("orders");
		for (int i = 0; i < count; i++) {
			this.server.trigger("orders", "n" + i, text);
		}
		Awaitility.await().until(() -> this.reactive.getQueued() >= BUFFER);
		String socketId = this.client.getSocketId();
		// longer than the heartbeat would wait for a sign of life
		Awaitility.await()
			.during(Duration.ofMillis(1500))
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.reactive.getQueued() < count / 2 && socketId.equals(this.client.getSocketId()));
		assertThat(heard).isEmpty();
		int most = this.reactive.getQueued();
		slow.request(10);
		Awaitility.await().until(() -> heard.size() == 10);
		assertThat(this.reactive.getQueued()).isLessThanOrEqualTo(most);
		slow.request(Long.MAX_VALUE);
		Awaitility.await().atMost(TIMEOUT).until(() -> heard.size() == count);
		assertThat(heard).containsExactlyElementsOf(IntStream.range(0, count).mapToObj((n) -> "n" + n).toList());
		assertThat(this.reactive.getQueued()).isZero();
		assertThat(this.client.getSocketId()).isEqualTo(socketId);
		slow.cancel();
	}

	@Test
	void subscriberThatCancelsHoldsUpNobody() {
		BaseSubscriber<PusherMessageEvent> stuck = new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
				// no demand
			}

		};
		this.reactive.messages("orders").subscribe(stuck);
		awaitSubscribed("orders");
		publish("orders", 0, 4 * BUFFER);
		Awaitility.await().until(() -> this.reactive.getQueued() >= BUFFER);
		stuck.cancel();
		assertThat(this.reactive.getQueued()).isZero();
		StepVerifier.create(this.reactive.messages("refunds"))
			.then(() -> publish("refunds", 0, 1))
			.expectNextCount(1)
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void manyStreamsHaveTheirOwnEvents() {
		int count = 300;
		List<List<String>> heard = new ArrayList<>();
		List<Disposable> subscriptions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			List<String> own = new CopyOnWriteArrayList<>();
			heard.add(own);
			subscriptions.add(this.reactive.messages("room-" + i)
				.map((message) -> message.getChannel() + message.getData())
				.subscribe(own::add));
		}
		for (int i = 0; i < count; i++) {
			publish("room-" + i, 0, 2);
		}
		List<List<String>> expected = IntStream.range(0, count)
			.mapToObj((number) -> List.of("room-" + number + "0", "room-" + number + "1"))
			.toList();
		Awaitility.await().untilAsserted(() -> assertThat(heard).isEqualTo(expected));
		subscriptions.forEach(Disposable::dispose);
		assertThat(this.client.getChannels()).isEmpty();
	}

	@Test
	void streamOutlivesTheConnection() {
		StepVerifier.create(this.reactive.messages("orders").map(PusherMessageEvent::getData))
			.then(() -> publish("orders", 0, 1))
			.expectNext("0")
			.then(() -> {
				this.server.faults().dropAll();
				Awaitility.await().until(() -> this.server.getAcceptedConnections() == 2);
				publish("orders", 1, 1);
			})
			.expectNext("1")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void streamCompletesWhenTheClientIsDisconnectedAfterWhatWaits() {
		StepVerifier.create(this.reactive.messages("orders").map(PusherMessageEvent::getData), 0).then(() -> {
			publish("orders", 0, 3);
			Awaitility.await().until(() -> this.reactive.getQueued() == 3);
			this.client.disconnect().join();
		}).thenRequest(3).expectNext("0", "1", "2").expectComplete().verify(TIMEOUT);
		assertThat(this.client.getChannel("orders")).isNull();
	}

	@Test
	void channelThatIsRefusedForGoodEndsTheStream() {
		StepVerifier.create(this.reactive.messages("orders", "private-refused"))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(PusherSubscriptionException.class)
				.hasMessage("Channel 'private-refused' is not subscribed: Not for you")
				.extracting((failure) -> ((PusherSubscriptionException) failure).getError().channel())
				.isEqualTo("private-refused"))
			.verify(TIMEOUT);
		Awaitility.await().until(() -> this.client.getChannels().isEmpty());
	}

	@Test
	void serverThatRefusesTheClientForGoodEndsTheStream() {
		StepVerifier.create(this.reactive.messages("orders")).then(() -> {
			awaitSubscribed("orders");
			this.server.faults().closeAll(4001, "No such app");
		})
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(PusherConnectException.class)
				.extracting((failure) -> ((PusherConnectException) failure).getCode())
				.isEqualTo(4001))
			.verify(TIMEOUT);
	}

	@Test
	void clientEventIsSentToOthersWithEachSubscription() {
		Channel room = this.client.subscribe("private-room");
		Awaitility.await().until(() -> room.getState() == SubscriptionState.SUBSCRIBED);
		StepVerifier.create(this.reactive.trigger("private-room", "client-typing", Map.of()).repeat(1))
			.verifyComplete();
		assertThat(this.server.awaitClientEvents(2, TIMEOUT)).isTrue();
		StepVerifier.create(this.reactive.trigger("private-other", "client-typing", Map.of()))
			.expectError(IllegalStateException.class)
			.verify(TIMEOUT);
	}

	@Test
	void subscribersAreNotCalledOnTheEventLoop() {
		StepVerifier.create(this.reactive.messages("orders").map((message) -> Thread.currentThread().getName()))
			.then(() -> publish("orders", 0, 1))
			.assertNext((thread) -> assertThat(thread).startsWith("parallel-"))
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void flowOfTheJdkIsFree() {
		Flow.Publisher<String> publisher = JdkFlowAdapter
			.publisherToFlowPublisher(this.reactive.payloads("orders", "placed", String.class));
		StepVerifier.create(JdkFlowAdapter.flowPublisherToFlux(publisher))
			.then(() -> publish("orders", 0, 1))
			.expectNext("0")
			.thenCancel()
			.verify(TIMEOUT);
	}

	@Test
	void namesThatServersWouldNotTakeAreRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.reactive.messages("no spaces"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.reactive.messages());
		assertThatIllegalArgumentException().isThrownBy(() -> this.reactive.payloads("orders", "", Order.class));
	}

	private void publish(String channel, int from, int count) {
		awaitSubscribed(channel);
		for (int i = from; i < from + count; i++) {
			this.server.trigger(channel, "placed", String.valueOf(i));
		}
	}

	private void awaitSubscribed(String channel) {
		assertThat(this.server.awaitSubscribed(channel, TIMEOUT)).isTrue();
	}

	private void awaitUnsubscribed(String channel) {
		Awaitility.await().until(() -> this.server.getSubscriptionCount(channel) == 0);
	}

	record Order(int id) {

	}

}
