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

package dev.pusherspring.client.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLException;

import org.springframework.core.NestedExceptionUtils;

/**
 * Puts into words why a server could not be reached. The JDK's own exceptions leave out
 * what an operator needs: who did not answer.
 */
final class ConnectFailure {

	private ConnectFailure() {
	}

	static String server(URI uri) {
		return uri.getScheme() + "://" + uri.getRawAuthority();
	}

	static IOException explain(Throwable cause, URI uri) {
		String server = server(uri);
		if (cause instanceof HttpTimeoutException) {
			return new IOException("%s did not answer in time".formatted(server), cause);
		}
		Throwable root = NestedExceptionUtils.getMostSpecificCause(cause);
		if (root instanceof UnresolvedAddressException) {
			return new IOException("Failed to connect to %s: the name of the host cannot be resolved".formatted(server),
					cause);
		}
		if (cause instanceof SSLException) {
			return new IOException("Failed to connect to %s: TLS: %s".formatted(server, root.getMessage()), cause);
		}
		if (cause instanceof ConnectException && cause.getMessage() == null) {
			return new IOException("Failed to connect to %s: the connection was refused".formatted(server), cause);
		}
		String detail = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return new IOException("Failed to connect to %s: %s".formatted(server, detail), cause);
	}

}
