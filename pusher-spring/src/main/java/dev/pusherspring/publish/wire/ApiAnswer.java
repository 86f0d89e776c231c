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

package dev.pusherspring.publish.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer of the HTTP API. The status is the one that is meant: soketi answers with 200
 * and has the error in the body.
 *
 * @param status the status
 * @param body the body; an empty object if there is none that is JSON
 * @param text what a server says in place of JSON, or in the {@code error} of a body;
 * empty if it says nothing
 * @param date the server's time, or {@code null} if it does not say
 * @param retryAfter seconds to wait, or {@code null} if the server does not say
 * @since 1.0.0
 */
public record ApiAnswer(int status, JsonNode body, String text, @Nullable Instant date, @Nullable Long retryAfter) {

	private static final int BAD_REQUEST = 400;

	private static final JsonMapper mapper = new JsonMapper();

	/**
	 * Read an answer.
	 * @param status the HTTP status
	 * @param body the bytes of the body
	 * @param date the server's time, or {@code null} if it does not say
	 * @param retryAfter seconds to wait, or {@code null} if the server does not say
	 * @return the answer
	 */
	public static ApiAnswer of(int status, byte[] body, @Nullable Instant date, @Nullable Long retryAfter) {
		JsonNode json = parse(body);
		if (json == null) {
			return new ApiAnswer(status, JsonNodeFactory.instance.objectNode(),
					new String(body, StandardCharsets.UTF_8), date, retryAfter);
		}
		JsonNode error = json.path("error");
		if (error.isMissingNode()) {
			return new ApiAnswer(status, json, "", date, retryAfter);
		}
		int meant = (status / 100 == 2) ? json.path("code").asInt(BAD_REQUEST) : status;
		return new ApiAnswer((meant / 100 == 2) ? BAD_REQUEST : meant, json, error.asString(""), date, retryAfter);
	}

	private static @Nullable JsonNode parse(byte[] body) {
		// what servers answer most of the time
		if (body.length == 0 || (body.length == 2 && body[0] == '{' && body[1] == '}')) {
			return JsonNodeFactory.instance.objectNode();
		}
		try {
			JsonNode json = mapper.readTree(body);
			return json.isObject() ? json : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	/**
	 * Return whether the server has done what it was asked to.
	 * @return whether it has
	 */
	public boolean isSuccess() {
		return this.status / 100 == 2;
	}

	/**
	 * Leaves out what may quote the request.
	 */
	@Override
	public String toString() {
		return "ApiAnswer[status=" + this.status + "]";
	}

}
