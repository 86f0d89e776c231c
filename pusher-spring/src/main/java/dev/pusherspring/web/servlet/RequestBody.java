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

import org.springframework.web.servlet.function.ServerRequest;

import dev.pusherspring.web.InvalidRequestException;

/**
 * Reads the unmodified body of a request.
 */
final class RequestBody {

	private RequestBody() {
	}

	/**
	 * Read the body.
	 * @param request the request
	 * @param maxLength maximum size of the body in bytes
	 * @return the body
	 * @throws IOException if it cannot be read completely
	 * @throws InvalidRequestException if it is too large
	 */
	static byte[] read(ServerRequest request, int maxLength) throws IOException {
		if (request.headers().contentLength().orElse(0) <= maxLength) {
			byte[] body = request.servletRequest().getInputStream().readNBytes(maxLength + 1);
			if (body.length <= maxLength) {
				return body;
			}
		}
		throw InvalidRequestException.tooLarge(maxLength);
	}

}
