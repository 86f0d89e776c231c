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

package dev.pusherspring.client.internal.core;

import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.log.LogMessage;

import dev.pusherspring.client.internal.connection.ConnectionError;

/**
 * What is logged of a connection's errors: one line per outage, not one per attempt.
 */
final class OutageLog {

	private static final Log logger = LogFactory.getLog(OutageLog.class);

	private final String name;

	private boolean outage;

	OutageLog(String name) {
		this.name = name;
	}

	void established() {
		this.outage = false;
	}

	void error(ConnectionError error, boolean connected) {
		String code = (error.code() != null) ? " (" + error.code() + ")" : "";
		if (error.fatal()) {
			logger.error(LogMessage.format("%s has stopped: %s%s", this.name, error.message(), code));
		}
		else if (connected) {
			logger.warn(LogMessage.format("%s: %s%s", this.name, error.message(), code));
		}
		else if (!this.outage) {
			this.outage = true;
			logger.warn(LogMessage.format("%s has no connection and goes on trying: %s%s", this.name, error.message(),
					code));
		}
		else {
			logger.debug(LogMessage.format("%s: %s%s", this.name, error.message(), code));
		}
	}

	void retrying(int attempt, Duration delay) {
		logger.debug(LogMessage.format("%s: attempt %d follows in %d ms", this.name, attempt, delay.toMillis()));
	}

}
