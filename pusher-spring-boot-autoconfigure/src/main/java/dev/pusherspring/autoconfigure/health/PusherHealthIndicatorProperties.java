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

package dev.pusherspring.autoconfigure.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

import dev.pusherspring.health.PusherHealthIndicator;

/**
 * Configuration properties for {@link PusherHealthIndicator}.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("management.health.pusher")
public class PusherHealthIndicatorProperties {

	/**
	 * Time for which a lost connection or a failed subscription does not affect the
	 * health.
	 */
	private Duration gracePeriod = Duration.ofSeconds(30);

	/**
	 * Status while the client is not meant to be connected: before the application
	 * connects it, after the application has disconnected it, and while another instance
	 * is the leader.
	 */
	private String idleStatus = "OUT_OF_SERVICE";

	public Duration getGracePeriod() {
		return this.gracePeriod;
	}

	public void setGracePeriod(Duration gracePeriod) {
		this.gracePeriod = gracePeriod;
	}

	public String getIdleStatus() {
		return this.idleStatus;
	}

	public void setIdleStatus(String idleStatus) {
		this.idleStatus = idleStatus;
	}

}
