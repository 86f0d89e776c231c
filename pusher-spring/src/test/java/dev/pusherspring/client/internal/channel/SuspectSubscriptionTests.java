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

package dev.pusherspring.client.internal.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.SubscriptionState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for subscriptions that cost the connection: they must not keep others from being
 * confirmed.
 */
class SuspectSubscriptionTests extends AbstractSubscriptionTests {

	private static final String CULPRIT = "culprit";

	private int connections;

	@Test
	void othersAreConfirmedAlthoughOneCostsTheConnectionEachTime() {
		List<Subscription> others = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			others.add(subscribe("a" + i));
		}
		subscribe(CULPRIT);
		others.add(subscribe("z"));
		for (int i = 0; i < 3; i++) {
			serve();
			disconnect();
		}
		serve();
		assertThat(others).extracting(Subscription::getState).containsOnly(SubscriptionState.SUBSCRIBED);
	}

	@Test
	void theCulpritIsRequestedLastWithGrowingDelaysAndReported() {
		subscribe("a");
		subscribe(CULPRIT);
		List<Duration> delays = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			delays.add(serve());
			disconnect();
		}
		assertThat(delays).startsWith(Duration.ZERO, Duration.ZERO, Duration.ZERO);
		assertThat(delays.subList(3, 7)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2),
				Duration.ofSeconds(4), Duration.ofSeconds(8));
		assertThat(takeHeard()).filteredOn((line) -> line.startsWith("error culprit "))
			.first()
			.asString()
			.startsWith("error culprit The connection was lost 3 times");
	}

	@Test
	void connectionsThatTheClientEndsItselfSayNothing() {
		Subscription subscription = subscribe("a");
		for (int i = 0; i < 3; i++) {
			connect("1." + i);
			this.loop.call(() -> this.subscriptions.disconnected(ReconnectCause.REQUESTED));
		}
		assertThat(subscription.getLosses()).isZero();
		assertThat(takeHeard()).isEmpty();
	}

	@Test
	void oneThatIsConfirmedIsNoLongerSuspected() {
		Subscription subscription = subscribe("a");
		for (int i = 0; i < 3; i++) {
			connect("1." + i);
			this.loop.runQueued();
			disconnect();
		}
		connect("2.1");
		this.loop.advance(Duration.ofSeconds(1));
		confirm("a");
		assertThat(subscription.getLosses()).isZero();
	}

	@Test
	void aSuspectWaitsUntilTheOthersAreAnsweredEvenIfItIsSubscribedAgain() {
		suspect();
		subscribe("slow");
		connect("2.1");
		assertThat(takeSent()).containsExactly(request("slow"));
		subscribe(CULPRIT);
		this.loop.advance(MOMENT);
		assertThat(takeSent()).isEmpty();
		confirm("slow");
		this.loop.advance(MOMENT);
		assertThat(takeSent()).containsExactly(request(CULPRIT));
	}

	@Test
	void aSuspectIsRequestedOnceOnEachConnection() {
		suspect();
		subscribe("slow");
		connect("2.1");
		this.loop.call(() -> this.subscriptions.disconnected(ReconnectCause.REQUESTED));
		connect("2.2");
		takeSent();
		confirm("slow");
		this.loop.advance(MOMENT);
		assertThat(takeSent()).containsExactly(request(CULPRIT));
		confirm(CULPRIT);
		this.loop.advance(Duration.ofMinutes(1));
		assertThat(takeSent()).isEmpty();
	}

	@Test
	void aSuspectOfAnEarlierConnectionIsNotRequestedAheadOfTheOthers() {
		suspect();
		connect("2.1");
		this.loop.call(() -> this.subscriptions.disconnected(ReconnectCause.REQUESTED));
		this.loop.advance(MOMENT);
		assertThat(this.loop.pendingTimers()).isZero();
		assertThat(takeSent()).isEmpty();
	}

	// as often as it takes
	private void suspect() {
		subscribe(CULPRIT);
		for (int i = 0; i < Suspects.MIN_LOSSES; i++) {
			connect("1." + i);
			disconnect();
		}
		takeSent();
	}

	@Test
	void aSuspectThatIsUnsubscribedIsNotRequested() {
		subscribe(CULPRIT);
		for (int i = 0; i < 3; i++) {
			connect("1." + i);
			this.loop.runQueued();
			disconnect();
		}
		takeSent();
		connect("2.1");
		unsubscribe(CULPRIT);
		this.loop.advance(Duration.ofSeconds(10));
		assertThat(takeSent()).isEmpty();
		assertThat(this.loop.pendingTimers()).isZero();
	}

	/**
	 * Play a server that confirms in order, up to the request of the culprit.
	 * @return how long the culprit was postponed
	 */
	private Duration serve() {
		takeSent();
		connect("1." + this.connections++);
		Duration waited = Duration.ZERO;
		while (true) {
			this.loop.runQueued();
			for (String request : takeSent()) {
				if (request.contains(CULPRIT)) {
					return waited;
				}
				confirm(request.replaceAll(".*\"channel\":\"([^\"]*)\".*", "$1"));
			}
			Duration step = this.loop.timeToNextTimer();
			if (this.subscriptions.findAll().stream().noneMatch(Subscription::isUnderWay)) {
				waited = waited.plus(step);
				this.loop.advance(step);
			}
		}
	}

}
