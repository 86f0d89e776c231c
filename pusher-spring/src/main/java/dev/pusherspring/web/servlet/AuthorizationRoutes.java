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

package dev.pusherspring.web.servlet;

import java.io.IOException;
import java.security.Principal;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import dev.pusherspring.access.security.RequestPrincipal;
import dev.pusherspring.web.AuthorizationEndpoint;
import dev.pusherspring.web.AuthorizationParameters;
import dev.pusherspring.web.InvalidRequestException;
import dev.pusherspring.web.Jsonp;
import dev.pusherspring.web.WebAnswer;

/**
 * Routes to authorization endpoints.
 *
 * @since 1.0.0
 */
public final class AuthorizationRoutes {

	private final RouterFunctions.Builder routes = RouterFunctions.route();

	private final boolean jsonp;

	private boolean empty = true;

	/**
	 * Create routes.
	 * @param jsonp whether to also answer GET requests with JSONP
	 */
	public AuthorizationRoutes(boolean jsonp) {
		this.jsonp = jsonp;
	}

	/**
	 * Add an endpoint.
	 * @param path the path of the endpoint
	 * @param endpoint the endpoint
	 * @return these routes
	 */
	public AuthorizationRoutes add(String path, AuthorizationEndpoint endpoint) {
		this.empty = false;
		this.routes.POST(path, (request) -> post(request, endpoint));
		if (this.jsonp) {
			this.routes.GET(path, (request) -> script(request, endpoint));
		}
		return this;
	}

	/**
	 * Build the routes.
	 * @return a router function
	 */
	public RouterFunction<ServerResponse> build() {
		return this.empty ? (request) -> Optional.empty() : this.routes.build();
	}

	private static ServerResponse post(ServerRequest request, AuthorizationEndpoint endpoint) throws IOException {
		try {
			return Responses.of(endpoint.answer(parameters(request), principal(request)));
		}
		catch (InvalidRequestException ex) {
			return Responses.of(ex.answer());
		}
	}

	private static AuthorizationParameters parameters(ServerRequest request) throws IOException {
		MediaType type = contentType(request);
		if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
			return AuthorizationParameters.ofJson(RequestBody.read(request, AuthorizationParameters.MAX_BODY));
		}
		if (MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)) {
			return AuthorizationParameters.of(request.params());
		}
		throw AuthorizationParameters.unsupported();
	}

	private static MediaType contentType(ServerRequest request) {
		try {
			return request.headers().contentType().orElse(MediaType.APPLICATION_FORM_URLENCODED);
		}
		catch (InvalidMediaTypeException ex) {
			throw AuthorizationParameters.unsupported();
		}
	}

	private static ServerResponse script(ServerRequest request, AuthorizationEndpoint endpoint) {
		try {
			WebAnswer answer = endpoint.answer(AuthorizationParameters.of(request.params()), principal(request));
			return Responses.of(Jsonp.wrap(answer, request.params().get(Jsonp.CALLBACK)));
		}
		catch (InvalidRequestException ex) {
			return Responses.of(ex.answer());
		}
	}

	private static @Nullable Principal principal(ServerRequest request) {
		return RequestPrincipal.authenticated(request.principal().orElse(null));
	}

}
