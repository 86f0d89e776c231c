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

import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import dev.pusherspring.web.InvalidRequestException;
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

	private static ServerResponse post(ServerRequest request, WebhookEndpoint endpoint) throws IOException {
		try {
			byte[] body = RequestBody.read(request, endpoint.getMaxSize());
			ServerRequest.Headers headers = request.headers();
			return Responses.of(endpoint.answer(headers.firstHeader(WebhookEndpoint.KEY_HEADER),
					headers.firstHeader(WebhookEndpoint.SIGNATURE_HEADER), body));
		}
		catch (InvalidRequestException ex) {
			return Responses.of(ex.answer());
		}
	}

}
