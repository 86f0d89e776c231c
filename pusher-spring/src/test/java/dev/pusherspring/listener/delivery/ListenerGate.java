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

package dev.pusherspring.listener.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

import dev.pusherspring.event.PusherApplicationEvent;
import dev.pusherspring.event.PusherMessageEvent;

/**
 * Listener that lets nothing pass until it is opened, whoever interrupts it, and
 * remembers what it got.
 */
class ListenerGate implements Consumer<PusherApplicationEvent> {

	private final List<PusherApplicationEvent> received = new CopyOnWriteArrayList<>();

	private final CountDownLatch opened = new CountDownLatch(1);

	private volatile boolean entered;

	@Override
	public void accept(PusherApplicationEvent event) {
		this.received.add(event);
		this.entered = true;
		boolean done = false;
		while (!done) {
			try {
				this.opened.await();
				done = true;
			}
			catch (InterruptedException ex) {
				// a listener that knows better
			}
		}
	}

	void awaitEntered() {
		Awaitility.await().until(() -> this.entered);
	}

	void open() {
		this.opened.countDown();
	}

	List<PusherApplicationEvent> received() {
		return this.received;
	}

	List<String> receivedMessages() {
		return this.received.stream()
			.filter(PusherMessageEvent.class::isInstance)
			.map((event) -> ((PusherMessageEvent) event).getEvent())
			.toList();
	}

}
