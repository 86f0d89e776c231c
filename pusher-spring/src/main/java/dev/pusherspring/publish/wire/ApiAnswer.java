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
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An answer of the HTTP API. The status is the effective one, because soketi reports some
 * errors with status 200 and the error in the body.
 *
 * @param status the status
 * @param body the body, or an empty object if the body is not JSON
 * @param text the message of the server, from a body that is not JSON or from the
 * {@code error} field; empty if there is none
 * @param genuine whether the body is one of a Channels server: empty or a JSON object
 * @param date the time of the server, or {@code null} if unknown
 * @param retryAfter seconds to wait before a retry, or {@code null} if unknown
 * @since 1.0.0
 */
public record ApiAnswer(int status, JsonNode body, String text, boolean genuine, @Nullable Instant date,
		@Nullable Long retryAfter) {

	private static final int BAD_REQUEST = 400;

	private static final JsonMapper mapper = new JsonMapper();

	/**
	 * Read an answer.
	 * @param status the HTTP status
	 * @param body the bytes of the body
	 * @param date the time of the server, or {@code null} if unknown
	 * @param retryAfter seconds to wait before a retry, or {@code null} if unknown
	 * @return the answer
	 */
	public static ApiAnswer of(int status, byte[] body, @Nullable Instant date, @Nullable Long retryAfter) {
		JsonNode json = parse(body);
		if (json == null) {
			String text = new String(body, StandardCharsets.UTF_8);
			return new ApiAnswer(status, JsonNodeFactory.instance.objectNode(), text, text.isBlank(), date, retryAfter);
		}
		JsonNode error = json.path("error");
		if (error.isMissingNode() || error.isNull() || error.equals(BooleanNode.FALSE)) {
			return new ApiAnswer(status, json, "", true, date, retryAfter);
		}
		int meant = (status / 100 == 2) ? json.path("code").asInt(BAD_REQUEST) : status;
		return new ApiAnswer((meant / 100 == 2) ? BAD_REQUEST : meant, json, error.asString(""), true, date,
				retryAfter);
	}

	private static @Nullable JsonNode parse(byte[] body) {
		// the most common answer
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
	 * Return whether the call was successful.
	 * @return whether it was successful
	 */
	public boolean isSuccess() {
		return this.status / 100 == 2;
	}

	/**
	 * Return whether a Channels server gives the reason of a failure.
	 * @return whether there is a reason
	 */
	public boolean isExplained() {
		return this.genuine && !this.text.isBlank();
	}

	/**
	 * Does not include content that may quote the request.
	 */
	@Override
	public String toString() {
		return "ApiAnswer[status=" + this.status + "]";
	}

}
