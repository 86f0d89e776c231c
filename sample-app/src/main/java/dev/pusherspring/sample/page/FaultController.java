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

package dev.pusherspring.sample.page;

import java.time.Duration;
import java.time.Instant;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.pusherspring.embedded.EmbeddedPusherServer;
import dev.pusherspring.embedded.Faults;

/**
 * Simulates faults of the embedded server. Both the application and the page are
 * connected to it, so faults affect both.
 */
@RestController
@RequestMapping(path = "/api/faults", consumes = MediaType.APPLICATION_JSON_VALUE)
@ConditionalOnBooleanProperty("pusher.embedded.enabled")
class FaultController {

	private static final String QUOTA = "Over quota, said by the sample";

	private final EmbeddedPusherServer server;

	private final TaskScheduler scheduler;

	private final Duration duration;

	FaultController(EmbeddedPusherServer server, TaskScheduler scheduler,
			@Value("${sample.fault-duration:5s}") Duration duration) {
		this.server = server;
		this.scheduler = scheduler;
		this.duration = duration;
	}

	/**
	 * Break all connections without a close frame, as a network failure does.
	 * @return the duration of the fault
	 */
	@PostMapping("/drop")
	Fault drop() {
		this.server.faults().dropAll();
		return new Fault(0);
	}

	/**
	 * Close all connections and refuse new ones, as if the connection quota were
	 * exceeded.
	 * @return the duration of the fault
	 */
	@PostMapping("/quota")
	Fault exceedQuota() {
		Faults faults = this.server.faults();
		faults.refuseHandshakes(4004, QUOTA);
		faults.closeAll(4004, QUOTA);
		return endLater(faults::acceptHandshakes);
	}

	/**
	 * Refuse all authorizations, and break all connections so that clients request new
	 * ones.
	 * @return the duration of the fault
	 */
	@PostMapping("/authorization")
	Fault refuseAuthorization() {
		Faults faults = this.server.faults();
		faults.rejectAuthorization(403, "Refused by the sample");
		faults.dropAll();
		return endLater(faults::acceptAuthorization);
	}

	private Fault endLater(Runnable end) {
		this.scheduler.schedule(end, Instant.now().plus(this.duration));
		return new Fault(this.duration.toMillis());
	}

	/**
	 * A simulated fault.
	 *
	 * @param millis duration of the fault, in milliseconds
	 */
	record Fault(long millis) {

	}

}
