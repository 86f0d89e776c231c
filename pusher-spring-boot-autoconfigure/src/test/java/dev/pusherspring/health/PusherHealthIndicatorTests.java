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

package dev.pusherspring.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionFailure;
import dev.pusherspring.client.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PusherHealthIndicator}.
 */
class PusherHealthIndicatorTests {

	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private static final Duration GRACE = Duration.ofSeconds(30);

	private final PusherClient client = Mockito.mock(PusherClient.class);

	private final List<Channel> channels = new ArrayList<>();

	private Status idleStatus = Status.OUT_OF_SERVICE;

	private @Nullable Supplier<List<Integer>> leads;

	@Test
	void isUpWhenConnectedAndAllSubscriptionsAreLive() {
		this.channels.add(channel("orders", SubscriptionState.SUBSCRIBED, null));
		this.channels.add(channel("prices", SubscriptionState.PENDING, null));
		Health health = health(new ConnectionInfo(ConnectionState.CONNECTED, NOW.minusSeconds(60), null, "1.1",
				new LinkInfo("wss", "wss://ws-eu.pusher.com:443", Duration.ofMillis(80)), null, null, null, null,
				NOW.minusSeconds(5)));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("state", ConnectionState.CONNECTED)
			.containsEntry("since", NOW.minusSeconds(60))
			.containsEntry("server", "wss://ws-eu.pusher.com:443")
			.containsEntry("transport", "wss")
			.containsEntry("lastEventAge", Duration.ofSeconds(5))
			.containsEntry("channels",
					Map.of(SubscriptionState.PENDING, 1L, SubscriptionState.SUBSCRIBED, 1L, SubscriptionState.FAILED,
							0L))
			.doesNotContainKeys("failedSubscriptions", "lastError", "attempt", "lostAt");
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTING", "UNAVAILABLE" })
	void isDownWhenTheConnectionWasLostForLongerThanTheGracePeriod(ConnectionState state) {
		assertThat(health(lost(state, GRACE)).getStatus()).isEqualTo(Status.DOWN);
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTING", "UNAVAILABLE" })
	void staysUpForTheGracePeriodAfterALoss(ConnectionState state) {
		assertThat(health(lost(state, GRACE.minusMillis(1))).getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void tellsWhatWentWrongAndWhatFollows() {
		Health health = health(lost(ConnectionState.CONNECTING, Duration.ofMinutes(2)));
		assertThat(health.getDetails()).containsEntry("lostAt", NOW.minusSeconds(120))
			.containsEntry("attempt", 3)
			.containsEntry("nextAttempt", NOW.plusSeconds(4))
			.containsEntry("cause", ReconnectCause.LOST)
			.extractingByKey("lastError", InstanceOfAssertFactories.MAP)
			.containsEntry("code", 4100)
			.containsEntry("message", "over capacity")
			.containsEntry("at", NOW.minusSeconds(1));
	}

	@ParameterizedTest
	@EnumSource(names = { "CONNECTING", "UNAVAILABLE" })
	void clientThatHasNeverBeenConnectedHasNoGrace(ConnectionState state) {
		assertThat(health(info(state, null, null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isDownWhenTheClientHasGivenUp() {
		assertThat(health(info(ConnectionState.FAILED, null, null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isOutOfServiceBeforeTheClientIsConnected() {
		assertThat(health(info(ConnectionState.INITIALIZED, null, null)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void isOutOfServiceWhenTheApplicationHasDisconnectedTheClient() {
		assertThat(health(info(ConnectionState.DISCONNECTED, null, null)).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		PusherError earlier = new PusherError(4001, "no such app", null, null, true);
		assertThat(health(info(ConnectionState.DISCONNECTED, earlier, NOW.minusSeconds(100))).getStatus())
			.isEqualTo(Status.OUT_OF_SERVICE);
	}

	@Test
	void statusOfAClientThatIsNotMeantToBeConnectedCanBeAnother() {
		this.idleStatus = Status.UP;
		assertThat(health(info(ConnectionState.INITIALIZED, null, null)).getStatus()).isEqualTo(Status.UP);
		assertThat(health(info(ConnectionState.DISCONNECTED, null, null)).getStatus()).isEqualTo(Status.UP);
		PusherError error = new PusherError(4001, "no such app", null, null, true);
		assertThat(health(info(ConnectionState.DISCONNECTED, error, NOW)).getStatus()).isEqualTo(Status.DOWN);
		assertThat(health(info(ConnectionState.FAILED, null, null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isDownWhenTheServerHasRefusedTheClient() {
		PusherError error = new PusherError(4001, "no such app", null, null, true);
		assertThat(health(info(ConnectionState.DISCONNECTED, error, NOW.minusSeconds(60))).getStatus())
			.isEqualTo(Status.DOWN);
	}

	@Test
	void isDownWhenASubscriptionHasFailedForLongerThanTheGracePeriod() {
		this.channels.add(channel("orders", SubscriptionState.SUBSCRIBED, null));
		this.channels.add(channel("private-a", SubscriptionState.FAILED, failure("private-a", GRACE)));
		Health health = health(info(ConnectionState.CONNECTED, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).extractingByKey("failedSubscriptions", InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("private-a")
			.extractingByKey("private-a", InstanceOfAssertFactories.MAP)
			.containsEntry("code", 403)
			.containsEntry("message", "no permission")
			.containsEntry("at", NOW.minus(GRACE));
	}

	@Test
	void subscriptionThatIsTriedAgainIsStillAFailedOne() {
		this.channels.add(channel("private-a", SubscriptionState.PENDING, failure("private-a", GRACE)));
		assertThat(health(info(ConnectionState.CONNECTED, null, null)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void subscriptionThatHasJustFailedIsListedButTheClientStaysUp() {
		this.channels.add(channel("private-a", SubscriptionState.FAILED, failure("private-a", GRACE.minusMillis(1))));
		Health health = health(info(ConnectionState.CONNECTED, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsKey("failedSubscriptions");
	}

	@Test
	void listOfFailedSubscriptionsHasAnEnd() {
		for (int i = 0; i < 1000; i++) {
			this.channels.add(channel("private-" + i, SubscriptionState.FAILED, failure("private-" + i, GRACE)));
		}
		assertThat(health(info(ConnectionState.CONNECTED, null, null)).getDetails())
			.extractingByKey("failedSubscriptions", InstanceOfAssertFactories.MAP)
			.hasSize(21)
			.containsEntry("more", 980);
	}

	@Test
	void withoutGracePeriodALossCountsAtOnce() {
		ConnectionInfo info = lost(ConnectionState.CONNECTING, Duration.ZERO);
		assertThat(health(info, Duration.ZERO).getStatus()).isEqualTo(Status.DOWN);
	}

	@ParameterizedTest
	@EnumSource(names = { "INITIALIZED", "DISCONNECTED" })
	void isUpAndSaysSoWhileItLeadsNoPartition(ConnectionState state) {
		this.leads = List::of;
		Health health = health(info(state, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("leads", List.of());
	}

	@Test
	void whatHasBeenRefusedIsDownWhetherItLeadsAPartitionOrNot() {
		this.leads = List::of;
		PusherError refusal = new PusherError(4001, "no such app", null, null, true);
		assertThat(health(info(ConnectionState.DISCONNECTED, refusal, NOW)).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void isOutOfServiceWhileItLeadsAPartitionWithoutAConnection() {
		this.leads = () -> List.of(0, 3);
		Health health = health(info(ConnectionState.INITIALIZED, null, null));
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).containsEntry("leads", List.of(0, 3));
	}

	@Test
	void gracePeriodMustNotBeNegative() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PusherHealthIndicator(this.client, Duration.ofSeconds(-1)))
			.withMessage("'gracePeriod' must not be negative but is PT-1S");
	}

	private Health health(ConnectionInfo info) {
		return health(info, GRACE);
	}

	private Health health(ConnectionInfo info, Duration gracePeriod) {
		BDDMockito.given(this.client.getConnectionInfo()).willReturn(info);
		BDDMockito.given(this.client.getChannels()).willReturn(this.channels);
		return new PusherHealthIndicator(this.client, gracePeriod, this.idleStatus, this.leads,
				Clock.fixed(NOW, ZoneOffset.UTC))
			.health();
	}

	private static ConnectionInfo info(ConnectionState state, @Nullable PusherError error, @Nullable Instant errorAt) {
		return new ConnectionInfo(state, NOW.minusSeconds(60), null, null, null, null, null, error, errorAt, null);
	}

	private static ConnectionInfo lost(ConnectionState state, Duration ago) {
		return new ConnectionInfo(state, NOW.minus(ago), NOW.minus(ago), null, null, null,
				new NextAttempt(3, NOW.plusSeconds(4), ReconnectCause.LOST),
				new PusherError(4100, "over capacity", null, null, false), NOW.minusSeconds(1), null);
	}

	private static SubscriptionFailure failure(String channel, Duration ago) {
		return new SubscriptionFailure(NOW.minus(ago),
				new SubscriptionError(channel, 403, "no permission", null, false));
	}

	private static Channel channel(String name, SubscriptionState state, @Nullable SubscriptionFailure failure) {
		Channel channel = Mockito.mock(Channel.class);
		BDDMockito.given(channel.getName()).willReturn(name);
		BDDMockito.given(channel.getState()).willReturn(state);
		BDDMockito.given(channel.isSubscribed()).willReturn(state == SubscriptionState.SUBSCRIBED);
		BDDMockito.given(channel.getFailure()).willReturn(failure);
		return channel;
	}

}
