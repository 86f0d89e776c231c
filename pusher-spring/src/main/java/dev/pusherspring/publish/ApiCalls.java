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

package dev.pusherspring.publish;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.backoff.BackOffExecution;

import dev.pusherspring.publish.http.UnsentRequestException;
import dev.pusherspring.publish.wire.ApiAnswer;
import dev.pusherspring.publish.wire.RefusalText;
import dev.pusherspring.publish.wire.RequestSigner;

/**
 * Sends signed requests, retries those that are known to have had no effect, and
 * classifies failures.
 */
final class ApiCalls {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.publish");

	private static final int MAX_ANSWER = 16 * 1024 * 1024;

	private static final int UNAUTHORIZED = 401;

	private static final int REQUEST_TIMEOUT = 408;

	private static final int TOO_MANY_REQUESTS = 429;

	private static final int UNAVAILABLE = 503;

	private static final long MAX_RETRY_AFTER = 5;

	// servers accept timestamps that differ by up to 600 seconds
	private static final Duration SKEW = Duration.ofSeconds(590);

	private final PublishOptions options;

	private final ClientHttpRequestFactory requestFactory;

	private final InstantSource clock;

	private final RequestSigner signer;

	private final String origin;

	private final String path;

	ApiCalls(PublishOptions options, ClientHttpRequestFactory requestFactory, InstantSource clock) {
		this.options = options;
		this.requestFactory = requestFactory;
		this.clock = clock;
		this.signer = new RequestSigner(options.getKey(), options.getSigner());
		URI address = options.getAddress();
		this.origin = address.getScheme() + "://" + address.getRawAuthority();
		this.path = address.getRawPath().replaceAll("/+$", "") + "/apps/" + options.getAppId();
	}

	/**
	 * Make a call, with retries if they are safe.
	 * @param call the call
	 * @param method the HTTP method
	 * @param resource the path that follows the path of the app
	 * @param parameters parameters of the call
	 * @param body the body, empty for none
	 * @param data the data of the events in the body
	 * @return the answer of the successful call
	 */
	ApiAnswer make(PublishCall call, HttpMethod method, String resource, Map<String, String> parameters, byte[] body,
			Collection<String> data) {
		BackOffExecution pauses = null;
		while (true) {
			call.countAttempt();
			PublishFailedException failure;
			long pause = 0;
			try {
				ApiAnswer answer = send(method, this.path + resource, parameters, body);
				if (answer.isSuccess() && answer.genuine()) {
					return answer;
				}
				failure = check(call, answer, data);
				Long retryAfter = answer.retryAfter();
				if (failure.isAmbiguous() || (retryAfter != null && retryAfter > MAX_RETRY_AFTER)) {
					throw failure;
				}
				pause = (retryAfter != null) ? TimeUnit.SECONDS.toMillis(retryAfter) : 0;
			}
			catch (IOException ex) {
				failure = failure(call, ex);
				if (failure.isAmbiguous()) {
					throw failure;
				}
			}
			pauses = (pauses != null) ? pauses : this.options.getRetry().start();
			long backOff = pauses.nextBackOff();
			if (backOff == BackOffExecution.STOP || !pause(Math.max(backOff, pause))) {
				throw failure;
			}
			logger.debug(LogMessage.format("%s. Retrying", failure.getMessage()));
		}
	}

	// each attempt needs its own timestamp and signature
	private ApiAnswer send(HttpMethod method, String path, Map<String, String> parameters, byte[] body)
			throws IOException {
		String query = this.signer.query(method.name(), path, parameters, body, this.clock.instant().getEpochSecond());
		ClientHttpRequest request = this.requestFactory.createRequest(URI.create(this.origin + path + "?" + query),
				method);
		if (body.length > 0) {
			request.getHeaders().setContentType(MediaType.APPLICATION_JSON);
			request.getHeaders().setContentLength(body.length);
			if (request instanceof StreamingHttpOutputMessage streaming) {
				streaming.setBody(body);
			}
			else {
				request.getBody().write(body);
			}
		}
		try (ClientHttpResponse response = request.execute()) {
			return read(response);
		}
	}

	private ApiAnswer read(ClientHttpResponse response) throws IOException {
		HttpHeaders headers = response.getHeaders();
		InputStream content = response.getBody();
		// a body that has already been read needs no buffer
		byte[] body = (content instanceof ByteArrayInputStream) ? content.readAllBytes()
				: content.readNBytes(MAX_ANSWER + 1);
		if (body.length > MAX_ANSWER) {
			throw new IOException("the answer is larger than %d bytes".formatted(MAX_ANSWER));
		}
		int status = response.getStatusCode().value();
		boolean success = status / 100 == 2;
		return ApiAnswer.of(status, body, success ? null : date(headers), success ? null : retryAfter(headers));
	}

	private static @Nullable Instant date(HttpHeaders headers) {
		try {
			long date = headers.getDate();
			return (date != -1) ? Instant.ofEpochMilli(date) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private @Nullable Long retryAfter(HttpHeaders headers) {
		String value = headers.getFirst(HttpHeaders.RETRY_AFTER);
		if (value == null || value.matches("\\d{1,18}")) {
			return (value != null) ? Long.valueOf(value) : null;
		}
		try {
			long end = headers.getFirstDate(HttpHeaders.RETRY_AFTER);
			Instant now = date(headers);
			return Math.max(0, Duration.between((now != null) ? now : this.clock.instant(), Instant.ofEpochMilli(end))
				.toSeconds());
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private PublishFailedException check(PublishCall call, ApiAnswer answer, Collection<String> data) {
		int status = answer.status();
		if (answer.isSuccess()) {
			return new PublishFailedException(
					("%s was answered by %s with status %d, but not by a Channels server: the answer is not a JSON "
							+ "object. Check host, port and path. It is not known whether a Channels server has "
							+ "processed the call")
						.formatted(call.describe(), server(), status),
					status, true, null);
		}
		String text = RefusalText.of(answer.text(), data);
		if (isTemporaryRefusal(answer)) {
			return new PublishFailedException("%s was temporarily refused by %s with status %d%s"
				.formatted(call.describe(), server(), status, text), status, false, null);
		}
		if (status >= 500 || status == REQUEST_TIMEOUT) {
			return new PublishFailedException(
					"%s was answered by %s with status %d%s. The server may have processed the call"
						.formatted(call.describe(), server(), status, text),
					status, true, null);
		}
		if (status / 100 == 3) {
			throw new PublishRejectedException("%s was redirected by %s with status %d, but redirects are not followed"
				.formatted(call.describe(), server(), status), status);
		}
		String reason = (status == UNAUTHORIZED) ? unauthorized(answer.date()) : text;
		throw new PublishRejectedException(
				"%s was rejected by %s with status %d%s".formatted(call.describe(), server(), status, reason), status);
	}

	// a proxy answers with status 503 also if it has lost the connection to the server
	// after passing the call on
	private static boolean isTemporaryRefusal(ApiAnswer answer) {
		return answer.status() == TOO_MANY_REQUESTS
				|| answer.status() == UNAVAILABLE && (answer.retryAfter() != null || answer.isExplained());
	}

	// the server's own message quotes the signed text
	private String unauthorized(@Nullable Instant date) {
		Duration skew = (date != null) ? Duration.between(date, this.clock.instant()) : Duration.ZERO;
		if (skew.abs().compareTo(SKEW) >= 0) {
			return (": the clock of this machine is %d s %s the clock of the server, which tolerates 600 s. Correct "
					+ "the clock")
				.formatted(skew.abs().toSeconds(), skew.isNegative() ? "behind" : "ahead of");
		}
		return ": key and secret do not belong to app '%s'. Check both".formatted(this.options.getAppId());
	}

	private PublishFailedException failure(PublishCall call, IOException ex) {
		boolean unsent = UnsentRequestException.isCertain(ex);
		String message = "%s %s".formatted(call.describe(),
				unsent ? "could not be sent to " + server()
						: "was sent to %s, but no complete answer was received. The server may have processed the call"
							.formatted(server()));
		boolean quoting = quotesSignature(ex);
		return new PublishFailedException(
				message + " (" + (quoting ? ex.getClass().getName() + ", details withheld" : ex) + ")", null, !unsent,
				quoting ? null : ex);
	}

	// HTTP clients may include the URL, whose query contains the signature
	private static boolean quotesSignature(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause.toString().contains("auth_") || cause.getSuppressed().length > 0) {
				return true;
			}
		}
		return false;
	}

	private String server() {
		return "'" + this.options.getAddress().getRawAuthority() + "'";
	}

	private static boolean pause(long millis) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
			if (Thread.currentThread().isInterrupted()) {
				return false;
			}
			LockSupport.parkNanos(left);
		}
		return true;
	}

}
