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

package dev.pusherspring.embedded.fault;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The faults that are switched on. Confined to the server's thread.
 *
 * @since 1.0.0
 */
public final class FaultPlan {

	private final Deque<AuthorizationAnswer> nextAuthorizations = new ArrayDeque<>();

	private final List<Runnable> heldAuthorizations = new ArrayList<>();

	private boolean refuseConnections;

	private @Nullable Long refuseUntil;

	private boolean httpOnly;

	private boolean holdUpgrades;

	private boolean muteHandshakes;

	private boolean ignorePings;

	private @Nullable HandshakeError handshakeError;

	private @Nullable AuthorizationAnswer authorization;

	private @Nullable RestAnswer restAnswer;

	private @Nullable Duration byteInterval;

	/**
	 * Switch off all faults and release held authorizations.
	 */
	public void reset() {
		setRefuseConnections(false);
		this.httpOnly = false;
		this.holdUpgrades = false;
		this.muteHandshakes = false;
		this.ignorePings = false;
		this.handshakeError = null;
		this.restAnswer = null;
		this.byteInterval = null;
		this.nextAuthorizations.clear();
		setAuthorization(null);
	}

	/**
	 * Return whether new connections are currently refused.
	 * @return {@code true} if they are
	 */
	public boolean isRefuseConnections() {
		return this.refuseConnections || (this.refuseUntil != null && System.nanoTime() - this.refuseUntil < 0);
	}

	/**
	 * Set whether new connections are refused, until further notice.
	 * @param refuseConnections whether they are
	 */
	public void setRefuseConnections(boolean refuseConnections) {
		this.refuseConnections = refuseConnections;
		this.refuseUntil = null;
	}

	/**
	 * Refuse new connections for some time.
	 * @param time how long to refuse them
	 */
	public void refuseConnectionsFor(Duration time) {
		this.refuseUntil = System.nanoTime() + time.toNanos();
	}

	public boolean isHttpOnly() {
		return this.httpOnly;
	}

	public void setHttpOnly(boolean httpOnly) {
		this.httpOnly = httpOnly;
	}

	public boolean isHoldUpgrades() {
		return this.holdUpgrades;
	}

	public void setHoldUpgrades(boolean holdUpgrades) {
		this.holdUpgrades = holdUpgrades;
	}

	public boolean isMuteHandshakes() {
		return this.muteHandshakes;
	}

	public void setMuteHandshakes(boolean muteHandshakes) {
		this.muteHandshakes = muteHandshakes;
	}

	public boolean isIgnorePings() {
		return this.ignorePings;
	}

	public void setIgnorePings(boolean ignorePings) {
		this.ignorePings = ignorePings;
	}

	public @Nullable HandshakeError getHandshakeError() {
		return this.handshakeError;
	}

	public void setHandshakeError(@Nullable HandshakeError handshakeError) {
		this.handshakeError = handshakeError;
	}

	public @Nullable RestAnswer getRestAnswer() {
		return this.restAnswer;
	}

	public void setRestAnswer(@Nullable RestAnswer restAnswer) {
		this.restAnswer = restAnswer;
	}

	public @Nullable Duration getByteInterval() {
		return this.byteInterval;
	}

	public void setByteInterval(@Nullable Duration byteInterval) {
		this.byteInterval = byteInterval;
	}

	/**
	 * Set the answer to every authorization request from now on.
	 * @param authorization the answer, or {@code null} for the regular one
	 */
	public void setAuthorization(@Nullable AuthorizationAnswer authorization) {
		this.authorization = authorization;
		if (authorization == null) {
			List<Runnable> held = List.copyOf(this.heldAuthorizations);
			this.heldAuthorizations.clear();
			held.forEach(Runnable::run);
		}
	}

	/**
	 * Add an answer to one authorization request, which takes precedence over the one for
	 * all requests.
	 * @param answer the answer
	 */
	public void addNextAuthorization(AuthorizationAnswer answer) {
		this.nextAuthorizations.add(answer);
	}

	/**
	 * Take the answer to the authorization request that has just arrived.
	 * @return the answer, or {@code null} for the regular one
	 */
	public @Nullable AuthorizationAnswer takeAuthorization() {
		AuthorizationAnswer next = this.nextAuthorizations.poll();
		return (next != null) ? next : this.authorization;
	}

	/**
	 * Hold an authorization until the fault is switched off.
	 * @param answer sends the regular answer
	 */
	public void hold(Runnable answer) {
		this.heldAuthorizations.add(answer);
	}

	/**
	 * A handshake that is answered with an error.
	 *
	 * @param code the code of the error and of the close frame
	 * @param message the message sent to the client
	 */
	public record HandshakeError(int code, String message) {

	}

	/**
	 * The answer to an authorization request while a fault is switched on.
	 *
	 * @param held whether the answer waits until the fault is switched off
	 * @param delay the delay of the answer
	 * @param status the status, or 0 for the regular answer
	 * @param body the body that goes with the status
	 */
	public record AuthorizationAnswer(boolean held, Duration delay, int status, String body) {

	}

	/**
	 * The answer to every REST call while a fault is switched on.
	 *
	 * @param status the status
	 * @param body the body
	 */
	public record RestAnswer(int status, String body) {

	}

}
