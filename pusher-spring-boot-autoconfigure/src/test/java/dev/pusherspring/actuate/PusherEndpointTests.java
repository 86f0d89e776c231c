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

package dev.pusherspring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PresenceChannel;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.listener.delivery.DeliverySettings;
import dev.pusherspring.listener.delivery.DeliveryStatistics;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.listener.delivery.OverflowPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PusherEndpoint}.
 */
class PusherEndpointTests {

	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private final PusherClient orders = client("orders");

	private final PusherClient prices = client("prices");

	private final List<Channel> channels = new ArrayList<>();

	private final EventDelivery delivery = new EventDelivery("orders",
			new DeliverySettings(1, 50, OverflowPolicy.BLOCK, Duration.ofSeconds(1)),
			new CustomizableThreadFactory("endpoint-"), (event) -> {
			});

	private final PusherEndpoint endpoint = new PusherEndpoint(Map.of("orders", this.orders, "prices", this.prices),
			Map.of("orders", this.delivery), List::of);

	@BeforeEach
	void describeClient() {
		BDDMockito.given(this.orders.getChannels()).willReturn(this.channels);
		BDDMockito.given(this.orders.getConnectionInfo())
			.willReturn(new ConnectionInfo(ConnectionState.CONNECTED, NOW, null, "1.2",
					new LinkInfo("ws", "ws://soketi:6001", Duration.ofMillis(80)), Duration.ofMillis(7),
					new NextAttempt(2, NOW, ReconnectCause.LOST), new PusherError(4100, "full", null, null, false), NOW,
					NOW));
		BDDMockito.given(this.prices.getConnectionInfo())
			.willReturn(new ConnectionInfo(ConnectionState.INITIALIZED, NOW, null, null, null, null, null, null, null,
					null));
	}

	@Test
	void describesConnectionAndDeliveryOfAnApp() {
		assertThat(this.endpoint.app("orders")).isEqualTo(new AppDescriptor(ConnectionState.CONNECTED, NOW, "1.2",
				"ws://soketi:6001", "ws", Duration.ofMillis(80), Duration.ofMillis(7), null,
				new NextAttempt(2, NOW, ReconnectCause.LOST), new ErrorDescriptor(4100, "full", NOW), NOW,
				new DeliveryStatistics(0, 50, 0, 0, 0, 0, false, 0), Map.of()));
	}

	@Test
	void describesAnAppThatHasNotConnectedAndWhoseDeliveryIsNotKnown() {
		assertThat(this.endpoint.app("prices")).isEqualTo(new AppDescriptor(ConnectionState.INITIALIZED, NOW, null,
				null, null, null, null, null, null, null, null, null, Map.of()));
	}

	@Test
	void describesAllApps() {
		PusherDescriptor descriptor = this.endpoint.pusher();
		assertThat(descriptor.apps()).containsOnlyKeys("orders", "prices")
			.containsEntry("orders", this.endpoint.app("orders"));
	}

	@Test
	void describesChannels() {
		PresenceChannel room = channel(PresenceChannel.class, "presence-room", SubscriptionState.SUBSCRIBED);
		BDDMockito.given(room.getMemberCount()).willReturn(3);
		Channel secret = channel(Channel.class, "private-a", SubscriptionState.FAILED);
		BDDMockito.given(secret.getFailure())
			.willReturn(new SubscriptionFailure(NOW,
					new SubscriptionError("private-a", 403, "no permission", null, false)));
		Channel news = channel(Channel.class, "news", SubscriptionState.SUBSCRIBED);
		BDDMockito.given(news.getSubscriptionCount()).willReturn(12);
		assertThat(this.endpoint.pusher().apps().get("orders").channels()).containsExactly(
				Map.entry("news", new ChannelDescriptor(SubscriptionState.SUBSCRIBED, null, 12, null)),
				Map.entry("presence-room", new ChannelDescriptor(SubscriptionState.SUBSCRIBED, 3, null, null)),
				Map.entry("private-a", new ChannelDescriptor(SubscriptionState.FAILED, null, null,
						new ErrorDescriptor(403, "no permission", NOW))));
		assertThat(this.endpoint.channel("orders", "news"))
			.isEqualTo(new ChannelDescriptor(SubscriptionState.SUBSCRIBED, null, 12, null));
	}

	@Test
	void whatThereIsNotHasNoDescription() {
		assertThat(this.endpoint.app("users")).isNull();
		assertThat(this.endpoint.channel("users", "news")).isNull();
		assertThat(this.endpoint.channel("orders", "news")).isNull();
	}

	@Test
	void reconnectsTheAppAndNoOther() {
		this.endpoint.reconnect("orders");
		BDDMockito.then(this.orders).should().reconnect();
		BDDMockito.then(this.prices).should(Mockito.never()).reconnect();
	}

	@Test
	void subscribesAndUnsubscribes() {
		this.endpoint.subscribe("orders", "news");
		BDDMockito.then(this.orders).should().subscribe("news");
		this.endpoint.unsubscribe("orders", "news");
		BDDMockito.then(this.orders).should().unsubscribe("news");
	}

	@Test
	void operationOnAnAppThatThereIsNotIsABadRequest() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.reconnect("users"))
			.withMessageStartingWith("There is no app 'users'. The apps are [");
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.subscribe("users", "news"));
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.unsubscribe("users", "news"));
	}

	@Test
	void nameThatServersWouldNotTakeIsABadRequest() {
		BDDMockito.given(this.orders.subscribe("no good"))
			.willThrow(new IllegalArgumentException("Channel 'no good' has a blank"));
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.subscribe("orders", "no good"))
			.withMessage("Channel 'no good' has a blank");
	}

	@Test
	void descriptionCanBeWrittenAsJson() {
		channel(Channel.class, "news", SubscriptionState.SUBSCRIBED);
		assertThat(JsonMapper.shared().writeValueAsString(this.endpoint.pusher())).contains("\"socketId\":\"1.2\"",
				"\"roundTripTime\":\"PT0.007S\"", "\"since\":\"2026-01-01T12:00:00Z\"", "\"news\":{");
	}

	private <T extends Channel> T channel(Class<T> type, String name, SubscriptionState state) {
		T channel = Mockito.mock(type);
		BDDMockito.given(channel.getName()).willReturn(name);
		BDDMockito.given(channel.getState()).willReturn(state);
		BDDMockito.given(channel.getSubscriptionCount()).willReturn(null);
		BDDMockito.given(this.orders.getChannel(name)).willReturn(channel);
		this.channels.add(channel);
		return channel;
	}

	private static PusherClient client(String name) {
		PusherClient client = Mockito.mock(PusherClient.class);
		BDDMockito.given(client.getName()).willReturn(name);
		return client;
	}

}
