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
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to an HTTP request. {@link #toString()} does not include the body.
 *
 * @param status the status
 * @param contentType the content type of the body
 * @param body the body
 * @since 1.0.0
 */
public record WebAnswer(HttpStatus status, MediaType contentType, String body) {

	static final JsonMapper JSON = JsonMapper.shared();

	static WebAnswer json(HttpStatus status, ObjectNode body) {
		return new WebAnswer(status, MediaType.APPLICATION_JSON, JSON.writeValueAsString(body));
	}

	/**
	 * Return an answer for an error.
	 * @param status the status
	 * @param message the error message
	 * @return the answer
	 */
	public static WebAnswer error(HttpStatus status, String message) {
		return json(status, JSON.createObjectNode().put("error", message));
	}

	@Override
	public String toString() {
		return "WebAnswer[status=" + this.status.value() + "]";
	}

}
