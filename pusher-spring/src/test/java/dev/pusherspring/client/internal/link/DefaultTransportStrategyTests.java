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

package dev.pusherspring.client.internal.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DefaultTransportStrategy}.
 */
class DefaultTransportStrategyTests {

	private final ManualEventLoop loop = new ManualEventLoop();

	private final Factory factory = new Factory();

	private DefaultTransportStrategy strategy = strategy(TransportSelection.ALL, true);

	private DefaultTransportStrategy strategy(TransportSelection selection, boolean tls) {
		this.strategy = new DefaultTransportStrategy(this.factory, selection, tls, this.loop);
		return this.strategy;
	}

	private List<String> plan() {
		return this.strategy.candidates()
			.stream()
			.map((candidate) -> candidate.transport().getName() + " " + candidate.delay().toMillis())
			.toList();
	}

	private void succeed(String name) {
		this.strategy.succeeded(this.strategy.candidates()
			.stream()
			.map(TransportStrategy.Candidate::transport)
			.filter((transport) -> transport.getName().equals(name))
			.findFirst()
			.orElseThrow());
	}

	private static TransportSelection only(TransportName first, TransportName... others) {
		return new TransportSelection(EnumSet.of(first, others), Set.of());
	}

	private static TransportSelection without(TransportName first, TransportName... others) {
		return new TransportSelection(Set.of(), EnumSet.of(first, others));
	}

	@Test
	void withTlsHttpFollowsTheWebSocketAfterTwoSeconds() {
		assertThat(plan()).containsExactly("wss 0", "https-streaming 2000", "https-polling 6000");
	}

	@Test
	void withoutTlsTheSecureWebSocketComesBetween() {
		strategy(TransportSelection.ALL, false);
		assertThat(plan()).containsExactly("ws 0", "wss 2000", "http-streaming 5000", "http-polling 9000");
	}

	@Test
	void httpStartsAtOnceWhenItIsTheFirst() {
		strategy(without(TransportName.WS), true);
		assertThat(plan()).containsExactly("https-streaming 0", "https-polling 6000");
	}

	@Test
	void onlyEnabledTransportsAreTried() {
		strategy(only(TransportName.WSS, TransportName.XHR_POLLING), false);
		assertThat(plan()).containsExactly("wss 0", "http-polling 9000");
	}

	@Test
	void disabledWinsOverEnabled() {
		strategy(new TransportSelection(Set.of(TransportName.WS, TransportName.XHR_STREAMING),
				Set.of(TransportName.XHR_STREAMING)), false);
		assertThat(plan()).containsExactly("ws 0");
	}

	@Test
	void eitherNameStandsForTheWebSocketWhenTlsIsForced() {
		strategy(only(TransportName.WS), true);
		assertThat(plan()).containsExactly("wss 0");
		strategy(only(TransportName.WSS), true);
		assertThat(plan()).containsExactly("wss 0");
		strategy(without(TransportName.WSS), true);
		assertThat(plan()).doesNotContain("wss 0");
	}

	@Test
	void thereMayBeNothingLeft() {
		strategy(new TransportSelection(Set.of(TransportName.WS), Set.of(TransportName.WS)), true);
		assertThat(plan()).isEmpty();
	}

	@Test
	void withoutKnownAddressesThereAreNoFallbacks() {
		this.factory.fallbacks = false;
		strategy(TransportSelection.ALL, false);
		assertThat(plan()).containsExactly("ws 0");
	}

	@Test
	void whatWorkedIsTriedFirstNextTimeWithTheWebSocketSoonAfter() {
		succeed("https-streaming");
		assertThat(plan()).containsExactly("https-streaming 0", "wss 2000", "https-polling 8000");
		succeed("https-polling");
		assertThat(plan()).containsExactly("https-polling 0", "wss 2000", "https-streaming 4000");
	}

	@Test
	void whatWorkedIsForgottenAfterHalfAnHour() {
		succeed("https-streaming");
		this.loop.advance(Duration.ofMinutes(30).minusMillis(1));
		assertThat(plan()).startsWith("https-streaming 0");
		this.loop.advance(Duration.ofMillis(1));
		assertThat(plan()).containsExactly("wss 0", "https-streaming 2000", "https-polling 6000");
	}

	@Test
	void repeatedSuccessDoesNotPutOffTheWebSocketForEver() {
		succeed("https-streaming");
		this.loop.advance(Duration.ofMinutes(20));
		succeed("https-streaming");
		this.loop.advance(Duration.ofMinutes(10));
		assertThat(plan()).startsWith("wss 0");
	}

	@Test
	void theWebSocketIsNeverBurnt() {
		for (int round = 0; round < 100; round++) {
			succeed("https-polling");
			assertThat(plan()).contains("wss 2000");
			this.loop.advance(Duration.ofMinutes(10));
		}
	}

	@Test
	void aWebSocketThatWorkedAgainTakesTheFirstPlace() {
		succeed("https-streaming");
		succeed("wss");
		assertThat(plan()).containsExactly("wss 0", "https-streaming 2000", "https-polling 6000");
	}

	@Test
	void aServerThatRequiresTlsGetsNothingElseFromThenOn() {
		strategy(TransportSelection.ALL, false);
		succeed("http-streaming");
		List<NamedTransport> plain = List.copyOf(this.factory.made);
		assertThat(this.strategy.requireTls()).isTrue();
		assertThat(plan()).containsExactly("wss 0", "https-streaming 2000", "https-polling 6000");
		assertThat(plain).allSatisfy((transport) -> assertThat(transport.released).isTrue());
		assertThat(this.strategy.requireTls()).isFalse();
	}

	@Test
	void releaseGoesBackToWhatIsConfigured() {
		strategy(TransportSelection.ALL, false);
		assertThat(this.strategy.requireTls()).isTrue();
		succeed("wss");
		this.strategy.release();
		assertThat(plan()).startsWith("ws 0");
		strategy(TransportSelection.ALL, true);
		this.strategy.release();
		assertThat(plan()).startsWith("wss 0");
	}

	@Test
	void tlsThatLeadsNowhereIsGivenUp() {
		strategy(TransportSelection.ALL, false);
		this.strategy.requireTls();
		this.strategy.failed();
		this.strategy.failed();
		assertThat(plan()).startsWith("wss 0");
		List<NamedTransport> tls = List
			.copyOf(this.factory.made.subList(this.factory.made.size() - 3, this.factory.made.size()));
		this.strategy.failed();
		assertThat(plan()).startsWith("ws 0");
		assertThat(tls).allSatisfy((transport) -> assertThat(transport.released).isTrue());
		this.strategy.failed();
		assertThat(plan()).startsWith("ws 0");
		assertThat(this.strategy.requireTls()).isTrue();
		assertThat(plan()).startsWith("wss 0");
		this.strategy.failed();
		assertThat(plan()).startsWith("ws 0");
	}

	@Test
	void tlsThatHasWorkedIsKeptWhateverFails() {
		strategy(TransportSelection.ALL, false);
		this.strategy.requireTls();
		succeed("wss");
		for (int round = 0; round < 10; round++) {
			this.strategy.failed();
		}
		assertThat(plan()).startsWith("wss 0");
	}

	@Test
	void tlsThatIsConfiguredIsKeptWhateverFails() {
		for (int round = 0; round < 10; round++) {
			this.strategy.failed();
		}
		assertThat(plan()).startsWith("wss 0");
	}

	@Test
	void transportsAreKeptBetweenAttempts() {
		assertThat(this.strategy.candidates()).isEqualTo(this.strategy.candidates());
		assertThat(this.factory.made).hasSize(3);
	}

	@Test
	void releaseReachesAllTransports() {
		plan();
		this.strategy.release();
		assertThat(this.factory.made).hasSize(3).allSatisfy((transport) -> assertThat(transport.released).isTrue());
	}

	private static final class Factory implements TransportFactory {

		private final List<NamedTransport> made = new ArrayList<>();

		private boolean fallbacks = true;

		private Transport make(String name) {
			NamedTransport transport = new NamedTransport(name);
			this.made.add(transport);
			return transport;
		}

		@Override
		public Transport webSocket(boolean tls) {
			return make(tls ? "wss" : "ws");
		}

		@Override
		public Transport webSocketFallback() {
			return this.fallbacks ? make("wss") : null;
		}

		@Override
		public Transport http(boolean streaming, boolean tls) {
			return this.fallbacks ? make((tls ? "https-" : "http-") + (streaming ? "streaming" : "polling")) : null;
		}

	}

	private static final class NamedTransport implements Transport {

		private final String name;

		private boolean released;

		private NamedTransport(String name) {
			this.name = name;
		}

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public String getServer() {
			return this.name + "://server";
		}

		@Override
		public Link open(LinkListener listener) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void release() {
			this.released = true;
		}

	}

}
