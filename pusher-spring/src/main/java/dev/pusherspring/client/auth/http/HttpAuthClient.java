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

package dev.pusherspring.client.auth.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.auth.AuthRequest;
import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;

/**
 * Calls an endpoint, retries once with fresh credentials if it refuses, and translates
 * failures.
 */
final class HttpAuthClient {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.client.auth");

	private final HttpAuthSettings settings;

	private final List<AuthRequestCustomizer> customizers;

	private final AuthRequestEncoder encoder;

	private final TimedExchanges exchanges;

	HttpAuthClient(RestClient restClient, HttpAuthSettings settings, List<AuthRequestCustomizer> customizers) {
		Assert.notNull(restClient, "'restClient' must not be null");
		Assert.notNull(settings, "'settings' must not be null");
		Assert.notNull(customizers, "'customizers' must not be null");
		this.settings = settings;
		this.customizers = List.copyOf(customizers);
		this.encoder = new AuthRequestEncoder(settings);
		this.exchanges = new TimedExchanges(restClient, settings.getTimeout());
	}

	/**
	 * Create the request factory to use if the application does not provide one.
	 * @param settings the settings of the endpoint
	 * @return a factory that does not follow redirects
	 */
	static ClientHttpRequestFactory requestFactory(HttpAuthSettings settings) {
		Assert.notNull(settings, "'settings' must not be null");
		HttpClient client = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NEVER)
			// no upgrade to HTTP/2 on unencrypted connections, which not every server
			// supports
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(settings.getTimeout())
			.build();
		return new JdkClientHttpRequestFactory(client);
	}

	static RestClient restClient(ClientHttpRequestFactory requestFactory) {
		Assert.notNull(requestFactory, "'requestFactory' must not be null");
		return RestClient.builder().requestFactory(requestFactory).build();
	}

	AuthAnswer ask(AuthTarget target) {
		return read(exchange(target));
	}

	/**
	 * Call the endpoint, and retry once with fresh credentials if it refuses.
	 * @param target the target of the request
	 * @return the reply of the endpoint
	 */
	Reply exchange(AuthTarget target) {
		Reply reply = exchange(target, false);
		if (reply.answer().isRefusal()) {
			logger.debug(LogMessage.format("%s refused with status %s. Retrying once with fresh credentials", target,
					reply.answer().status()));
			return exchange(target, true);
		}
		return reply;
	}

	Reply exchange(AuthTarget target, boolean retry) {
		EncodedRequest request = prepare(target, retry);
		return new Reply(target, retry, request, send(target, request));
	}

	private EncodedRequest prepare(AuthTarget target, boolean retry) {
		AuthRequest request = AuthRequest.forChannels(target.socketId(), target.channelNames(), retry);
		for (AuthRequestCustomizer customizer : this.customizers) {
			try {
				customizer.customize(request);
			}
			catch (AuthorizationException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				// most likely credentials that are temporarily unavailable
				throw new AuthorizationException(
						target + " failed: customizer '" + customizer.getClass().getName() + "' threw an exception",
						null, true, ex);
			}
		}
		try {
			return this.encoder.encode(request);
		}
		catch (IllegalArgumentException ex) {
			throw new AuthorizationException(target + " failed: " + ex.getMessage());
		}
	}

	private TimedExchanges.Answer send(AuthTarget target, EncodedRequest request) {
		try {
			TimedExchanges.Answer answer = this.exchanges.perform(request, (int) maxResponseSize(target).toBytes());
			logger.trace(LogMessage.format("%s: '%s' answered with status %s", target, request, answer.status()));
			return answer;
		}
		catch (TimeoutException ex) {
			throw target.failure("did not answer within " + this.settings.getTimeout().toMillis() + " ms", null, true,
					null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw target.failure("did not answer before the thread was interrupted", null, true, null);
		}
		catch (ExecutionException ex) {
			throw failure(target, request, ex.getCause());
		}
	}

	private AuthorizationException failure(AuthTarget target, EncodedRequest request, @Nullable Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		Throwable cause = (thrown != null && thrown.getCause() instanceof IOException io) ? io : thrown;
		String reason = (cause instanceof IOException) ? "could not be reached" : "could not be called";
		// a retry does not help if the HTTP client rejects the request itself
		boolean retryable = !(cause instanceof IllegalArgumentException);
		if (cause != null && request.secrets().isQuotedBy(cause)) {
			return target.failure(reason + " (" + cause.getClass().getName() + ", details withheld)", null, retryable,
					null);
		}
		// the JDK quotes the head of the answer
		String text = String.valueOf(cause);
		String printable = PrintableText.of(text);
		return target.failure(reason + " (" + printable + ")", null, retryable, printable.equals(text) ? cause : null);
	}

	AuthAnswer read(Reply reply) {
		AuthTarget target = reply.target();
		EncodedRequest request = reply.request();
		TimedExchanges.Answer answer = reply.answer();
		int status = answer.status();
		if (answer.isRedirect()) {
			throw target.failure("answered with a redirect" + redirectTarget(request, answer.location()) + " (status "
					+ status + "), which is not followed", status, false, null);
		}
		if (answer.isRefusal()) {
			throw target.failure("refused with status " + status, status, false, null);
		}
		if (status == HttpStatus.PROXY_AUTHENTICATION_REQUIRED.value()) {
			throw target.failure(
					"could not be reached: " + ProxyAuthenticator.REFUSAL
							+ ", or add org.apache.httpcomponents.client5:httpclient5 to the classpath",
					status, false, null);
		}
		if (!answer.isSuccess()) {
			throw target.failure("answered with status " + status, status, answer.isTransient(), null);
		}
		if (answer.body() == null) {
			throw target.failure("answered with more than " + maxResponseSize(target), status, true, null);
		}
		return AuthAnswer.parse(target, status, answer.body(), request.callback());
	}

	// the limit applies to each channel of a batch
	private DataSize maxResponseSize(AuthTarget target) {
		long size = this.settings.getMaxResponseSize().toBytes() * Math.max(1, target.channelNames().size());
		return DataSize.ofBytes(Math.min(size, HttpAuthSettings.LARGEST_RESPONSE_SIZE.toBytes()));
	}

	private String redirectTarget(EncodedRequest request, @Nullable String location) {
		if (location == null) {
			return "";
		}
		try {
			String address = HttpAddress.of(this.settings.getEndpoint().resolve(location));
			return request.secrets().isQuotedBy(address) ? "" : " to '" + PrintableText.of(address) + "'";
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	/**
	 * The reply of an endpoint to a request.
	 *
	 * @param target the target of the request
	 * @param retry whether this was the retry with fresh credentials
	 * @param request the request
	 * @param answer the answer as received
	 */
	record Reply(AuthTarget target, boolean retry, EncodedRequest request, TimedExchanges.Answer answer) {

	}

}
