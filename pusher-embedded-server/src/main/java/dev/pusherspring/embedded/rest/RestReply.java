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

package dev.pusherspring.embedded.rest;

/**
 * The answer to a call of the REST API.
 *
 * @param status the status
 * @param contentType the type of the body
 * @param body the body
 * @since 1.0.0
 */
public record RestReply(int status, String contentType, String body) {

	static RestReply json(String body) {
		return new RestReply(200, "application/json", body);
	}

	/**
	 * Create an error answer.
	 * @param status the status
	 * @param message the message for the caller
	 * @return the answer
	 */
	public static RestReply error(int status, String message) {
		return new RestReply(status, "text/plain; charset=utf-8", message + "\n");
	}

}
