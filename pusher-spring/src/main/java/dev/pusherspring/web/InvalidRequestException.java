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

package dev.pusherspring.web;

import org.springframework.http.HttpStatus;

/**
 * Thrown when a request is not valid. The message is sent to the client.
 *
 * @since 1.0.0
 */
public class InvalidRequestException extends RuntimeException {

	private final HttpStatus status;

	/**
	 * Create a new {@link InvalidRequestException} instance.
	 * @param status the HTTP status of the answer
	 * @param message the error message
	 */
	public InvalidRequestException(HttpStatus status, String message) {
		super(message);
		this.status = status;
	}

	/**
	 * Return the exception for a body that is too large.
	 * @param maxLength maximum size of the body in bytes
	 * @return the exception
	 */
	public static InvalidRequestException tooLarge(int maxLength) {
		return new InvalidRequestException(HttpStatus.CONTENT_TOO_LARGE,
				"The body must not have more than " + maxLength + " bytes");
	}

	/**
	 * Return the answer to the request.
	 * @return the answer
	 */
	public WebAnswer answer() {
		return WebAnswer.error(this.status, String.valueOf(getMessage()));
	}

}
