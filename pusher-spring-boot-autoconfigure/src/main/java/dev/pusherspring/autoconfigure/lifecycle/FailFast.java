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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ConnectionInfo;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherConnectException;
import dev.pusherspring.client.PusherError;

/**
 * Waits for the connection at startup, and fails if it is not established in time.
 *
 * @param app name of the app
 * @param client its client
 * @param server a description of the server
 * @param timeout maximum time to wait
 */
record FailFast(String app, PusherClient client, String server, Duration timeout) {

	void await(CompletableFuture<Void> connected) {
		// on shutdown, the JVM would close the context only after it has started
		Thread hook = new Thread(Thread.currentThread()::interrupt);
		try {
			addShutdownHook(hook);
			// closing the context interrupts a start that would wait forever
			connected.copy().orTimeout(this.timeout.toMillis(), TimeUnit.MILLISECONDS).get();
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw (cause instanceof TimeoutException) ? late(cause) : refused(cause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the connection", ex);
		}
		finally {
			removeShutdownHook(hook);
		}
	}

	private static void addShutdownHook(Thread hook) throws InterruptedException {
		try {
			Runtime.getRuntime().addShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			throw new InterruptedException("The JVM is shutting down");
		}
	}

	private static void removeShutdownHook(Thread hook) {
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException ex) {
			// the shutdown is running or about to run
		}
	}

	private PusherStartupException refused(Throwable cause) {
		Integer code = (cause instanceof PusherConnectException connectException) ? connectException.getCode() : null;
		return new PusherStartupException(this.app, "Failed to connect to %s: %s%s".formatted(this.server,
				cause.getMessage(), (code != null) ? " (" + code + ")" : ""), code, cause);
	}

	private PusherStartupException late(Throwable cause) {
		String message = "Failed to connect to %s within %d ms".formatted(this.server, this.timeout.toMillis());
		PusherError error = lastError();
		if (error == null) {
			return new PusherStartupException(this.app, message, null, cause);
		}
		return new PusherStartupException(this.app, message + ": " + error.message(), error.code(),
				(error.cause() != null) ? error.cause() : cause);
	}

	// the failure of an attempt is more helpful than the timeout
	private @Nullable PusherError lastError() {
		ConnectionInfo info = this.client.getConnectionInfo();
		return (info != null) ? info.lastError() : null;
	}

}
