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

package dev.pusherspring.client.internal.link.spring;

import java.util.concurrent.Executor;

import dev.pusherspring.client.internal.link.ShortLivedThreads;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * Runs the tasks of the JDK's HTTP client: on the event loop while a session is open, and
 * there on the JDK's own thread unless that would have to wait; on short-lived threads of
 * its own while a session is being opened, as that may block (name resolution does). When
 * a session is opened while another lingers, the latter waits for the loop rather than
 * the loop for the former.
 */
final class EngineExecutor implements Executor {

	private final EventLoop loop;

	private final Executor openers = new ShortLivedThreads("pusher-connect", 2);

	private int opening;

	private int openSessions;

	private volatile boolean onLoop;

	EngineExecutor(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public void execute(Runnable task) {
		if (!this.onLoop) {
			this.openers.execute(task);
		}
		// as a part of another task it would get deeper and deeper
		else if (this.loop.inEventLoop() || !this.loop.tryRunHere(task)) {
			this.loop.execute(task);
		}
	}

	synchronized void openingStarted() {
		this.opening++;
		choose();
	}

	synchronized void openingEnded() {
		this.opening--;
		choose();
	}

	synchronized void sessionOpened() {
		this.openSessions++;
		choose();
	}

	synchronized void sessionClosed() {
		this.openSessions--;
		choose();
	}

	private void choose() {
		this.onLoop = this.openSessions > 0 && this.opening == 0;
	}

}
