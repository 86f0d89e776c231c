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
	 * Take note of the transport that an attempt succeeded with.
	 * @param transport the transport
	 */
	void succeeded(Transport transport);

	/**
	 * Take note that an attempt failed with every transport and without a word from the
	 * server.
	 */
	void failed();

	/**
	 * Return how many hosts there are to try.
	 * @return the number, at least one
	 */
	default int hosts() {
		return 1;
	}

	/**
	 * Return whether it is another than the first host's turn.
	 * @return whether a fallback host is tried, or in use
	 */
	default boolean isFallback() {
		return false;
	}

	/**
	 * Take note that a host has refused: it is the next one's turn.
	 * @param forGood whether a fallback host is not to be tried again until
	 * {@link #release()}
	 */
	default void refused(boolean forGood) {
	}

	/**
	 * Return how long a connection to a fallback host lasts before the first one is tried
	 * again beside it.
	 * @return the delay, or {@code null} if it is the first host's turn
	 */
	default @Nullable Duration returnDelay() {
		return null;
	}

	/**
	 * Return the transports to find out with whether the first host can be reached.
	 * @return the transports in the order of their start
	 */
	default List<Candidate> firstCandidates() {
		return candidates();
	}

	/**
	 * Begin with the first host at the next attempt.
	 */
	default void returnToFirst() {
	}

	/**
	 * Use only transports over TLS from now on, because the server accepts nothing else.
	 * That ends when TLS turns out to lead nowhere, or with {@link #release()}.
	 * @return whether that changed anything
	 */
	boolean requireTls();

	/**
	 * Let go of threads and pools kept between attempts, and start anew with what was
	 * configured.
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
