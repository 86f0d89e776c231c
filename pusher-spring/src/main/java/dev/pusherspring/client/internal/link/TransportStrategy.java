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

package dev.pusherspring.client.internal.link;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Decides which transports are tried and when. Called on the event loop only.
 *
 * @since 1.0.0
 */
public interface TransportStrategy {

	/**
	 * Return the transports for the next attempt.
	 * @return the transports in the order of their start; empty if there is none to try
	 */
	List<Candidate> candidates();

	/**
	 * Record the transport of a successful attempt.
	 * @param transport the transport
	 */
	void succeeded(Transport transport);

	/**
	 * Record that an attempt failed with every transport, without a refusal by the
	 * server.
	 */
	void failed();

	/**
	 * Return the number of hosts to try.
	 * @return the number, at least 1
	 */
	default int hosts() {
		return 1;
	}

	/**
	 * Return whether a fallback host is being tried or in use.
	 * @return {@code true} if the current host is not the first one
	 */
	default boolean isFallback() {
		return false;
	}

	/**
	 * Record that the current host has refused, so that the next host is tried.
	 * @param forGood whether the refusal is permanent: a fallback host is then not tried
	 * again until {@link #release()}
	 */
	default void refused(boolean forGood) {
	}

	/**
	 * Return the time after which a client that is connected to a fallback host checks
	 * the first host again.
	 * @return the delay, or {@code null} if the current host is the first one
	 */
	default @Nullable Duration returnDelay() {
		return null;
	}

	/**
	 * Return the transports with which to check whether the first host can be reached.
	 * @return the transports in the order of their start
	 */
	default List<Candidate> firstCandidates() {
		return candidates();
	}

	/**
	 * Use the first host for the next attempt.
	 */
	default void returnToFirst() {
	}

	/**
	 * Use only transports over TLS from now on, because the server accepts nothing else.
	 * This is reverted if the server cannot be reached over TLS, or with
	 * {@link #release()}.
	 * @return {@code true} if this is a change
	 */
	boolean requireTls();

	/**
	 * Release threads and pools kept between attempts, and return to the configured
	 * state.
	 */
	void release();

	/**
	 * A transport and when to start it.
	 *
	 * @param transport the transport
	 * @param delay time since the start of the attempt
	 */
	record Candidate(Transport transport, Duration delay) {

	}

}
