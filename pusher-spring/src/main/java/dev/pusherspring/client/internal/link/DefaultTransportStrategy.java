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
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.TransportName;
import dev.pusherspring.client.TransportSelection;
import dev.pusherspring.client.internal.loop.EventLoop;

/**
 * {@link TransportStrategy} that tries a WebSocket first and, if that does not connect
 * soon, HTTP in parallel. A transport that worked is tried first for some time, but never
 * alone: each attempt includes a WebSocket.
 *
 * @since 1.0.0
 */
public final class DefaultTransportStrategy implements TransportStrategy {

	private static final Log logger = LogFactory.getLog(DefaultTransportStrategy.class);

	/**
	 * How long a transport that worked is tried first.
	 */
	static final Duration MEMORY = Duration.ofMinutes(30);

	/**
	 * Number of failed attempts after which the transports without TLS are used again for
	 * a server that asked for TLS but was never reached over it.
	 */
	static final int MAX_TLS_FAILURES = 3;

	private static final Duration WSS_DELAY = Duration.ofSeconds(2);

	private static final Duration HTTP_DELAY = Duration.ofSeconds(2);

	private static final Duration HTTP_DELAY_WITHOUT_TLS = Duration.ofSeconds(5);

	private static final Duration POLLING_DELAY = Duration.ofSeconds(4);

	private final TransportFactory factory;

	private final TransportSelection selection;

	private final EventLoop loop;

	private final boolean tlsConfigured;

	private boolean tls;

	private boolean tlsReached;

	private int tlsFailures;

	private @Nullable List<Candidate> plan;

	private @Nullable Transport lastSuccess;

	private long lastSuccessAt;

	/**
	 * Create a new {@link DefaultTransportStrategy} instance.
	 * @param factory creates the transports
	 * @param selection the transports to use
	 * @param tls whether to use TLS from the start
	 * @param loop the event loop
	 */
	public DefaultTransportStrategy(TransportFactory factory, TransportSelection selection, boolean tls,
			EventLoop loop) {
		this.factory = factory;
		this.selection = selection;
		this.tlsConfigured = tls;
		this.tls = tls;
		this.loop = loop;
	}

	@Override
	public List<Candidate> candidates() {
		List<Candidate> plan = plan();
		Transport preferred = this.lastSuccess;
		if (preferred == null || plan.isEmpty() || isForgotten() || preferred == plan.get(0).transport()) {
			return plan;
		}
		List<Candidate> candidates = new ArrayList<>();
		candidates.add(new Candidate(preferred, Duration.ZERO));
		for (Candidate candidate : plan) {
			if (candidate.transport() != preferred) {
				candidates.add(new Candidate(candidate.transport(), WSS_DELAY.plus(candidate.delay())));
			}
		}
		return candidates;
	}

	private boolean isForgotten() {
		return this.loop.nanoTime() - this.lastSuccessAt >= MEMORY.toNanos();
	}

	private List<Candidate> plan() {
		List<Candidate> plan = this.plan;
		if (plan == null) {
			plan = createPlan();
			this.plan = plan;
		}
		return plan;
	}

	private List<Candidate> createPlan() {
		List<Candidate> plan = new ArrayList<>();
		if (this.tls) {
			if (this.selection.permitsTlsWebSocket()) {
				add(plan, this.factory.webSocket(true), Duration.ZERO);
			}
		}
		else {
			if (this.selection.permits(TransportName.WS)) {
				add(plan, this.factory.webSocket(false), Duration.ZERO);
			}
			if (this.selection.permits(TransportName.WSS)) {
				add(plan, this.factory.webSocketFallback(), WSS_DELAY);
			}
		}
		Duration httpDelay = this.tls ? HTTP_DELAY : HTTP_DELAY_WITHOUT_TLS;
		if (this.selection.permits(TransportName.XHR_STREAMING)) {
			add(plan, this.factory.http(true, this.tls), httpDelay);
		}
		if (this.selection.permits(TransportName.XHR_POLLING)) {
			add(plan, this.factory.http(false, this.tls), httpDelay.plus(POLLING_DELAY));
		}
		return List.copyOf(plan);
	}

	private static void add(List<Candidate> plan, @Nullable Transport transport, Duration delay) {
		if (transport != null) {
			plan.add(new Candidate(transport, plan.isEmpty() ? Duration.ZERO : delay));
		}
	}

	@Override
	public void succeeded(Transport transport) {
		this.tlsReached = this.tls;
		if (this.lastSuccess != transport || isForgotten()) {
			this.lastSuccess = transport;
			this.lastSuccessAt = this.loop.nanoTime();
		}
	}

	@Override
	public void failed() {
		if (this.tls && !this.tlsConfigured && !this.tlsReached) {
			this.tlsFailures++;
			if (this.tlsFailures >= MAX_TLS_FAILURES) {
				// the server may have used the code with another meaning. If it asks for
				// TLS again, a single failure is enough
				logger.warn("The server asked for TLS but cannot be reached over TLS. "
						+ "Connecting without TLS again, as configured");
				useTls(false);
			}
		}
	}

	@Override
	public boolean requireTls() {
		if (this.tls) {
			return false;
		}
		useTls(true);
		return true;
	}

	private void useTls(boolean tls) {
		releaseTransports();
		this.tls = tls;
		this.plan = null;
		this.lastSuccess = null;
	}

	@Override
	public void release() {
		this.tlsFailures = 0;
		this.tlsReached = false;
		if (this.tls != this.tlsConfigured) {
			useTls(this.tlsConfigured);
		}
		else {
			releaseTransports();
		}
	}

	private void releaseTransports() {
		if (this.plan != null) {
			this.plan.forEach((candidate) -> candidate.transport().release());
		}
	}

}
