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

package dev.pusherspring.benchmarks.contender;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * The minimal protocol support for a plain engine: it detects confirmed connections and
 * subscriptions. All other messages are events, which are decoded on the engine's thread
 * or not at all.
 */
final class Subscribing {

	private final Sink sink;

	private final @Nullable FrameReader reader;

	private final CountDownLatch connected = new CountDownLatch(1);

	Subscribing(Sink sink, boolean decoding) {
		this.sink = sink;
		this.reader = decoding ? new FrameReader() : null;
	}

	void received(String text) {
		if (text.startsWith("{\"event\":\"pusher")) {
			if (text.startsWith("{\"event\":\"pusher:connection_established")) {
				this.connected.countDown();
			}
			else if (text.startsWith("{\"event\":\"pusher_internal:subscription_succeeded")) {
				this.sink.subscribed();
			}
		}
		else if (this.reader != null) {
			Frame frame = this.reader.read(text);
			this.sink.event(String.valueOf(frame.data()));
		}
		else {
			this.sink.event(text);
		}
	}

	void awaitConnected() throws InterruptedException {
		this.connected.await();
	}

	static String message(String channel) {
		return "{\"event\":\"pusher:subscribe\",\"data\":{\"channel\":\"" + channel + "\"}}";
	}

}
