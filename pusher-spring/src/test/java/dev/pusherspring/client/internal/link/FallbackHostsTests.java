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
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FallbackHosts}.
 */
class FallbackHostsTests {

	private static final Duration RETURN = Duration.ofMinutes(5);

	private final ManualEventLoop loop = new ManualEventLoop();

	private final FakeTransports first = new FakeTransports(this.loop, true);

	private final FakeTransports second = new FakeTransports(this.loop, false);

	private final FakeTransports third = new FakeTransports(this.loop, true);

	private final FallbackHosts hosts = new FallbackHosts(List.of(this.first, this.second, this.third), RETURN);

	@Test
	void theFirstHostComesFirst() {
		assertCurrent(this.first);
		assertThat(this.hosts.isFallback()).isFalse();
		assertThat(this.hosts.returnDelay()).isNull();
		assertThat(this.hosts.hosts()).isEqualTo(3);
	}

	@Test
	void theNextFollowsAFailureAndTheFirstFollowsTheLast() {
		this.hosts.failed();
		assertThat(this.first.getFailures()).isEqualTo(1);
		assertCurrent(this.second);
		assertThat(this.hosts.isFallback()).isTrue();
		assertThat(this.hosts.returnDelay()).isEqualTo(RETURN);
		this.hosts.refused(false);
		assertCurrent(this.third);
		this.hosts.failed();
		assertCurrent(this.first);
	}

	@Test
	void aHostIsToldOfItsOwnSuccessesOnly() {
		this.hosts.failed();
		this.hosts.succeeded(this.second);
		assertThat(this.first.getSuccesses()).isZero();
		assertThat(this.second.getSuccesses()).isEqualTo(1);
	}

	@Test
	void aFallbackHostThatRefusesForGoodIsLeftOut() {
		this.hosts.failed();
		this.hosts.refused(true);
		assertThat(this.hosts.hosts()).isEqualTo(2);
		assertCurrent(this.third);
		this.hosts.failed();
		assertCurrent(this.first);
		this.hosts.failed();
		assertCurrent(this.third);
	}

	@Test
	void theFirstHostIsNeverLeftOut() {
		this.hosts.refused(true);
		assertThat(this.hosts.hosts()).isEqualTo(3);
		assertCurrent(this.second);
	}

	@Test
	void theFirstHostCanBeReturnedTo() {
		this.hosts.failed();
		assertThat(this.hosts.firstCandidates()).extracting(Candidate::transport).containsExactly(this.first);
		assertCurrent(this.second);
		this.hosts.returnToFirst();
		assertCurrent(this.first);
	}

	@Test
	void tlsIsRequiredOfTheCurrentHostOnly() {
		assertThat(this.hosts.requireTls()).isFalse();
		this.hosts.failed();
		assertThat(this.hosts.requireTls()).isTrue();
		assertThat(this.second.isTls()).isTrue();
		assertThat(this.hosts.requireTls()).isFalse();
	}

	@Test
	void releaseForgetsWhatHappened() {
		this.hosts.failed();
		this.hosts.refused(true);
		this.hosts.release();
		assertThat(List.of(this.first.getReleases(), this.second.getReleases(), this.third.getReleases()))
			.containsExactly(1, 1, 1);
		assertCurrent(this.first);
		assertThat(this.hosts.hosts()).isEqualTo(3);
		this.hosts.failed();
		assertCurrent(this.second);
	}

	@Test
	void aSingleHostFollowsItself() {
		FallbackHosts single = new FallbackHosts(List.of(this.first), RETURN);
		single.failed();
		assertThat(single.candidates()).extracting(Candidate::transport).containsExactly(this.first);
		assertThat(single.isFallback()).isFalse();
	}

	@Test
	void withoutHostsThereIsNothingToConnectTo() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FallbackHosts(List.of(), RETURN))
			.withMessage("'hosts' must not be empty");
	}

	private void assertCurrent(FakeTransports host) {
		assertThat(this.hosts.candidates()).extracting(Candidate::transport).containsExactly(host);
	}

}
