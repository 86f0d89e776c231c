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

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import dev.pusherspring.client.auth.AuthRequestCustomizer;
import dev.pusherspring.client.auth.UserAuthentication;
import dev.pusherspring.client.auth.UserAuthenticator;

/**
 * Authenticates the user by calling an HTTP endpoint of the application's back end, like
 * Pusher clients in browsers. The answer must contain the strings {@code auth} and
 * {@code user_data}. In all other respects it works like {@link HttpChannelAuthorizer}.
 * <p>
 * Safe for use by multiple threads.
 *
 * @since 1.0.0
 */
public final class HttpUserAuthenticator implements UserAuthenticator {

	private final HttpAuthSettings settings;

	private final HttpAuthClient client;

	/**
	 * Create an authenticator with an HTTP client of its own.
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpUserAuthenticator(HttpAuthSettings settings, List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.requestFactory(settings), settings, customizers);
	}

	/**
	 * Create an authenticator that uses a request factory.
	 * @param requestFactory the request factory, which must not follow redirects
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpUserAuthenticator(ClientHttpRequestFactory requestFactory, HttpAuthSettings settings,
			List<AuthRequestCustomizer> customizers) {
		this(HttpAuthClient.restClient(requestFactory), settings, customizers);
	}

	/**
	 * Create an authenticator that uses a {@link RestClient} with its interceptors and
	 * default headers.
	 * @param restClient the client, which must not follow redirects
	 * @param settings the settings of the endpoint
	 * @param customizers the customizers to apply to each request, in order
	 */
	public HttpUserAuthenticator(RestClient restClient, HttpAuthSettings settings,
			List<AuthRequestCustomizer> customizers) {
		this.client = new HttpAuthClient(restClient, settings, customizers);
		this.settings = settings;
	}

	@Override
	public UserAuthentication authenticate(String socketId) {
		AuthAnswer answer = this.client.ask(new AuthTarget(this.settings.getEndpoint(), socketId, List.of()));
		return new UserAuthentication(answer.required("auth"), answer.required("user_data"));
	}

	@Override
	public String toString() {
		return "HttpUserAuthenticator[" + this.settings + "]";
	}

}
