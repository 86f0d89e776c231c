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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.ConnectionOptions;
import dev.pusherspring.client.ConnectionState;
import dev.pusherspring.client.LinkInfo;
import dev.pusherspring.client.NextAttempt;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.ReconnectCause;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.Frame;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * The connection to a Channels server: establishes it, monitors it, and replaces it when
 * it is lost, without end unless the server refuses or the settings limit the attempts.
 * <p>
 * Confined to the event loop: all methods except the getters are called there.
 */
public final class Connection {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private final ConnectionOptions settings;

	private final EventLoop loop;

	private final PusherClientListener listener;

	private final BiConsumer<ConnectionState, ConnectionState> stateChange;

	private final Consumer<Frame> frames;

	private final FrameReader reader = new FrameReader();

	private final Reconnection reconnection;

	private final Refusals refusals;

	private final FirstHostSearch search;

	private volatile ConnectionState state = ConnectionState.INITIALIZED;

	private volatile @Nullable String socketId;

	private volatile @Nullable LinkInfo linkInfo;

	private volatile @Nullable NextAttempt nextAttempt;

	private volatile ReconnectCause lossCause = ReconnectCause.LOST;

	// the following fields are used on the loop only

	private TransportStrategy transports;

	// replaces the transports once the current connection has ended
	private @Nullable TransportStrategy replacement;

	private boolean active;

	private boolean paused;

	// why the current connection is being ended
	private @Nullable ReconnectCause leaving;

	private @Nullable Race race;

	private @Nullable EstablishedLink current;

	private @Nullable Timer retryTimer;

	private @Nullable Timer unavailableTimer;

	/**
	 * Create a new {@link Connection} instance.
	 * @param settings the timeouts and delays
	 * @param loop the event loop
	 * @param transports ways to reach the server
	 * @param listener the listener to notify of messages, pongs, errors and attempts
	 * @param stateChange receives the previous and the current state
	 * @param frames receives all messages except those about the connection itself
	 */
	public Connection(ConnectionOptions settings, EventLoop loop, TransportStrategy transports,
			PusherClientListener listener, BiConsumer<ConnectionState, ConnectionState> stateChange,
			Consumer<Frame> frames) {
		this.settings = settings;
		this.loop = loop;
		this.transports = transports;
		this.listener = listener;
		this.stateChange = stateChange;
		this.frames = frames;
		this.reconnection = new Reconnection(settings.reconnect(), loop);
		this.refusals = new Refusals(settings.reconnect().overQuotaDelay() != null);
		this.search = new FirstHostSearch(loop, this.reader, settings.connectTimeout(),
				() -> leave(ReconnectCause.FIRST_HOST_BACK));
	}

	/**
	 * Connect to the server. Does nothing if connected or connecting.
	 */
	public void connect() {
		if (this.active) {
			return;
		}
		this.active = true;
		startAnew();
		connecting();
		attempt();
	}

	private void startAnew() {
		this.reconnection.reset();
		this.refusals.reset();
		if (this.replacement != null) {
			this.transports.release();
			this.transports = this.replacement;
			this.replacement = null;
		}
		this.transports.returnToFirst();
	}

	/**
	 * Replace the current connection, after everything that the server has sent on it has
	 * arrived, or restart the attempts to connect. The same as {@link #connect()} if
	 * disconnected.
	 * @param replacement the transports to use from then on, or {@code null} for the
	 * current ones
	 */
	public void reconnect(@Nullable TransportStrategy replacement) {
		if (replacement != null) {
			this.replacement = replacement;
		}
		if (!this.active) {
			connect();
		}
		else if (this.current != null) {
			leave(ReconnectCause.REQUESTED);
		}
		else {
			cancelAttempt();
			attemptAtOnce(ReconnectCause.REQUESTED);
		}
	}

	private void leave(ReconnectCause cause) {
		this.leaving = cause;
		this.search.stop();
		if (this.current != null) {
			this.current.finish();
		}
	}

	private void attemptAtOnce(ReconnectCause cause) {
		startAnew();
		this.nextAttempt = new NextAttempt(1, this.loop.now(), cause);
		this.retryTimer = this.loop.schedule(Duration.ZERO, this::attempt);
		this.listener.reconnecting(1, Duration.ZERO);
	}

	/**
	 * End the connection or the attempts to connect.
	 */
	public void disconnect() {
		if (this.active) {
			this.lossCause = ReconnectCause.REQUESTED;
			stop(ConnectionState.DISCONNECTED);
		}
	}

	/**
	 * Send a message.
	 * @param text the text of the message
	 * @return {@code true} if there was a connection
	 */
	public boolean send(String text) {
		EstablishedLink current = this.current;
		if (current == null || current.isFinishing()) {
			return false;
		}
		current.send(text);
		return true;
	}

	/**
	 * Stop reading, which exerts back-pressure on the server. The heartbeat takes it into
	 * account.
	 */
	public void pause() {
		this.paused = true;
		if (this.current != null) {
			this.current.pause();
		}
	}

	/**
	 * Resume reading.
	 */
	public void resume() {
		this.paused = false;
		if (this.current != null) {
			this.current.resume();
		}
	}

	/**
	 * Return the state. May be called from any thread.
	 * @return the state
	 */
	public ConnectionState getState() {
		return this.state;
	}

	/**
	 * Return the socket id assigned by the server. May be called from any thread.
	 * @return the id, or {@code null} if not connected
	 */
	public @Nullable String getSocketId() {
		return this.socketId;
	}

	/**
	 * Return information about the link. May be called from any thread.
	 * @return the information, or {@code null} if there is no link
	 */
	public @Nullable LinkInfo getLinkInfo() {
		return this.linkInfo;
	}

	/**
	 * Return the attempt that follows a failure. May be called from any thread.
	 * @return the attempt that is scheduled or in progress, or {@code null}
	 */
	public @Nullable NextAttempt getNextAttempt() {
		return this.nextAttempt;
	}

	/**
	 * Return why the last connection was lost. May be called from any thread.
	 * @return the cause
	 */
	public ReconnectCause getLossCause() {
		return this.lossCause;
	}

	private void attempt() {
		List<Candidate> candidates = this.transports.candidates();
		if (candidates.isEmpty()) {
			stop(ConnectionState.FAILED);
			report(new PusherError(null, "There is no transport to connect with. Check 'pusher.enabled-transports' and "
					+ "'pusher.disabled-transports'", null, null, true));
			return;
		}
		logger.debug(LogMessage.format("Connecting to %s", candidates.get(0).transport().getServer()));
		this.race = new Race(candidates, this.loop, this.reader, this.settings.connectTimeout(), new Attempt());
		this.race.start();
	}

	private void established(Handshake handshake, Established established, Duration taken) {
		Transport transport = handshake.transport();
		this.transports.succeeded(transport);
		logger.info(LogMessage.format("Connected to %s over %s with socket id %s in %d ms", transport.getServer(),
				transport.getName(), established.socketId(), taken.toMillis()));
		cancelUnavailableTimer();
		EstablishedLink current = new EstablishedLink(handshake.link(),
				this.settings.activityTimeout(established.activityTimeout()), this.settings.pongTimeout(), this.loop,
				this.reader, this.listener, this.frames, this::lost);
		this.current = current;
		handshake.link().handOver(current);
		current.start();
		if (this.paused) {
			current.pause();
		}
		this.linkInfo = new LinkInfo(transport.getName(), transport.getServer(), taken);
		this.nextAttempt = null;
		this.refusals.reset();
		this.socketId = established.socketId();
		this.search.start(this.transports);
		changeState(ConnectionState.CONNECTED);
	}

	private void lost(CloseAction action, @Nullable PusherError error) {
		EstablishedLink current = this.current;
		if (current == null) {
			return;
		}
		ReconnectCause leaving = this.leaving;
		this.current = null;
		this.leaving = null;
		this.search.stop();
		this.reconnection.connectionEnded(current.stop());
		if (leaving != null) {
			this.lossCause = leaving;
			connecting();
			attemptAtOnce(leaving);
			return;
		}
		this.lossCause = cause(action, error, true);
		CloseAction settled = this.refusals.settle(action, this.transports);
		if (settled != CloseAction.STOP) {
			connecting();
		}
		recover(settled, error, true);
	}

	private void recover(CloseAction action, @Nullable PusherError error, boolean wasEstablished) {
		if (action == CloseAction.STOP) {
			giveUp(ConnectionState.DISCONNECTED, error);
			return;
		}
		Duration delay = this.reconnection.next(permitted(action));
		if (delay == null) {
			giveUp(ConnectionState.FAILED, error);
			return;
		}
		int attempt = this.reconnection.attempt();
		this.nextAttempt = new NextAttempt(attempt, this.loop.now().plus(delay), cause(action, error, wasEstablished));
		this.retryTimer = this.loop.schedule(delay, this::attempt);
		report(this.refusals.report(error, action, delay));
		this.listener.reconnecting(attempt, delay);
	}

	private CloseAction permitted(CloseAction action) {
		return (action == CloseAction.RECONNECT_WITH_TLS && !this.transports.requireTls())
				? CloseAction.RECONNECT_AFTER_PAUSE : action;
	}

	private static ReconnectCause cause(CloseAction action, @Nullable PusherError error, boolean wasEstablished) {
		if (error != null && error.code() != null) {
			return (CloseAction.forCode(error.code()) == CloseAction.STOP_FOR_NOW) ? ReconnectCause.OVER_QUOTA
					: ReconnectCause.SERVER_CODE;
		}
		if (!wasEstablished) {
			return ReconnectCause.ATTEMPT_FAILED;
		}
		if (error == null) {
			return ReconnectCause.CLOSED;
		}
		// without a code from the server, only a missing pong leads to this action
		return (action == CloseAction.RECONNECT_IMMEDIATELY) ? ReconnectCause.PONG_MISSING : ReconnectCause.LOST;
	}

	private void giveUp(ConnectionState state, @Nullable PusherError error) {
		stop(state);
		report((error != null) ? new PusherError(error.code(), error.message(), error.cause(), error.channel(), true)
				: new PusherError(null,
						"The connection was lost and the maximum number of attempts to reconnect is used up", null,
						null, true));
	}

	private void report(@Nullable PusherError error) {
		if (error != null) {
			this.listener.errorOccurred(error);
		}
	}

	private void stop(ConnectionState state) {
		this.active = false;
		this.nextAttempt = null;
		this.leaving = null;
		cancelAttempt();
		cancelUnavailableTimer();
		this.search.stop();
		if (this.current != null) {
			this.current.stop();
			this.current = null;
		}
		this.transports.release();
		changeState(state);
	}

	private void connecting() {
		changeState(ConnectionState.CONNECTING);
		this.unavailableTimer = this.loop.schedule(this.settings.unavailableTimeout(),
				() -> changeState(ConnectionState.UNAVAILABLE));
	}

	// callers must never see a connected client without a socket id, or a disconnected
	// one with a socket id
	private void changeState(ConnectionState state) {
		ConnectionState previous = this.state;
		this.state = state;
		if (state != ConnectionState.CONNECTED) {
			this.socketId = null;
			this.linkInfo = null;
		}
		if (previous != state) {
			this.stateChange.accept(previous, state);
		}
	}

	private void cancelAttempt() {
		if (this.race != null) {
			this.race.cancel();
			this.race = null;
		}
		if (this.retryTimer != null) {
			this.retryTimer.cancel();
			this.retryTimer = null;
		}
	}

	private void cancelUnavailableTimer() {
		if (this.unavailableTimer != null) {
			this.unavailableTimer.cancel();
			this.unavailableTimer = null;
		}
	}

	/**
	 * One attempt to connect, with one or more transports.
	 */
	private final class Attempt implements Handshake.Outcome {

		private final long started = Connection.this.loop.nanoTime();

		@Override
		public void established(Handshake handshake, Established established) {
			Connection.this.race = null;
			Connection.this.established(handshake, established,
					Duration.ofNanos(Connection.this.loop.nanoTime() - this.started));
		}

		@Override
		public void failed(Handshake handshake, CloseAction action, PusherError error) {
			Connection.this.race = null;
			if (error.code() == null) {
				Connection.this.transports.failed();
			}
			else if (action == CloseAction.RECONNECT || action == CloseAction.RECONNECT_IMMEDIATELY) {
				Connection.this.transports.refused(false);
			}
			CloseAction settled = Connection.this.refusals.settle(action, Connection.this.transports);
			recover(settled, error, false);
		}

	}

}
