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

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * Handles refusals by the server: determines whether the client stops, waits or tries the
 * next host, and whether a refusal is reported.
 */
final class Refusals {

	private final boolean patient;

	// consecutive temporary refusals
	private int count;

	private @Nullable Integer reported;

	/**
	 * Create a new {@link Refusals} instance.
	 * @param patient whether to keep trying while the app is over its quota or disabled
	 */
	Refusals(boolean patient) {
		this.patient = patient;
	}

	/**
	 * Reset the state.
	 */
	void reset() {
		this.count = 0;
		this.reported = null;
	}

	/**
	 * Determine what to do. After a refusal the next host is tried. The client only stops
	 * if the first host has permanently refused, or if all hosts have temporarily refused
	 * and the client is not configured to wait.
	 * @param action the action required by the protocol
	 * @param hosts the hosts
	 * @return the action to take
	 */
	CloseAction settle(CloseAction action, TransportStrategy hosts) {
		boolean fallback = hosts.isFallback();
		switch (action) {
			case STOP -> {
				hosts.refused(true);
				return fallback ? CloseAction.RECONNECT : CloseAction.STOP;
			}
			case STOP_FOR_NOW -> {
				this.count++;
				hosts.refused(false);
				return forNow(fallback, hosts.hosts());
			}
			case RECONNECT_AFTER_PAUSE -> hosts.refused(false);
			default -> {
				// not a refusal
			}
		}
		return action;
	}

	private CloseAction forNow(boolean fallback, int hosts) {
		if (this.patient) {
			return (this.count % hosts != 0) ? CloseAction.RECONNECT : CloseAction.STOP_FOR_NOW;
		}
		return (fallback || this.count < hosts) ? CloseAction.RECONNECT : CloseAction.STOP;
	}

	/**
	 * Return the error to report. A client that waits may be refused hundreds of times,
	 * which is only reported once.
	 * @param error the error that ended an attempt or a connection, or {@code null}
	 * @param action the action taken
	 * @param delay time until the next attempt
	 * @return the error to report, or {@code null} for none
	 */
	@Nullable PusherError report(@Nullable PusherError error, CloseAction action, Duration delay) {
		Integer code = (error != null) ? error.code() : null;
		boolean repeated = code != null && code.equals(this.reported) && this.patient
				&& CloseAction.forCode(code).isPassing();
		this.reported = code;
		if (error == null || repeated) {
			return null;
		}
		return (action == CloseAction.STOP_FOR_NOW)
				? new PusherError(code,
						"%s. The client retries in %d s and keeps retrying until the server accepts"
							.formatted(error.message(), delay.toSeconds()),
						error.cause(), error.channel(), false)
				: error;
	}

}
