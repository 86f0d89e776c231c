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
 * The look-up of the position that a channel goes on at. The client may tell of an outage
 * of its own meanwhile, which the position replaces. Guarded by the gate.
 */
final class PositionLookup {

	private Stage stage = Stage.NONE;

	private Instant confirmedAt = Instant.EPOCH;

	private boolean outagePossible;

	private @Nullable PusherOutageEvent outage;

	/**
	 * Begin, at a confirmation.
	 * @param confirmedAt time of the confirmation
	 */
	void begin(Instant confirmedAt) {
		this.stage = Stage.RUNNING;
		this.confirmedAt = confirmedAt;
		this.outagePossible = true;
	}

	/**
	 * An outage that the client still tells of is another one.
	 */
	void expectNoOutage() {
		this.outagePossible = false;
	}

	/**
	 * The client tells of an outage.
	 * @param outage the outage
	 * @return whether the position replaces it
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
	 * Return the time up to which nothing is missing if there is no position.
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
	 * Finish.
	 * @param found whether there is a position
	 * @return the outage that the client has told of meanwhile, or {@code null}
	 */
	@Nullable PusherOutageEvent finish(boolean found) {
		PusherOutageEvent outage = this.outage;
		this.outage = null;
		this.stage = found ? Stage.FOUND : Stage.NONE;
		return outage;
	}

	/**
	 * How far the look-up has got.
	 */
	private enum Stage {

		/**
		 * There is no position, or nobody has asked.
		 */
		NONE,

		/**
		 * It is being looked up.
		 */
		RUNNING,

		/**
		 * It is known, and has been announced.
		 */
		FOUND

	}

}
