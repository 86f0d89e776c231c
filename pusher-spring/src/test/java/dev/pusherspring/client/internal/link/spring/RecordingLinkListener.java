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

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link LinkListener} that writes down what it hears and on which thread.
 */
final class RecordingLinkListener implements LinkListener {

	private final EventLoop loop;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final List<String> heardElsewhere = new CopyOnWriteArrayList<>();

	private volatile LinkEnd end;

	RecordingLinkListener(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public void opened() {
		hear("opened");
	}

	@Override
	public void received(String text) {
		hear(text);
	}

	@Override
	public void discarded(String reason) {
		hear("discarded " + reason);
	}

	@Override
	public void ended(LinkEnd end) {
		this.end = end;
		hear("ended " + end.code());
	}

	private void hear(String event) {
		if (!this.loop.inEventLoop()) {
			this.heardElsewhere.add(event);
		}
		this.heard.add(event);
	}

	String next() throws InterruptedException {
		String event = this.heard.poll(10, TimeUnit.SECONDS);
		if (event == null) {
			throw new AssertionError("Nothing was heard");
		}
		return event;
	}

	int size() {
		return this.heard.size();
	}

	LinkEnd getEnd() {
		return this.end;
	}

	List<String> getHeardElsewhere() {
		return this.heardElsewhere;
	}

}
