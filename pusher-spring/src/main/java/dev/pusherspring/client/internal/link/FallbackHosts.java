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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.util.Assert;

/**
 * {@link TransportStrategy} that tries several hosts in turn, each with a strategy of its
 * own. A host that works is kept. The next host is tried after a failed attempt, and the
 * first host when it can be reached again.
 */
public final class FallbackHosts implements TransportStrategy {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private final List<TransportStrategy> hosts;

	private final Duration returnDelay;

	private final Set<Integer> refused = new HashSet<>();

	private int current;

	/**
	 * Create a new {@link FallbackHosts} instance.
	 * @param hosts strategies for the hosts, in the order of preference
	 * @param returnDelay time after which a client that is connected to a fallback host
	 * checks the first host again
	 */
	public FallbackHosts(List<TransportStrategy> hosts, Duration returnDelay) {
		Assert.notEmpty(hosts, "'hosts' must not be empty");
		this.hosts = List.copyOf(hosts);
		this.returnDelay = returnDelay;
	}

	private TransportStrategy current() {
		return this.hosts.get(this.current);
	}

	@Override
	public List<Candidate> candidates() {
		return current().candidates();
	}

	@Override
	public void succeeded(Transport transport) {
		current().succeeded(transport);
	}

	@Override
	public void failed() {
		current().failed();
		next();
	}

	@Override
	public int hosts() {
		return this.hosts.size() - this.refused.size();
	}

	@Override
	public boolean isFallback() {
		return this.current > 0;
	}

	@Override
	public void refused(boolean forGood) {
		if (forGood && isFallback()) {
			this.refused.add(this.current);
		}
		next();
	}

	private void next() {
		do {
			this.current = (this.current + 1) % this.hosts.size();
		}
		while (this.refused.contains(this.current));
		if (this.hosts.size() > 1) {
			logger.debug(LogMessage.format("Host %d of %d is tried next", this.current + 1, this.hosts.size()));
		}
	}

	@Override
	public @Nullable Duration returnDelay() {
		return isFallback() ? this.returnDelay : null;
	}

	@Override
	public List<Candidate> firstCandidates() {
		return this.hosts.get(0).candidates();
	}

	@Override
	public void returnToFirst() {
		this.current = 0;
	}

	@Override
	public boolean requireTls() {
		return current().requireTls();
	}

	@Override
	public void release() {
		this.hosts.forEach(TransportStrategy::release);
		this.refused.clear();
		this.current = 0;
	}

}
