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

package dev.pusherspring.listener.recovery;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.event.PusherOutageEvent;

/**
 * The lookup of the position at which a channel continues. If the client reports an
 * outage during the lookup, the outage since the position replaces it. Guarded by the
 * gate.
 */
final class PositionLookup {

	private Stage stage = Stage.NONE;

	private Instant confirmedAt = Instant.EPOCH;

	private boolean outagePossible;

	private @Nullable PusherOutageEvent outage;

	/**
	 * Begin the lookup when a subscription is confirmed.
	 * @param confirmedAt time of the confirmation
	 */
	void begin(Instant confirmedAt) {
		this.stage = Stage.RUNNING;
		this.confirmedAt = confirmedAt;
		this.outagePossible = true;
	}

	/**
	 * Do not replace any outage that the client reports from now on.
	 */
	void expectNoOutage() {
		this.outagePossible = false;
	}

	/**
	 * Called when the client reports an outage.
	 * @param outage the outage
	 * @return whether the outage since the position replaces it
	 */
	boolean replaces(PusherOutageEvent outage) {
		if (!this.outagePossible || this.stage == Stage.NONE) {
			return false;
		}
		this.outagePossible = false;
		this.outage = (this.stage == Stage.RUNNING) ? outage : null;
		return true;
	}

	/**
	 * Return the time up to which no event is missing if there is no position.
	 * @return the time
	 */
	Instant since() {
		return (this.outage != null) ? this.outage.getFrom() : this.confirmedAt;
	}

	/**
	 * Return the end of the outage.
	 * @return the time
	 */
	Instant until() {
		return (this.outage != null) ? this.outage.getTo() : this.confirmedAt;
	}

	/**
	 * Finish the lookup.
	 * @param found whether there is a position
	 * @return the outage that the client has reported during the lookup, or {@code null}
	 */
	@Nullable PusherOutageEvent finish(boolean found) {
		PusherOutageEvent outage = this.outage;
		this.outage = null;
		this.stage = found ? Stage.FOUND : Stage.NONE;
		return outage;
	}

	/**
	 * Stage of the lookup.
	 */
	private enum Stage {

		/**
		 * The lookup has not begun, or there is no position.
		 */
		NONE,

		/**
		 * The lookup is in progress.
		 */
		RUNNING,

		/**
		 * The position is known, and its outage has been reported.
		 */
		FOUND

	}

}
