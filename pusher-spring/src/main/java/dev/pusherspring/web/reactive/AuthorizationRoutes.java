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

package dev.pusherspring.web.reactive;

import java.security.Principal;
import java.util.Optional;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.pusherspring.access.security.RequestPrincipal;
import dev.pusherspring.web.AuthorizationEndpoint;
import dev.pusherspring.web.AuthorizationParameters;
import dev.pusherspring.web.InvalidRequestException;
import dev.pusherspring.web.Jsonp;
import dev.pusherspring.web.WebAnswer;

/**
 * Routes to authorization endpoints. Requests are handled on
 * {@link Schedulers#boundedElastic()}, as endpoints may block.
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
		this.routes.POST(path, (request) -> answer(request, parameters(request), endpoint));
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
		return this.empty ? (request) -> Mono.empty() : this.routes.build();
	}

	private static Mono<ServerResponse> answer(ServerRequest request, Mono<AuthorizationParameters> parameters,
			AuthorizationEndpoint endpoint) {
		Mono<Optional<Principal>> principal = request.principal()
			.<Optional<Principal>>map((user) -> Optional.ofNullable(RequestPrincipal.authenticated(user)))
			.defaultIfEmpty(Optional.empty());
		return Responses.of(Mono.zip(parameters, principal)
			.publishOn(Schedulers.boundedElastic())
			.map((question) -> endpoint.answer(question.getT1(), question.getT2().orElse(null))));
	}

	private static Mono<AuthorizationParameters> parameters(ServerRequest request) {
		return Mono.defer(() -> read(request))
			.onErrorMap(InvalidMediaTypeException.class, (ex) -> AuthorizationParameters.unsupported());
	}

	private static Mono<AuthorizationParameters> read(ServerRequest request) {
		MediaType type = request.headers().contentType().orElse(MediaType.APPLICATION_FORM_URLENCODED);
		if (MediaType.APPLICATION_JSON.isCompatibleWith(type)) {
			return RequestBody.read(request, AuthorizationParameters.MAX_BODY).map(AuthorizationParameters::ofJson);
		}
		if (MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)) {
			return form(request).map((form) -> AuthorizationParameters.of(join(request.queryParams(), form)));
		}
		return Mono.error(AuthorizationParameters.unsupported());
	}

	private static Mono<MultiValueMap<String, String>> form(ServerRequest request) {
		return request.formData()
			.onErrorMap(DataBufferLimitException.class,
					(ex) -> new InvalidRequestException(HttpStatus.CONTENT_TOO_LARGE, "The form is too large"))
			.onErrorMap(IllegalArgumentException.class,
					(ex) -> new InvalidRequestException(HttpStatus.BAD_REQUEST, "The form cannot be decoded"));
	}

	// as a servlet container does
	private static MultiValueMap<String, String> join(MultiValueMap<String, String> query,
			MultiValueMap<String, String> form) {
		MultiValueMap<String, String> all = new LinkedMultiValueMap<>();
		all.addAll(query);
		all.addAll(form);
		return all;
	}

	private static Mono<ServerResponse> script(ServerRequest request, AuthorizationEndpoint endpoint) {
		MultiValueMap<String, String> query = request.queryParams();
		return answer(request, Mono.just(AuthorizationParameters.of(query)), (parameters, principal) -> {
			WebAnswer answer = endpoint.answer(parameters, principal);
			return Jsonp.wrap(answer, query.get(Jsonp.CALLBACK));
		});
	}

}
