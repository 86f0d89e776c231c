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

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import dev.pusherspring.client.auth.http.ProxyAuthenticator;

/**
 * Describes why a server could not be reached. The JDK's own exceptions do not name the
 * server, which an operator needs to know.
 */
public final class ConnectFailure {

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	private ConnectFailure() {
	}

	public static String server(URI uri) {
		return uri.getScheme() + "://" + uri.getRawAuthority();
	}

	public static String refusal(URI uri, String refused, int status) {
		if (status == PROXY_AUTHENTICATION_REQUIRED) {
			return "Failed to connect to %s: %s".formatted(server(uri), ProxyAuthenticator.REFUSAL);
		}
		return "%s refused %s with HTTP status %d".formatted(server(uri), refused, status);
	}

	public static IOException explain(Throwable failure, URI uri) {
		return new IOException(describe(failure, uri), failure);
	}

	private static String describe(Throwable failure, URI uri) {
		String server = server(uri);
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException
					|| cause instanceof SocketTimeoutException) {
				return "%s did not answer in time".formatted(server);
			}
			if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
				return "Failed to connect to %s: the name of the host cannot be resolved".formatted(server);
			}
			if (cause instanceof SSLException) {
				return "Failed to connect to %s: TLS: %s".formatted(server, mostSpecificMessage(cause));
			}
		}
		if (failure instanceof ConnectException && failure.getMessage() == null) {
			return "Failed to connect to %s: the connection was refused".formatted(server);
		}
		return "Failed to connect to %s: %s".formatted(server, mostSpecificMessage(failure));
	}

	// the innermost exception may not have a message
	private static String mostSpecificMessage(Throwable failure) {
		String message = failure.getClass().getSimpleName();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause.getMessage() != null) {
				message = cause.getMessage();
			}
		}
		return message;
	}

}
