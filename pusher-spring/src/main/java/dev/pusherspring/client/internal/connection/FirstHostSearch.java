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
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.PusherError;
import dev.pusherspring.client.internal.link.TransportStrategy;
import dev.pusherspring.client.internal.link.TransportStrategy.Candidate;
import dev.pusherspring.client.internal.loop.EventLoop;
import dev.pusherspring.client.internal.loop.EventLoop.Timer;
import dev.pusherspring.client.internal.protocol.CloseAction;
import dev.pusherspring.client.internal.protocol.Established;
import dev.pusherspring.client.internal.protocol.FrameReader;

/**
 * Checks whether the first host can be reached while a fallback host is in use, in
 * parallel to the connection to the fallback host. That connection is only replaced after
 * a successful handshake with the first host, which itself is discarded.
 */
final class FirstHostSearch implements Handshake.Outcome {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.connection");

	private final EventLoop loop;

	private final FrameReader reader;

	private final Duration connectTimeout;

	private final Runnable found;

	private @Nullable TransportStrategy hosts;

	private @Nullable Timer timer;

	private @Nullable Race race;

	FirstHostSearch(EventLoop loop, FrameReader reader, Duration connectTimeout, Runnable found) {
		this.loop = loop;
		this.reader = reader;
		this.connectTimeout = connectTimeout;
		this.found = found;
	}

	/**
	 * Check the first host from time to time if a fallback host is in use.
	 * @param hosts the hosts
	 */
	void start(TransportStrategy hosts) {
		this.hosts = hosts;
		Duration delay = hosts.returnDelay();
		if (delay != null) {
			this.timer = this.loop.schedule(delay, () -> look(hosts));
		}
	}

	private void look(TransportStrategy hosts) {
		List<Candidate> candidates = hosts.firstCandidates();
		if (!candidates.isEmpty()) {
			this.race = new Race(candidates, this.loop, this.reader, this.connectTimeout, this);
			this.race.start();
		}
	}

	void stop() {
		this.hosts = null;
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
		if (this.race != null) {
			this.race.cancel();
			this.race = null;
		}
	}

	@Override
	public void established(Handshake handshake, Established established) {
		this.race = null;
		handshake.link().close(1000, "");
		logger.info(LogMessage.format("%s can be reached again: returning to it", handshake.transport().getServer()));
		this.found.run();
	}

	@Override
	public void failed(Handshake handshake, CloseAction action, PusherError error) {
		this.race = null;
		logger.debug(LogMessage.format("The first host cannot be used yet: %s", error.message()));
		if (this.hosts != null) {
			start(this.hosts);
		}
	}

}
