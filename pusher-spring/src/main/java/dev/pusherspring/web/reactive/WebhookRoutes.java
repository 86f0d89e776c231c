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

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import dev.pusherspring.web.WebhookEndpoint;

/**
 * Route to the webhook endpoint.
 *
 * @since 1.0.0
 */
public final class WebhookRoutes {

	private WebhookRoutes() {
	}

	/**
	 * Return the route.
	 * @param path path of the endpoint
	 * @param endpoint the endpoint
	 * @return a router function
	 */
	public static RouterFunction<ServerResponse> of(String path, WebhookEndpoint endpoint) {
		return RouterFunctions.route().POST(path, (request) -> post(request, endpoint)).build();
	}

	private static Mono<ServerResponse> post(ServerRequest request, WebhookEndpoint endpoint) {
		ServerRequest.Headers headers = request.headers();
		return Responses.of(RequestBody.read(request, endpoint.getMaxSize())
			.map((body) -> endpoint.answer(headers.firstHeader(WebhookEndpoint.KEY_HEADER),
					headers.firstHeader(WebhookEndpoint.SIGNATURE_HEADER), body)));
	}

}
