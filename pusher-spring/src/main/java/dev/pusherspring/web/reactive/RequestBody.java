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

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

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
	 * @return the body, or an {@link InvalidRequestException} if it is too large
	 */
	static Mono<byte[]> read(ServerRequest request, int maxLength) {
		if (request.headers().contentLength().orElse(0) > maxLength) {
			return Mono.error(InvalidRequestException.tooLarge(maxLength));
		}
		return DataBufferUtils.join(request.exchange().getRequest().getBody(), maxLength)
			.map(RequestBody::bytes)
			.defaultIfEmpty(new byte[0])
			.onErrorMap(DataBufferLimitException.class, (ex) -> InvalidRequestException.tooLarge(maxLength));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
