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

package dev.pusherspring.embedded;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.embedded.fault.FaultPlan;
import dev.pusherspring.embedded.fault.FaultPlan.AuthorizationAnswer;
import dev.pusherspring.embedded.fault.FaultPlan.HandshakeError;
import dev.pusherspring.embedded.fault.FaultPlan.RestAnswer;
import dev.pusherspring.embedded.hub.Link;
import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * What can go wrong with a Channels server, on request. When a method returns, what it
 * does is done: a fault that was switched on holds for whatever arrives from then on.
 * Safe for use by many threads.
 *
 * @since 1.0.0
 */
public final class Faults {

	private final Supplier<RunningServer> server;

	Faults(Supplier<RunningServer> server) {
		this.server = server;
	}

	/**
	 * Close every connection.
	 * @param code the close code, which may be one that must not go over the wire
	 * @param reason the reason
	 */
	public void closeAll(int code, String reason) {
		eachLink((socketId, link) -> link.close(code, reason));
	}

	/**
	 * Close one connection, if it is still there.
	 * @param socketId the connection's id
	 * @param code the close code, which may be one that must not go over the wire
	 * @param reason the reason
	 */
	public void close(String socketId, int code, String reason) {
		link(socketId, (link) -> link.close(code, reason));
	}

	/**
	 * Cut every connection without a close frame, by a reset. What a client has not read
	 * yet may be lost with it.
	 */
	public void dropAll() {
		eachLink((socketId, link) -> link.drop());
	}

	/**
	 * Cut one connection without a close frame, by a reset, if it is still there. What
	 * the client has not read yet may be lost with it.
	 * @param socketId the connection's id
	 */
	public void drop(String socketId) {
		link(socketId, Link::drop);
	}

	/**
	 * Send a text to every connection, well-formed or not.
	 * @param text the frame's text
	 */
	public void sendToAll(String text) {
		ServerFrame frame = ServerFrame.raw(text);
		eachLink((socketId, link) -> link.send(frame));
	}

	/**
	 * Send a text to one connection, well-formed or not.
	 * @param socketId the connection's id
	 * @param text the frame's text
	 */
	public void send(String socketId, String text) {
		link(socketId, (link) -> link.send(ServerFrame.raw(text)));
	}

	/**
	 * Write bytes to one connection as they are, past the framing of its transport.
	 * @param socketId the connection's id
	 * @param bytes the bytes
	 */
	public void sendBytes(String socketId, byte[] bytes) {
		byte[] copy = bytes.clone();
		link(socketId, (link) -> link.sendBytes(copy));
	}

	/**
	 * Refuse new connections at the level of TCP, as if nothing listened. Those there are
	 * stay.
	 * @param refuse whether to
	 */
	public void refuseConnections(boolean refuse) {
		plan((plan) -> plan.setRefuseConnections(refuse));
	}

	/**
	 * Refuse new connections at the level of TCP for a time, as a server that restarts.
	 * Those there are stay.
	 * @param time how long, by real time
	 */
	public void refuseConnectionsFor(Duration time) {
		plan((plan) -> plan.refuseConnectionsFor(time));
	}

	/**
	 * Let no WebSocket through, as a network that only knows HTTP: its request is cut
	 * off.
	 * @param httpOnly whether to
	 */
	public void httpOnly(boolean httpOnly) {
		plan((plan) -> plan.setHttpOnly(httpOnly));
	}

	/**
	 * Never answer requests for a WebSocket.
	 * @param hold whether to
	 */
	public void holdUpgrades(boolean hold) {
		plan((plan) -> plan.setHoldUpgrades(hold));
	}

	/**
	 * Open connections but never say {@code pusher:connection_established}.
	 * @param mute whether to
	 */
	public void muteHandshakes(boolean mute) {
		plan((plan) -> plan.setMuteHandshakes(mute));
	}

	/**
	 * Answer every new connection with an error and close it with the same code, such as
	 * 4004 for over quota.
	 * @param code the code
	 * @param message the message
	 */
	public void refuseHandshakes(int code, String message) {
		plan((plan) -> plan.setHandshakeError(new HandshakeError(code, message)));
	}

	/**
	 * Take new connections in again after {@link #refuseHandshakes}.
	 */
	public void acceptHandshakes() {
		plan((plan) -> plan.setHandshakeError(null));
	}

	/**
	 * Stop to answer pings, both of the protocol and of WebSockets, and to send
	 * heartbeats over HTTP.
	 * @param ignore whether to
	 */
	public void ignorePings(boolean ignore) {
		plan((plan) -> plan.setIgnorePings(ignore));
	}

	/**
	 * Answer authorization requests, for channels and users, with an error.
	 * @param status the status
	 * @param body the body
	 */
	public void rejectAuthorization(int status, String body) {
		plan((plan) -> plan.setAuthorization(new AuthorizationAnswer(false, Duration.ZERO, status, body)));
	}

	/**
	 * Answer one more authorization request with an error, before anything else that was
	 * said about authorization counts.
	 * @param status the status
	 * @param body the body
	 */
	public void rejectNextAuthorization(int status, String body) {
		plan((plan) -> plan.addNextAuthorization(new AuthorizationAnswer(false, Duration.ZERO, status, body)));
	}

	/**
	 * Answer authorization requests late.
	 * @param delay how late
	 */
	public void delayAuthorization(Duration delay) {
		plan((plan) -> plan.setAuthorization(new AuthorizationAnswer(false, delay, 0, "")));
	}

	/**
	 * Do not answer authorization requests until {@link #acceptAuthorization()}.
	 */
	public void holdAuthorization() {
		plan((plan) -> plan.setAuthorization(new AuthorizationAnswer(true, Duration.ZERO, 0, "")));
	}

	/**
	 * Answer authorization requests properly again, those that were held first.
	 */
	public void acceptAuthorization() {
		plan((plan) -> plan.setAuthorization(null));
	}

	/**
	 * Answer every REST call with an error.
	 * @param status the status, such as 403 for over quota
	 * @param body the body
	 */
	public void rejectRest(int status, String body) {
		plan((plan) -> plan.setRestAnswer(new RestAnswer(status, body)));
	}

	/**
	 * Answer REST calls properly again.
	 */
	public void acceptRest() {
		plan((plan) -> plan.setRestAnswer(null));
	}

	/**
	 * Send to new connections byte by byte.
	 * @param interval the time between two bytes, or {@code null} to end this
	 */
	public void slowBytes(@Nullable Duration interval) {
		plan((plan) -> plan.setByteInterval(interval));
	}

	/**
	 * Switch every fault off.
	 */
	public void reset() {
		plan(FaultPlan::reset);
	}

	private void plan(Consumer<FaultPlan> change) {
		RunningServer server = this.server.get();
		server.call(() -> {
			change.accept(server.faults());
			return true;
		});
	}

	private void eachLink(BiConsumer<String, Link> action) {
		RunningServer server = this.server.get();
		server.call(() -> {
			server.hub().eachLink(action);
			return true;
		});
	}

	private void link(String socketId, Consumer<Link> action) {
		RunningServer server = this.server.get();
		server.call(() -> {
			Link link = server.hub().link(socketId);
			if (link != null) {
				action.accept(link);
			}
			return true;
		});
	}

}
