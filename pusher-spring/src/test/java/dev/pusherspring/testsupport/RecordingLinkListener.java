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

package dev.pusherspring.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link LinkListener} that writes down what it hears and on which thread.
 */
public final class RecordingLinkListener implements LinkListener {

	private final EventLoop loop;

	private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

	private final List<String> heardElsewhere = new CopyOnWriteArrayList<>();

	private volatile LinkEnd end;

	private volatile Consumer<String> onEvent = (event) -> {
	};

	public RecordingLinkListener(EventLoop loop) {
		this.loop = loop;
	}

	@Override
	public void opened() {
		hear("opened");
	}

	@Override
	public void received(byte[] bytes, int offset, int length) {
		hear(new String(bytes, offset, length, StandardCharsets.UTF_8));
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
		this.onEvent.accept(event);
	}

	/**
	 * Return what was heard next. Waits for it.
	 * @return a text, {@code opened}, {@code discarded} with the reason, or {@code ended}
	 * with the code
	 */
	public String next() throws InterruptedException {
		String event = this.heard.poll(10, TimeUnit.SECONDS);
		if (event == null) {
			throw new AssertionError("Nothing was heard");
		}
		return event;
	}

	/**
	 * Do something on whatever is heard, right there.
	 * @param action what to do
	 */
	public void onEvent(Consumer<String> action) {
		this.onEvent = action;
	}

	public int size() {
		return this.heard.size();
	}

	public LinkEnd getEnd() {
		return this.end;
	}

	public List<String> getHeardElsewhere() {
		return this.heardElsewhere;
	}

}
