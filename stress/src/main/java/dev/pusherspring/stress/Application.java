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

package dev.pusherspring.stress;

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.stress.server.Pause;
import dev.pusherspring.stress.server.Server;

/**
 * An application with one listener that records events and another listener that
 * misbehaves on request.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Application {

	private final Ledger ledger;

	private final AtomicLong stallUntil = new AtomicLong(System.nanoTime());

	private volatile boolean throwing;

	Application(Ledger ledger) {
		this.ledger = ledger;
	}

	@PusherListener(channels = "*", events = "soak")
	void record(Event data, PusherMessageEvent event) {
		this.ledger.received(Server.CHANNELS.indexOf(event.getChannel()), data.c(), data.n());
	}

	@PusherListener(channels = "*", events = "soak")
	void misbehave(Event data) {
		long nanos = this.stallUntil.get() - System.nanoTime();
		Pause.millis(nanos / 1_000_000);
		if (this.throwing && data.n() % 3 == 0) {
			throw new IllegalStateException("as told");
		}
	}

	void stall(long millis) {
		this.stallUntil.set(System.nanoTime() + millis * 1_000_000);
	}

	void setThrowing(boolean throwing) {
		this.throwing = throwing;
	}

	/**
	 * The data of an event.
	 *
	 * @param c number of the connection
	 * @param n number of the event on the connection and channel
	 * @param x padding
	 */
	record Event(int c, int n, String x) {

	}

}
