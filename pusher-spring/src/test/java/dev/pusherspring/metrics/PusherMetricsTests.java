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

package dev.pusherspring.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentMatchers;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.AuthorizationCall;
import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.Registration;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PusherMetrics}.
 */
class PusherMetricsTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final List<PusherClientListener> listeners = new ArrayList<>();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final CountDownLatch entered = new CountDownLatch(1);

	@BeforeEach
	void prepareClient() {
		BDDMockito.given(this.client.addListener(BDDMockito.any())).willAnswer((invocation) -> {
			PusherClientListener listener = invocation.getArgument(0);
			this.listeners.add(listener);
			return (Registration) () -> this.listeners.remove(listener);
		});
	}

	@AfterEach
	void openGate() {
		this.gate.countDown();
	}

	@Test
	void everyMeterBearsTheNameOfTheClient() {
		bind(false, delivery(OverflowPolicy.BLOCK, 10));
		assertThat(this.registry.getMeters()).hasSizeGreaterThan(20)
			.extracting((meter) -> meter.getId().getTag("app"))
			.containsOnly("shop");
	}

	@Test
	void countsMessagesAndBytesAsTheyArrive() {
		bind(false);
		tell((listener) -> listener.messageRead(41));
		tell((listener) -> listener.messageRead(23));
		tell((listener) -> listener.eventReceived("c", "e", "5 €", null));
		assertThat(functionCounter("pusher.messages.received")).isEqualTo(1);
		assertThat(functionCounter("pusher.data.received")).isEqualTo(41 + 23);
		assertThat(this.registry.get("pusher.data.received").functionCounter().getId().getBaseUnit())
			.isEqualTo("bytes");
	}

	@Test
	void channelIsNoTagUnlessAskedFor() {
		bind(false);
		tell((listener) -> listener.eventReceived("orders", "e", null, null));
		assertThat(this.registry.getMeters()).extracting(Meter::getId).noneMatch((id) -> id.getTag("channel") != null);
	}

	@Test
	void countsMessagesByChannelIfAskedTo() {
		bind(true);
		tell((listener) -> listener.eventReceived("orders", "e", null, null));
		tell((listener) -> listener.eventReceived("prices", "e", null, null));
		tell((listener) -> listener.eventReceived("prices", "e", null, null));
		assertThat(this.registry.get("pusher.messages.received").tag("channel", "orders").counter().count())
			.isEqualTo(1);
		assertThat(this.registry.get("pusher.messages.received").tag("channel", "prices").counter().count())
			.isEqualTo(2);
	}

	@Test
	void channelsBeyondALimitShareOneMeter() {
		bind(true);
		for (int i = 0; i < 5000; i++) {
			String channel = "channel-" + i;
			tell((listener) -> listener.eventReceived(channel, "e", null, null));
		}
		tell((listener) -> listener.eventReceived("channel-1", "e", null, null));
		assertThat(this.registry.get("pusher.messages.received").counters()).hasSize(1001);
		assertThat(this.registry.get("pusher.messages.received").tag("channel", "other").counter().count())
			.isEqualTo(4000);
		assertThat(this.registry.get("pusher.messages.received").tag("channel", "channel-1").counter().count())
			.isEqualTo(2);
	}

	@Test
	void stateIsOneGaugeForEachStateAndOneOfThemIsOne() {
		BDDMockito.given(this.client.getState()).willReturn(ConnectionState.UNAVAILABLE);
		bind(false);
		for (ConnectionState state : ConnectionState.values()) {
			assertThat(this.registry.get("pusher.connection.state")
				.tag("state", state.name().toLowerCase())
				.gauge()
				.value()).isEqualTo((state == ConnectionState.UNAVAILABLE) ? 1 : 0);
		}
	}

	@Test
	void countsChannelsByStateAndMembers() {
		PresenceChannel room = channel(PresenceChannel.class, SubscriptionState.SUBSCRIBED);
		BDDMockito.given(room.getMemberCount()).willReturn(7);
		List<Channel> channels = List.of(room, channel(Channel.class, SubscriptionState.SUBSCRIBED),
				channel(Channel.class, SubscriptionState.FAILED));
		BDDMockito.given(this.client.getChannels()).willReturn(channels);
		bind(false);
		assertThat(channels("subscribed")).isEqualTo(2);
		assertThat(channels("failed")).isEqualTo(1);
		assertThat(channels("pending")).isZero();
		assertThat(this.registry.get("pusher.members").gauge().value()).isEqualTo(7);
	}

	@Test
	void timesConnectionsByTransport() {
		info(new LinkInfo("wss", "wss://a:443", Duration.ofMillis(120)), null);
		bind(false);
		tell((listener) -> listener.stateChanged(ConnectionState.CONNECTING, ConnectionState.CONNECTED));
		tell((listener) -> listener.stateChanged(ConnectionState.CONNECTED, ConnectionState.CONNECTING));
		assertThat(this.registry.get("pusher.connect").tag("transport", "wss").timer()).satisfies((timer) -> {
			assertThat(timer.count()).isEqualTo(1);
			assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(120);
		});
	}

	@Test
	void countsReconnectsByCause() {
		bind(false);
		info(null, new NextAttempt(1, Instant.EPOCH, ReconnectCause.PONG_MISSING));
		tell((listener) -> listener.reconnecting(1, Duration.ZERO));
		info(null, new NextAttempt(2, Instant.EPOCH, ReconnectCause.ATTEMPT_FAILED));
		tell((listener) -> listener.reconnecting(2, Duration.ZERO));
		tell((listener) -> listener.reconnecting(3, Duration.ZERO));
		assertThat(reconnects("pong_missing")).isEqualTo(1);
		assertThat(reconnects("attempt_failed")).isEqualTo(2);
		assertThat(reconnects("lost")).isZero();
	}

	@Test
	void timesPings() {
		bind(false);
		tell((listener) -> listener.pongReceived(Duration.ofMillis(30)));
		assertThat(this.registry.get("pusher.ping").timer().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(30);
	}

	@Test
	void timesAuthorizationsByKindAndOutcome() {
		bind(false);
		authorization("private-a", null);
		authorization("private-b", new AuthorizationException("no", 403, false, null));
		authorization("private-c", new AuthorizationException("busy", 503, true, null));
		authorization("private-d", new IllegalStateException("broken"));
		authorization(null, null);
		assertThat(authorizations("channel", "success")).isEqualTo(1);
		assertThat(authorizations("channel", "refused")).isEqualTo(1);
		assertThat(authorizations("channel", "error")).isEqualTo(2);
		assertThat(authorizations("user", "success")).isEqualTo(1);
	}

	@Test
	void countsOutages() {
		bind(false);
		tell((listener) -> listener.eventsMissed("orders", Instant.EPOCH, Instant.EPOCH, ReconnectCause.LOST));
		assertThat(this.registry.get("pusher.outages").counter().count()).isEqualTo(1);
	}

	@Test
	void pausedReadingIsVisible() {
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 2);
		bind(false, delivery);
		assertThat(gauge("pusher.reading.paused")).isZero();
		block(delivery);
		deliver(delivery, 2);
		BDDMockito.then(this.client).should().pause(ArgumentMatchers.any());
		assertThat(gauge("pusher.reading.paused")).isEqualTo(1);
		assertThat(functionCounter("pusher.reading.pauses")).isEqualTo(1);
		assertThat(gauge("pusher.delivery.queued")).as("two and the announcement").isEqualTo(3);
		assertThat(gauge("pusher.delivery.capacity")).isEqualTo(2);
		this.gate.countDown();
		delivery.stop();
		assertThat(gauge("pusher.reading.paused")).isZero();
		assertThat(gauge("pusher.delivery.queued")).isZero();
		assertThat(functionCounter("pusher.messages.delivered")).isEqualTo(3);
	}

	@Test
	void droppedMessagesAreVisible() {
		EventDelivery delivery = delivery(OverflowPolicy.DROP_NEWEST, 2);
		bind(false, delivery);
		block(delivery);
		deliver(delivery, 5);
		assertThat(functionCounter("pusher.messages.dropped")).isEqualTo(3);
		assertThat(functionCounter("pusher.reading.pauses")).isZero();
	}

	@Test
	void timesHowLongMessagesWait() {
		EventDelivery delivery = delivery(OverflowPolicy.BLOCK, 10);
		bind(false, delivery);
		block(delivery);
		deliver(delivery, 1);
		this.gate.countDown();
		delivery.stop();
		assertThat(this.registry.get("pusher.delivery.wait").timer().count()).isEqualTo(2);
	}

	@Test
	void clientWithoutDeliveryOfOursHasMetersAllTheSame() {
		bind(false);
		assertThat(this.registry.find("pusher.connection.state").gauges()).isNotEmpty();
		assertThat(this.registry.find("pusher.delivery.queued").gauges()).isEmpty();
	}

	private void bind(boolean channelTag, EventDelivery... deliveries) {
		new PusherMetrics(Map.of("shop", this.client), List.of(deliveries), channelTag).bindTo(this.registry);
	}

	private void tell(Consumer<PusherClientListener> call) {
		assertThat(this.listeners).isNotEmpty().allSatisfy(call);
	}

	private void info(LinkInfo link, NextAttempt nextAttempt) {
		BDDMockito.given(this.client.getConnectionInfo())
			.willReturn(new ConnectionInfo(ConnectionState.CONNECTED, Instant.EPOCH, null, null, link, null,
					nextAttempt, null, null, null));
	}

	private void authorization(String channel, Throwable failure) {
		tell((listener) -> listener.authorizationEnded(new AuthorizationCall(channel, Duration.ofMillis(10), failure)));
	}

	private long authorizations(String kind, String outcome) {
		return this.registry.get("pusher.auth").tag("kind", kind).tag("outcome", outcome).timer().count();
	}

	private double reconnects(String cause) {
		return this.registry.get("pusher.reconnects").tag("cause", cause).counter().count();
	}

	private double channels(String state) {
		return this.registry.get("pusher.channels").tag("state", state).gauge().value();
	}

	private double gauge(String name) {
		return this.registry.get(name).gauge().value();
	}

	private double functionCounter(String name) {
		return this.registry.get(name).functionCounter().count();
	}

	private static <T extends Channel> T channel(Class<T> type, SubscriptionState state) {
		T channel = Mockito.mock(type);
		BDDMockito.given(channel.getState()).willReturn(state);
		return channel;
	}

	private EventDelivery delivery(OverflowPolicy overflow, int capacity) {
		return new EventDelivery("shop", new DeliverySettings(1, capacity, overflow, Duration.ofSeconds(10)),
				new CustomizableThreadFactory("metered-"), this::handle);
	}

	private void handle(PusherApplicationEvent event) {
		this.entered.countDown();
		try {
			assertThat(this.gate.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	// one message is with the listener, none waits
	private void block(EventDelivery delivery) {
		delivery.start(this.client);
		deliver(delivery, 1);
		try {
			assertThat(this.entered.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void deliver(EventDelivery delivery, int count) {
		for (int i = 0; i < count; i++) {
			delivery.deliver(new PusherMessageEvent(this.client, "orders", "placed", "{}", null, JsonMapper.shared()));
		}
	}

}
