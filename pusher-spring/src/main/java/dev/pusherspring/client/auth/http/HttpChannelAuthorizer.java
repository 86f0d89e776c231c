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
 * Authorizes channels by asking an HTTP endpoint of the application's back end, as Pusher
 * clients in browsers do.
 * <p>
 * An answer with status 200 or 201 must be a JSON object with the text {@code auth}, and
 * where the channel needs them {@code channel_data} and {@code shared_secret}. Status 401
 * and 403 lead to one more request, for which the customizers run again. Whether trying
 * again later can help after any other failure is told by
 * {@link AuthorizationException#isRetryable()}: this class never waits between requests.
 * <p>
 * The configured timeout covers one whole request. It is kept with any HTTP client; only
 * a client whose blocked reads cannot be interrupted ({@code HttpURLConnection}, Apache
 * HttpComponents) should be given a read timeout as well, or its thread outlives the
 * call. When too many have, no request is sent until one of them ends. Redirects are
 * failures: an HTTP client from outside must be told not to follow them, or it would
 * carry credentials to another origin unseen.
 * <p>
 * Where {@link HttpAuthSettings#getBatchLimits()} permit it, one request is about several
 * channels, in the form of the plugin pusher-js-auth. An endpoint that answers otherwise
 * is asked for one channel at a time.
 * <p>
 * Safe for concurrent use.
 *
 * @since 1.0.0
 */
public final class HttpChannelAuthorizer implements BatchChannelAuthorizer {

	private final HttpAuthSettings settings;

	private final HttpAuthClient client;

	private final HttpBatches batches;

	/**
	 * Create an authorizer with an HTTP client of its own.
	 * @param settings where and how to ask
	 * @param customizers run in order on each request
	 */
	public HttpChannelAuthorizer(HttpAuthSettings settings, List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.requestFactory(settings), settings, customizers);
	}

	/**
	 * Create an authorizer that sends through a request factory.
	 * @param requestFactory sends the requests, following no redirects
	 * @param settings where and how to ask
	 * @param customizers run in order on each request
	 */
	public HttpChannelAuthorizer(ClientHttpRequestFactory requestFactory, HttpAuthSettings settings,
			List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.restClient(requestFactory), settings, customizers);
	}

	/**
	 * Create an authorizer that sends through a {@link RestClient}, with its interceptors
	 * and default headers.
	 * @param restClient sends the requests, following no redirects
	 * @param settings where and how to ask
	 * @param customizers run in order on each request
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
