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

package dev.pusherspring.client.internal.connection;

import java.time.Duration;

import dev.pusherspring.client.ConnectionOptions;
import dev.pusherspring.client.ReconnectOptions;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.testsupport.FakeLink;
import dev.pusherspring.testsupport.FakeTransports;
import dev.pusherspring.testsupport.ManualEventLoop;
import dev.pusherspring.testsupport.ServerMessages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base class for tests of {@link Connection}: the test plays the network and the server,
 * and lets time pass.
 */
abstract class AbstractConnectionTests {

	static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	static final Duration PONG_TIMEOUT = Duration.ofSeconds(30);

	static final Duration UNAVAILABLE_TIMEOUT = Duration.ofSeconds(15);

	static final Duration MOMENT = Duration.ofMillis(1);

	final ManualEventLoop loop = new ManualEventLoop();

	final ConnectionRecorder recorder = new ConnectionRecorder();

	FakeTransports transports = new FakeTransports(this.loop);

	Connection connection = connection(null);

	/**
	 * Replace the connection.
	 */
	void use(FakeTransports transports, Integer maxAttempts) {
		this.transports = transports;
		this.connection = connection(maxAttempts);
	}

	private Connection connection(Integer maxAttempts) {
		return connection(this.transports, maxAttempts, null);
	}

	/**
	 * Make a connection.
	 */
	Connection connection(TransportStrategy transports, Integer maxAttempts, Duration overQuotaDelay) {
		ReconnectOptions reconnect = new ReconnectOptions(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0,
				maxAttempts, overQuotaDelay);
		ConnectionOptions settings = new ConnectionOptions(CONNECT_TIMEOUT, null, PONG_TIMEOUT, UNAVAILABLE_TIMEOUT,
				reconnect);
		return new Connection(settings, this.loop, transports, this.recorder, this.recorder::stateChanged,
				this.recorder::received);
	}

	void connect() {
		this.loop.call(this.connection::connect);
	}

	void disconnect() {
		this.loop.call(this.connection::disconnect);
	}

	/**
	 * Get an established connection, whose making is of no interest.
	 */
	void establish() {
		connect();
		establishLink("1.1");
		this.recorder.take();
	}

	/**
	 * Let the server complete the handshake on the latest link.
	 */
	void establishLink(String socketId) {
		link().open();
		link().receive(ServerMessages.established(socketId));
	}

	/**
	 * Check that the next attempt follows after the delay, and let it succeed.
	 */
	void assertReconnectsAfter(Duration delay) {
		int attempts = this.transports.count();
		assertThat(this.recorder.getLastDelay()).isEqualTo(delay);
		if (!delay.isZero()) {
			this.loop.advance(delay.minus(MOMENT));
			assertThat(this.transports.count()).isEqualTo(attempts);
		}
		this.loop.advance(delay.isZero() ? delay : MOMENT);
		assertThat(this.transports.count()).isEqualTo(attempts + 1);
		establishLink("2.2");
		assertThat(this.recorder.take()).containsExactly("connected");
		assertThat(this.transports.countAlive()).isEqualTo(1);
	}

	/**
	 * Check that the connection has come to rest for ever.
	 */
	void assertNothingLeft() {
		assertThat(this.loop.pendingTimers()).isZero();
		assertThat(this.transports.countAlive()).isZero();
		int attempts = this.transports.count();
		this.loop.advance(Duration.ofDays(1));
		assertThat(this.transports.count()).isEqualTo(attempts);
		assertThat(this.recorder.take()).isEmpty();
	}

	FakeLink link() {
		return this.transports.last();
	}

}
