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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;
import dev.pusherspring.client.internal.protocol.MalformedFrameException;
import dev.pusherspring.client.internal.protocol.ServerError;

/**
 * The first phase of a connection, from opening a link to the server's
 * {@code pusher:connection_established}. Ends within the timeout, with exactly one call
 * of its {@link Outcome}, or none if it is cancelled.
 */
final class Handshake implements LinkListener {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private final Transport transport;

	private final EventLoop loop;

	private final FrameReader reader;

	private final Outcome outcome;

	private @Nullable Link link;

	private @Nullable Timer timer;

	private boolean open;

	private boolean over;

	Handshake(Transport transport, EventLoop loop, FrameReader reader, Outcome outcome) {
		this.transport = transport;
		this.loop = loop;
		this.reader = reader;
		this.outcome = outcome;
	}

	void start(Duration timeout) {
		this.timer = this.loop.schedule(timeout, () -> timedOut(timeout));
		this.link = this.transport.open(this);
	}

	Transport transport() {
		return this.transport;
	}

	Link link() {
		Assert.state(this.link != null, "The handshake has not started");
		return this.link;
	}

	/**
	 * Cancel the handshake without notifying the outcome.
	 */
	void cancel() {
		finish();
		closeLink("The client gave up");
	}

	private void timedOut(Duration timeout) {
		String missing = this.open ? "did not complete the Channels handshake" : "could not be reached";
		fail(null, "%s %s within %d ms".formatted(this.transport.getServer(), missing, timeout.toMillis()), null);
	}

	@Override
	public void opened() {
		this.open = true;
	}

	@Override
	public void received(byte[] bytes, int offset, int length) {
		if (this.over) {
			return;
		}
		try {
			received(this.reader.read(bytes, offset, length));
		}
		catch (MalformedFrameException ex) {
			fail(null, "The Channels handshake failed: " + ex.getMessage(), ex);
		}
	}

	private void received(Frame frame) {
		switch (frame.event()) {
			case Established.EVENT -> {
				Established established = Established.from(frame);
				Link link = this.link;
				finish();
				if (link != null) {
					this.outcome.established(this, established);
				}
			}
			case ServerError.EVENT -> {
				ServerError error = ServerError.from(frame);
				fail(error.code(), error.message(), null);
			}
			default -> logger.debug(LogMessage.format("Ignored %s during the handshake", frame));
		}
	}

	@Override
	public void discarded(String reason) {
		// the message that completes the handshake is never that large
	}

	@Override
	public void ended(LinkEnd end) {
		fail(end.code(), end.describe(), end.cause());
	}

	private void fail(@Nullable Integer code, String message, @Nullable Throwable cause) {
		if (this.over) {
			return;
		}
		finish();
		closeLink("The handshake failed");
		boolean serverCode = code != null && code >= 4000;
		this.outcome.failed(this, CloseAction.forCode(code),
				new PusherError(serverCode ? code : null, message, cause, null, false));
	}

	private void closeLink(String reason) {
		if (this.link != null) {
			this.link.close(1000, reason);
		}
	}

	private void finish() {
		this.over = true;
		if (this.timer != null) {
			this.timer.cancel();
		}
	}

	/**
	 * The outcome of a handshake, or of a race of several handshakes.
	 */
	interface Outcome {

		void established(Handshake handshake, Established established);

		void failed(Handshake handshake, CloseAction action, PusherError error);

	}

}
