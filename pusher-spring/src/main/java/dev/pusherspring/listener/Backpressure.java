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

package dev.pusherspring.listener;

import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClient;

/**
 * Pauses and resumes reading of the client. The event loop asks for the one and delivery
 * threads for the other; whoever comes last, the client ends up in the state that was
 * asked for last.
 */
final class Backpressure {

	private final AtomicBoolean paused = new AtomicBoolean();

	private volatile @Nullable PusherClient client;

	void use(PusherClient client) {
		this.client = client;
	}

	boolean isPaused() {
		return this.paused.get();
	}

	boolean pause() {
		return change(true);
	}

	boolean resume() {
		return change(false);
	}

	private boolean change(boolean pause) {
		if (!this.paused.compareAndSet(!pause, pause)) {
			return false;
		}
		apply();
		return true;
	}

	private synchronized void apply() {
		PusherClient client = this.client;
		if (client == null) {
			return;
		}
		if (this.paused.get()) {
			client.pause();
		}
		else {
			client.resume();
		}
	}

}
