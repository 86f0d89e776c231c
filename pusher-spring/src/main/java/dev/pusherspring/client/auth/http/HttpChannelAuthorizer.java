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

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.BatchChannelAuthorizer;
import dev.pusherspring.client.auth.BatchLimits;
import dev.pusherspring.client.auth.ChannelAuthorization;

/**
 * Authorizes channels by calling an HTTP endpoint of the application's back end, like
 * Pusher clients in browsers.
 * <p>
 * An answer with status 200 or 201 must be a JSON object with the string {@code auth}
 * and, if required by the channel, {@code channel_data} and {@code shared_secret}. After
 * status 401 or 403 the request is retried once, with the customizers called again. For
 * other failures, {@link AuthorizationException#isRetryable()} returns whether a later
 * retry may succeed. This class never waits between requests.
 * <p>
 * The configured timeout covers a whole request and works with any HTTP client. Clients
 * whose blocked reads cannot be interrupted ({@code HttpURLConnection}, Apache
 * HttpComponents) should have a read timeout as well, since their threads otherwise
 * outlive the call. If there are too many such threads, no request is sent until one of
 * them ends. Redirects are treated as failures. A custom HTTP client must be configured
 * not to follow them, since it could otherwise send credentials to another origin.
 * <p>
 * If {@link HttpAuthSettings#getBatchLimits()} allow it, one request authorizes several
 * channels, in the form of the plugin pusher-js-auth. If the endpoint does not answer in
 * this form, channels are authorized one at a time.
 * <p>
 * Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class HttpChannelAuthorizer implements BatchChannelAuthorizer {

	private final HttpAuthSettings settings;

	private final HttpAuthClient client;

	private final HttpBatches batches;

	/**
	 * Create an authorizer with an HTTP client of its own.
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpChannelAuthorizer(HttpAuthSettings settings, List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.requestFactory(settings), settings, customizers);
	}

	/**
	 * Create an authorizer that uses a request factory.
	 * @param requestFactory the request factory, which must not follow redirects
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpChannelAuthorizer(ClientHttpRequestFactory requestFactory, HttpAuthSettings settings,
			List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.restClient(requestFactory), settings, customizers);
	}

	/**
	 * Create an authorizer that uses a {@link RestClient} with its interceptors and
	 * default headers.
	 * @param restClient the client, which must not follow redirects
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpChannelAuthorizer(RestClient restClient, HttpAuthSettings settings,
			List<AuthRequestCustomizer> customizers) {
		this.client = new HttpAuthClient(restClient, settings, customizers);
		this.settings = settings;
		this.batches = new HttpBatches(settings, this.client);
	}

	@Override
	public ChannelAuthorization authorize(String channelName, String socketId) {
		return this.client.ask(new AuthTarget(this.settings.getEndpoint(), socketId, channelName)).authorization();
	}

	@Override
	public Map<String, Result> authorize(Set<String> channelNames, String socketId) {
		return this.batches.authorize(channelNames, socketId);
	}

	@Override
	public BatchLimits getBatchLimits() {
		return this.settings.getBatchLimits();
	}

	@Override
	public String toString() {
		return "HttpChannelAuthorizer[" + this.settings + "]";
	}

}
