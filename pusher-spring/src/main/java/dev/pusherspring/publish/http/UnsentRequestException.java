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

package dev.pusherspring.publish.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;

import javax.net.ssl.SSLHandshakeException;

/**
 * Thrown when a request has not been sent completely, so that the server cannot have
 * processed it.
 *
 * @since 1.0.0
 */
public class UnsentRequestException extends IOException {

	/**
	 * Create a new {@link UnsentRequestException} instance.
	 * @param message what failed
	 * @param cause the cause
	 */
	public UnsentRequestException(String message, IOException cause) {
		super(message, cause);
	}

	/**
	 * Return whether a request is known not to have been sent completely.
	 * @param ex the exception of the request, from any HTTP client
	 * @return {@code false} if the server may have processed the request
	 */
	public static boolean isCertain(IOException ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsentRequestException || cause instanceof ConnectException
					|| cause instanceof UnknownHostException || cause instanceof NoRouteToHostException
					|| cause instanceof HttpConnectTimeoutException || cause instanceof UnresolvedAddressException
					|| cause instanceof SSLHandshakeException) {
				return true;
			}
		}
		return false;
	}

}
