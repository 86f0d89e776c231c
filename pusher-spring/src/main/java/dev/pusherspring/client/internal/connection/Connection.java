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
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ConnectionOptions;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * The connection to a Channels server: gets one, watches over it, and gets another when
 * it is lost, for ever unless the server refuses or the settings limit the attempts.
 * <p>
 * Lives on the event loop: all methods are called there, and so is the listener.
 *
 * @since 1.0.0
 */
public final class Connection {

	private static final Log logger = LogFactory.getLog(Connection.class);

	private final ConnectionOptions settings;

	private final EventLoop loop;

	private final TransportStrategy transports;

	private final ConnectionListener listener;

	private final FrameReader reader = new FrameReader();

	private final Reconnection reconnection;

	private boolean wanted;

	private boolean paused;

	private @Nullable Race race;

	private @Nullable EstablishedLink current;

	private volatile @Nullable LinkInfo linkInfo;

	private volatile @Nullable NextAttempt nextAttempt;

	private @Nullable Timer retryTimer;

	private @Nullable Timer unavailableTimer;

	/**
	 * Create a new {@link Connection} instance.
	 * @param settings time limits
	 * @param loop the event loop
	 * @param transports ways to reach the server
	 * @param listener receives what happens
	 */
	public Connection(ConnectionOptions settings, EventLoop loop, TransportStrategy transports,
			ConnectionListener listener) {
		this.settings = settings;
		this.loop = loop;
		this.transports = transports;
		this.listener = listener;
		this.reconnection = new Reconnection(settings.reconnect(), loop);
	}

	/**
	 * Start to connect, unless that is under way or done.
	 */
	public void connect() {
		if (this.wanted) {
			return;
		}
		this.wanted = true;
		this.reconnection.reset();
		this.listener.connecting();
		watchAvailability();
		attempt();
	}

	/**
	 * End the connection and all attempts to get one.
	 */
	public void disconnect() {
		if (!this.wanted) {
			return;
		}
		stop();
		this.listener.disconnected();
	}

	/**
	 * Send a message.
	 * @param text the text of the message
	 * @return whether there was a connection to send it on
	 */
	public boolean send(String text) {
		EstablishedLink current = this.current;
		if (current == null) {
			return false;
		}
		current.send(text);
		return true;
	}

	/**
	 * Stop reading, so that the server feels the back-pressure. The heartbeat knows.
	 */
	public void pause() {
		this.paused = true;
		if (this.current != null) {
			this.current.pause();
		}
	}

	/**
	 * Go on reading.
	 */
	public void resume() {
		this.paused = false;
		if (this.current != null) {
			this.current.resume();
		}
	}

	/**
	 * Return how the server is reached. May be called from any thread.
	 * @return the link, or {@code null} when there is none
	 */
	public @Nullable LinkInfo getLinkInfo() {
		return this.linkInfo;
	}

	/**
	 * Return the attempt that follows a failure. May be called from any thread.
	 * @return the attempt that waits for its time or is under way, or {@code null}
	 */
	public @Nullable NextAttempt getNextAttempt() {
		return this.nextAttempt;
	}

	private void attempt() {
		List<Candidate> candidates = this.transports.candidates();
		if (candidates.isEmpty()) {
			stop();
			this.listener.failed();
			this.listener.error(new ConnectionError(null,
					"There is no transport to connect with: check which ones are enabled and disabled", null, true));
			return;
		}
		logger.debug(LogMessage.format("Connecting to %s", candidates.get(0).transport().getServer()));
		long started = this.loop.nanoTime();
		Race race = new Race(candidates, this.loop, this.reader, this.settings.connectTimeout(), new Race.Outcome() {

			@Override
			public void established(Transport transport, Handshake handshake, Link link, Established established) {
				Connection.this.race = null;
				Connection.this.transports.succeeded(transport);
				Duration taken = Duration.ofNanos(Connection.this.loop.nanoTime() - started);
				logger.info(LogMessage.format("Connected to %s over %s with socket id %s in %d ms",
						transport.getServer(), transport.getName(), established.socketId(), taken.toMillis()));
				Connection.this.linkInfo = new LinkInfo(transport.getName(), transport.getServer(), taken);
				Connection.this.nextAttempt = null;
				Connection.this.established(handshake, link, established);
			}

			@Override
			public void failed(CloseAction action, ConnectionError error) {
				Connection.this.race = null;
				recover(action, error, ReconnectCause.of(false, action, error));
			}

		});
		this.race = race;
		race.start();
	}

	private void established(Handshake handshake, Link link, Established established) {
		cancelTimers();
		EstablishedLink current = new EstablishedLink(link,
				this.settings.activityTimeout(established.activityTimeout()), this.settings.pongTimeout(), this.loop,
				this.reader, this.listener, this::lost);
		this.current = current;
		handshake.handOver(current);
		current.start();
		if (this.paused) {
			current.pause();
		}
		this.listener.established(established);
	}

	private void lost(CloseAction action, @Nullable ConnectionError error) {
		EstablishedLink current = this.current;
		if (current == null) {
			return;
		}
		this.current = null;
		this.linkInfo = null;
		this.reconnection.connectionEnded(current.stop());
		if (action != CloseAction.STOP) {
			this.listener.connecting();
			watchAvailability();
		}
		recover(action, error, ReconnectCause.of(true, action, error));
	}

	private void recover(CloseAction action, @Nullable ConnectionError error, ReconnectCause cause) {
		if (action == CloseAction.STOP) {
			stop();
			this.listener.disconnected();
			report(error, true);
			return;
		}
		CloseAction effective = action;
		if (action == CloseAction.RECONNECT_WITH_TLS && !this.transports.requireTls()) {
			effective = CloseAction.RECONNECT_AFTER_PAUSE;
		}
		Duration delay = this.reconnection.next(effective);
		if (delay == null) {
			stop();
			this.listener.failed();
			report(error, true);
			return;
		}
		this.nextAttempt = new NextAttempt(this.reconnection.attempt(), this.loop.now().plus(delay), cause);
		this.retryTimer = this.loop.schedule(delay, this::attempt);
		report(error, false);
		this.listener.retrying(this.reconnection.attempt(), delay);
	}

	private void report(@Nullable ConnectionError error, boolean fatal) {
		if (error != null) {
			this.listener.error(fatal ? error.asFatal() : error);
		}
	}

	private void stop() {
		this.wanted = false;
		this.linkInfo = null;
		this.nextAttempt = null;
		cancelTimers();
		if (this.race != null) {
			this.race.cancel();
			this.race = null;
		}
		if (this.current != null) {
			this.current.stop();
			this.current = null;
		}
		this.transports.release();
	}

	private void watchAvailability() {
		this.unavailableTimer = this.loop.schedule(this.settings.unavailableTimeout(), this.listener::unavailable);
	}

	private void cancelTimers() {
		if (this.retryTimer != null) {
			this.retryTimer.cancel();
			this.retryTimer = null;
		}
		if (this.unavailableTimer != null) {
			this.unavailableTimer.cancel();
			this.unavailableTimer = null;
		}
	}

}
