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
 * What becomes of refusals: whether they end everything, where there are several hosts
 * and where somebody is willing to wait, and whether they are worth a report.
 */
final class Refusals {

	private final boolean patient;

	// in a row, of those that pass by themselves
	private int count;

	private @Nullable Integer reported;

	/**
	 * Create new refusals.
	 * @param patient whether attempts go on while the app is over its quota or disabled
	 */
	Refusals(boolean patient) {
		this.patient = patient;
	}

	/**
	 * Start anew.
	 */
	void reset() {
		this.count = 0;
		this.reported = null;
	}

	/**
	 * Settle what to do. The next host gets its turn where the present one has refused. A
	 * refusal ends everything only if the first host has refused for good, or all have
	 * refused for now and nobody is willing to wait.
	 * @param action what the protocol demands
	 * @param hosts the hosts
	 * @return what to do
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
				// nothing was refused
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
	 * Return what to report. With patience there may be hundreds of refusals, which are
	 * not worth a report each.
	 * @param error what has ended an attempt or a connection, or {@code null}
	 * @param action what is done about it
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
						"%s. The client tries again in %d s and goes on until the server accepts"
							.formatted(error.message(), delay.toSeconds()),
						error.cause(), error.channel(), false)
				: error;
	}

}
