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

package dev.pusherspring.embedded.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.hub.Hub;
import dev.pusherspring.embedded.hub.HubListener;
import dev.pusherspring.embedded.hub.ManualLoop;
import dev.pusherspring.embedded.hub.ServerSettings;
import dev.pusherspring.embedded.hub.TestSettings;
import dev.pusherspring.embedded.protocol.Handshake;
import dev.pusherspring.embedded.protocol.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing of an {@link HttpSession} outlives it.
 */
class HttpSessionTests {

	private final ManualLoop loop = new ManualLoop();

	private final ServerSettings settings = TestSettings.create(null);

	private final FaultPlan faults = new FaultPlan();

	private final Hub hub = new Hub(this.settings, new Signer("app-secret"), this.loop, this.faults, HubListener.NONE);

	private final List<HttpSession> forgotten = new ArrayList<>();

	@Test
	void timersEndWithASessionThatIsDroppedWhileItReceives() {
		HttpSession session = open(true);
		assertThat(this.loop.timers()).isPositive();
		session.drop();
		expectNothingLeft(session);
	}

	@Test
	void timersEndWithASessionThatIsDroppedWhileItDoesNotReceive() {
		HttpSession session = open(false);
		session.drop();
		expectNothingLeft(session);
	}

	@Test
	void timersEndWithASessionWhoseClientHasGone() {
		HttpSession session = open(false);
		this.loop.advance(this.settings.httpSessionTimeout());
		expectNothingLeft(session);
	}

	@Test
	void timersEndWithASessionThatIsClosed() {
		HttpSession session = open(true);
		session.close(4200, "Bye");
		expectNothingLeft(session);
	}

	private HttpSession open(boolean streaming) {
		HttpSession session = new HttpSession(this.hub, this.faults, this.settings, this.loop, streaming,
				this.forgotten::add);
		session.receive(new Receiver(new EmbeddedChannel(), streaming, true, Map.of()));
		session.open(new Handshake("app-key", "7", null, null));
		assertThat(this.hub.connections()).hasSize(1);
		return session;
	}

	private void expectNothingLeft(HttpSession session) {
		// what was to be done at once
		this.loop.advance(Duration.ZERO);
		assertThat(this.loop.timers()).isZero();
		assertThat(this.forgotten).containsExactly(session);
		assertThat(this.hub.connections()).isEmpty();
	}

}
