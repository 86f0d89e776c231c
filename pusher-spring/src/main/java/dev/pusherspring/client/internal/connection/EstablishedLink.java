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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.FrameWriter;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;

/**
 * A link after its handshake: treats each message as a sign of life, answers the server's
 * pings and passes on all messages except those about the connection itself. Ends with
 * exactly one call of its {@code onEnd}, or none if it is {@link #stop() stopped}.
 */
final class EstablishedLink implements LinkListener {

	/**
	 * Time to wait for the messages sent by the server and for its end of the link.
	 */
	static final Duration FINISH_TIMEOUT = Duration.ofSeconds(5);

	private static final String PONG = FrameWriter.pong();

	private final Link link;

	private final EventLoop loop;

	private final FrameReader reader;

	private final PusherClientListener listener;

	private final Consumer<Frame> frames;

	private final BiConsumer<CloseAction, @Nullable PusherError> onEnd;

	private final long since;

	private final Heartbeat heartbeat;

	private final FrameLog log = new FrameLog();

	// messages of an abandoned link that still arrive must not affect the next link
	private boolean over;

	private boolean finishing;

	private boolean paused;

	private @Nullable Timer finishTimer;

	EstablishedLink(Link link, Duration activityTimeout, Duration pongTimeout, EventLoop loop, FrameReader reader,
			PusherClientListener listener, Consumer<Frame> frames,
			BiConsumer<CloseAction, @Nullable PusherError> onEnd) {
		this.link = link;
		this.loop = loop;
		this.reader = reader;
		this.listener = listener;
		this.frames = frames;
		this.onEnd = onEnd;
		this.since = loop.nanoTime();
		this.heartbeat = new Heartbeat(loop, link, activityTimeout, pongTimeout,
				() -> onEnd.accept(CloseAction.RECONNECT_IMMEDIATELY,
						new PusherError(null,
								"The server did not answer a ping within %d ms".formatted(pongTimeout.toMillis()), null,
								null, false)));
	}

	void start() {
		this.heartbeat.start();
	}

	/**
	 * Close the link.
	 * @return the duration of the link
	 */
	Duration stop() {
		this.over = true;
		this.heartbeat.stop();
		if (this.finishTimer != null) {
			this.finishTimer.cancel();
		}
		this.link.close(1000, "");
		return Duration.ofNanos(this.loop.nanoTime() - this.since);
	}

	/**
	 * End the link after everything that the server has sent so far has arrived. It then
	 * ends like a link that the server has closed.
	 */
	void finish() {
		if (this.finishing) {
			return;
		}
		this.finishing = true;
		this.heartbeat.stop();
		if (this.link.finish()) {
			awaitEnd();
		}
		else {
			finished();
		}
	}

	// nothing can arrive while reading is paused
	private void awaitEnd() {
		this.finishTimer = this.loop.schedule(FINISH_TIMEOUT, () -> {
			if (this.paused) {
				awaitEnd();
			}
			else {
				finished();
			}
		});
	}

	private void finished() {
		this.onEnd.accept(CloseAction.RECONNECT, null);
	}

	boolean isFinishing() {
		return this.finishing;
	}

	void send(String text) {
		this.log.sent(text);
		this.link.send(text);
	}

	void pause() {
		this.paused = true;
		this.heartbeat.pause();
		this.link.pause();
	}

	void resume() {
		this.paused = false;
		this.heartbeat.resume();
		this.link.resume();
	}

	@Override
	public void opened() {
		// this was done for the handshake
	}

	@Override
	public void received(byte[] bytes, int offset, int length) {
		if (this.over) {
			return;
		}
		alive();
		this.listener.messageRead(length);
		Frame frame;
		try {
			frame = this.reader.read(bytes, offset, length);
		}
		catch (MalformedFrameException ex) {
			this.listener.errorOccurred(
					new PusherError(null, "A message could not be read: " + ex.getMessage(), ex, null, false));
			return;
		}
		this.log.received(frame);
		switch (frame.event()) {
			case "pusher:ping" -> pinged();
			case "pusher:pong" -> pong();
			case Established.EVENT -> {
				// the handshake is already complete
			}
			default -> this.frames.accept(frame);
		}
	}

	private void pinged() {
		if (!this.finishing) {
			this.link.send(PONG);
		}
	}

	private void pong() {
		Duration roundTripTime = this.heartbeat.pong();
		if (roundTripTime != null) {
			this.listener.pongReceived(roundTripTime);
		}
	}

	@Override
	public void alive() {
		if (!this.over && !this.finishing) {
			this.heartbeat.activity();
		}
	}

	@Override
	public void discarded(String reason) {
		if (!this.over) {
			alive();
			this.listener.errorOccurred(new PusherError(null, reason, null, null, false));
		}
	}

	@Override
	public void ended(LinkEnd end) {
		if (this.over) {
			return;
		}
		if (this.finishing) {
			finished();
			return;
		}
		Integer code = (end.code() >= 4000) ? end.code() : null;
		PusherError error = new PusherError(code, "The connection was lost: " + end.describe(), end.cause(), null,
				false);
		this.onEnd.accept(CloseAction.forCode(end.code()), CloseAction.isOrderly(end.code()) ? null : error);
	}

}
