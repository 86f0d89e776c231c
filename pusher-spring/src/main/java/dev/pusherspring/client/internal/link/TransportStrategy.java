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
