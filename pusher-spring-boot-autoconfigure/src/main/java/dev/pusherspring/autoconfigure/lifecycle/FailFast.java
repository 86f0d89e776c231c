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

package dev.pusherspring.autoconfigure.lifecycle;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;

/**
 * Waits for the connection at startup, and says what is wrong if there is none in time.
 *
 * @param app name of the app
 * @param client its client
 * @param server description of the server
 * @param timeout longest time to wait
 */
record FailFast(String app, PusherClient client, String server, Duration timeout) {

	void await(Future<Void> connected) {
		try {
			connected.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			Integer code = (cause instanceof PusherConnectException connectException) ? connectException.getCode()
					: null;
			throw new PusherStartupException(this.app, "Failed to connect to %s: %s%s".formatted(this.server,
					cause.getMessage(), (code != null) ? " (" + code + ")" : ""), code, cause);
		}
		catch (TimeoutException ex) {
			String message = "Failed to connect to %s within %d ms".formatted(this.server, this.timeout.toMillis());
			PusherError error = lastError();
			if (error == null) {
				throw new PusherStartupException(this.app, message, null, ex);
			}
			throw new PusherStartupException(this.app, message + ": " + error.message(), error.code(),
					(error.cause() != null) ? error.cause() : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the connection", ex);
		}
	}

	// an attempt that failed says more than that none succeeded
	private @Nullable PusherError lastError() {
		ConnectionInfo info = this.client.getConnectionInfo();
		return (info != null) ? info.lastError() : null;
	}

}
