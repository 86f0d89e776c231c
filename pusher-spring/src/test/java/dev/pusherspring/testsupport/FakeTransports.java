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

package dev.pusherspring.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.link.Transport;
import dev.pusherspring.client.internal.link.TransportStrategy;

/**
 * {@link TransportStrategy} with one transport, which opens {@link FakeLink}s.
 */
public final class FakeTransports implements TransportStrategy, Transport {

	private final ManualEventLoop loop;

	private final List<FakeLink> links = new ArrayList<>();

	private final String server;

	private boolean tls;

	private int releases;

	private int successes;

	private int failures;

	public FakeTransports(ManualEventLoop loop) {
		this(loop, true);
	}

	public FakeTransports(ManualEventLoop loop, boolean tls) {
		this(loop, tls, "fake.example:1234");
	}

	public FakeTransports(ManualEventLoop loop, boolean tls, String server) {
		this.loop = loop;
		this.server = server;
		this.tls = tls;
	}

	@Override
	public List<Candidate> candidates() {
		return List.of(new Candidate(this, Duration.ZERO));
	}

	@Override
	public void succeeded(Transport transport) {
		this.successes++;
	}

	@Override
	public void failed() {
		this.failures++;
	}

	@Override
	public boolean requireTls() {
		boolean changed = !this.tls;
		this.tls = true;
		return changed;
	}

	@Override
	public void release() {
		this.releases++;
	}

	@Override
	public String getName() {
		return "fake";
	}

	@Override
	public String getServer() {
		return (this.tls ? "wss" : "ws") + "://" + this.server;
	}

	@Override
	public Link open(LinkListener listener) {
		FakeLink link = new FakeLink(this.loop, listener);
		this.links.add(link);
		return link;
	}

	/**
	 * Return the link that was asked for last.
	 * @return the link
	 */
	public FakeLink last() {
		return this.links.get(this.links.size() - 1);
	}

	/**
	 * Return how many links were asked for.
	 * @return the number of attempts
	 */
	public int count() {
		return this.links.size();
	}

	/**
	 * Return how many links are still there.
	 * @return the number of links that neither side has ended
	 */
	public long countAlive() {
		return this.links.stream().filter(FakeLink::isAlive).count();
	}

	public boolean isTls() {
		return this.tls;
	}

	public int getSuccesses() {
		return this.successes;
	}

	public int getFailures() {
		return this.failures;
	}

	public int getReleases() {
		return this.releases;
	}

}
