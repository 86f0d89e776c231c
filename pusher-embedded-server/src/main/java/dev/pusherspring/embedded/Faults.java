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
 * Makes the server fail in ways in which a real one can. A method takes effect before it
 * returns: a fault that has been switched on applies to everything that arrives from then
 * on. Safe for use by multiple threads.
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
	 * @param code the close code, which may be one that is not allowed on the wire
	 * @param reason the reason
	 */
	public void closeAll(int code, String reason) {
		eachLink((socketId, link) -> link.close(code, reason));
	}

	/**
	 * Close one connection, if it is still open.
	 * @param socketId the connection's id
	 * @param code the close code, which may be one that is not allowed on the wire
	 * @param reason the reason
	 */
	public void close(String socketId, int code, String reason) {
		link(socketId, (link) -> link.close(code, reason));
	}

	/**
	 * Cut every connection by a reset, without a close frame. Data that a client has not
	 * read yet may be lost.
	 */
	public void dropAll() {
		eachLink((socketId, link) -> link.drop());
	}

	/**
	 * Cut one connection by a reset, without a close frame, if it is still open. Data
	 * that the client has not read yet may be lost.
	 * @param socketId the connection's id
	 */
	public void drop(String socketId) {
		link(socketId, Link::drop);
	}

	/**
	 * Send a text frame to every connection, well-formed or not.
	 * @param text the frame's text
	 */
	public void sendToAll(String text) {
		ServerFrame frame = ServerFrame.raw(text);
		eachLink((socketId, link) -> link.send(frame));
	}

	/**
	 * Send a text frame to one connection, well-formed or not.
	 * @param socketId the connection's id
	 * @param text the frame's text
	 */
	public void send(String socketId, String text) {
		link(socketId, (link) -> link.send(ServerFrame.raw(text)));
	}

	/**
	 * Write raw bytes to one connection, bypassing the framing of its transport.
	 * @param socketId the connection's id
	 * @param bytes the bytes
	 */
	public void sendBytes(String socketId, byte[] bytes) {
		byte[] copy = bytes.clone();
		link(socketId, (link) -> link.sendBytes(copy));
	}

	/**
	 * Refuse new connections at the level of TCP, as if no server were listening.
	 * Existing connections stay open.
	 * @param refuse whether to refuse them
	 */
	public void refuseConnections(boolean refuse) {
		plan((plan) -> plan.setRefuseConnections(refuse));
	}

	/**
	 * Refuse new connections at the level of TCP for some time, like a server that
	 * restarts. Existing connections stay open.
	 * @param time how long to refuse them, in real time
	 */
	public void refuseConnectionsFor(Duration time) {
		plan((plan) -> plan.refuseConnectionsFor(time));
	}

	/**
	 * Block WebSockets, like a network that only supports HTTP: the connection of an
	 * upgrade request is cut.
	 * @param httpOnly whether to block WebSockets
	 */
	public void httpOnly(boolean httpOnly) {
		plan((plan) -> plan.setHttpOnly(httpOnly));
	}

	/**
	 * Leave upgrade requests of WebSockets unanswered.
	 * @param hold whether to leave them unanswered
	 */
	public void holdUpgrades(boolean hold) {
		plan((plan) -> plan.setHoldUpgrades(hold));
	}

	/**
	 * Open connections without ever sending {@code pusher:connection_established}.
	 * @param mute whether to send nothing
	 */
	public void muteHandshakes(boolean mute) {
		plan((plan) -> plan.setMuteHandshakes(mute));
	}

	/**
	 * Answer every new connection with an error and close it with the same code, such as
	 * 4004 for "over quota".
	 * @param code the code
	 * @param message the message
	 */
	public void refuseHandshakes(int code, String message) {
		plan((plan) -> plan.setHandshakeError(new HandshakeError(code, message)));
	}

	/**
	 * Accept new connections again after {@link #refuseHandshakes}.
	 */
	public void acceptHandshakes() {
		plan((plan) -> plan.setHandshakeError(null));
	}

	/**
	 * Stop answering pings, both of the protocol and of WebSockets, and sending
	 * heartbeats over HTTP.
	 * @param ignore whether to ignore pings
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
	 * Answer the next authorization request with an error, regardless of all other
	 * settings for authorization. Further calls apply to further requests.
	 * @param status the status
	 * @param body the body
	 */
	public void rejectNextAuthorization(int status, String body) {
		plan((plan) -> plan.addNextAuthorization(new AuthorizationAnswer(false, Duration.ZERO, status, body)));
	}

	/**
	 * Delay the answers to authorization requests.
	 * @param delay the delay
	 */
	public void delayAuthorization(Duration delay) {
		plan((plan) -> plan.setAuthorization(new AuthorizationAnswer(false, delay, 0, "")));
	}

	/**
	 * Hold the answers to authorization requests until {@link #acceptAuthorization()} is
	 * called.
	 */
	public void holdAuthorization() {
		plan((plan) -> plan.setAuthorization(new AuthorizationAnswer(true, Duration.ZERO, 0, "")));
	}

	/**
	 * Answer authorization requests normally again, starting with those that were held.
	 */
	public void acceptAuthorization() {
		plan((plan) -> plan.setAuthorization(null));
	}

	/**
	 * Answer every REST call with an error.
	 * @param status the status, such as 403 for "over quota"
	 * @param body the body
	 */
	public void rejectRest(int status, String body) {
		plan((plan) -> plan.setRestAnswer(new RestAnswer(status, body)));
	}

	/**
	 * Answer REST calls normally again.
	 */
	public void acceptRest() {
		plan((plan) -> plan.setRestAnswer(null));
	}

	/**
	 * Send one byte at a time to new connections.
	 * @param interval the time between two bytes, or {@code null} to send normally again
	 */
	public void slowBytes(@Nullable Duration interval) {
		plan((plan) -> plan.setByteInterval(interval));
	}

	/**
	 * Switch off all faults.
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
