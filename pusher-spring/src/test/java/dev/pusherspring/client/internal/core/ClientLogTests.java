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

package dev.pusherspring.client.internal.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import dev.pusherspring.client.Channel;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.SignInError;
import dev.pusherspring.client.SubscriptionError;
import dev.pusherspring.client.SubscriptionState;
import dev.pusherspring.testsupport.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientLog}.
 */
class ClientLogTests {

	private static final String CONNECTION = "dev.pusherspring.client.connection ";

	private static final String CHANNEL = "dev.pusherspring.client.channel ";

	@AutoClose
	private final LogRecorder recorder = new LogRecorder("dev.pusherspring.client.connection",
			"dev.pusherspring.client.channel");

	private final Collection<Channel> channels = new ArrayList<>();

	private final ClientLog log = new ClientLog("pusher", () -> this.channels);

	@Test
	void anErrorOfAChannelIsAWarningWithItsNameAndCode() {
		this.log.errorOccurred(new PusherError(4301, "Too fast", null, "private-a", false));
		this.log.errorOccurred(new PusherError(null, "Unreadable", null, "private-a", false));
		assertLines("WARN " + CHANNEL + "Channel 'private-a': Too fast (4301)",
				"WARN " + CHANNEL + "Channel 'private-a': Unreadable");
	}

	@Test
	void anErrorThatStopsTheClientIsAnErrorOfTheLogToo() {
		this.log.errorOccurred(new PusherError(4001, "No such app", null, null, true));
		assertLines("ERROR " + CONNECTION + "pusher has stopped: No such app (4001)");
	}

	@Test
	void everyErrorOfAConnectionIsAWarning() {
		connected();
		PusherError error = new PusherError(null, "Unreadable", null, null, false);
		this.log.errorOccurred(error);
		this.log.errorOccurred(error);
		assertLines("WARN " + CONNECTION + "pusher: Unreadable", "WARN " + CONNECTION + "pusher: Unreadable");
	}

	@Test
	void anOutageIsOneWarningUntilThereIsAConnection() {
		PusherError error = new PusherError(4100, "Over capacity", null, null, false);
		String warning = "WARN " + CONNECTION + "pusher has no connection and keeps trying: Over capacity (4100)";
		this.log.errorOccurred(error);
		this.log.reconnecting(1, Duration.ofMillis(500));
		this.log.errorOccurred(error);
		connected();
		this.log.stateChanged(ConnectionState.CONNECTED, ConnectionState.CONNECTING);
		this.log.errorOccurred(error);
		assertLines(warning, "DEBUG " + CONNECTION + "pusher: attempt 1 follows in 500 ms",
				"DEBUG " + CONNECTION + "pusher: Over capacity (4100)", warning);
	}

	@Test
	void failuresToSubscribeAndToSignInAreWarningsWithTheirStatus() {
		this.log.subscriptionFailed(new SubscriptionError("private-a", 403, "Forbidden", null, false));
		this.log.signInFailed(new SignInError(null, "Refused", null, false));
		assertLines("WARN " + CHANNEL + "Failed to subscribe to 'private-a' (403): Forbidden",
				"WARN " + CHANNEL + "Failed to sign in: Refused");
	}

	@Test
	void theOutcomeOfAllSubscriptionsIsOneLine() {
		Channel first = channel(SubscriptionState.SUBSCRIBED);
		Channel second = channel(SubscriptionState.FAILED);
		this.channels.addAll(List.of(first, second));
		connected();
		this.log.subscriptionSucceeded(first);
		assertLines();
		this.log.subscriptionFailed(new SubscriptionError("private-b", null, "Refused", null, false));
		String failed = "WARN " + CHANNEL + "Failed to subscribe to 'private-b': Refused";
		String outcome = "INFO " + CHANNEL + "pusher: Subscribed to 1 channel, failed to subscribe to 1";
		assertLines(failed, outcome);
		this.log.subscriptionSucceeded(second);
		assertLines(failed, outcome);
	}

	@Test
	void aSubscriptionThatWasAddedMeanwhileIsWaitedFor() {
		Channel first = channel(SubscriptionState.SUBSCRIBED);
		Channel second = channel(SubscriptionState.PENDING);
		this.channels.add(first);
		connected();
		this.channels.add(second);
		this.log.subscriptionSucceeded(first);
		assertLines();
		BDDMockito.given(second.getState()).willReturn(SubscriptionState.SUBSCRIBED);
		BDDMockito.given(second.isSubscribed()).willReturn(true);
		this.log.subscriptionSucceeded(second);
		assertLines("INFO " + CHANNEL + "pusher: Subscribed to 2 channels");
	}

	private void connected() {
		this.log.stateChanged(ConnectionState.CONNECTING, ConnectionState.CONNECTED);
	}

	private static Channel channel(SubscriptionState state) {
		Channel channel = Mockito.mock(Channel.class);
		BDDMockito.given(channel.getState()).willReturn(state);
		BDDMockito.given(channel.isSubscribed()).willReturn(state == SubscriptionState.SUBSCRIBED);
		return channel;
	}

	private void assertLines(String... lines) {
		assertThat(this.recorder.text().lines()).containsExactly(lines);
	}

}
