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

package dev.pusherspring.client.auth.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.auth.AuthorizationException;
import dev.pusherspring.client.auth.ChannelAuthorization;

/**
 * The JSON object in the answer of an endpoint. Error messages never quote it, since it
 * contains signatures and keys.
 */
final class AuthAnswer {

	// not the application's mapper, which may be more lenient
	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final AuthTarget target;

	private final int status;

	private final JsonNode fields;

	private AuthAnswer(AuthTarget target, int status, JsonNode fields) {
		this.target = target;
		this.status = status;
		this.fields = fields;
	}

	static AuthAnswer parse(AuthTarget target, int status, byte[] body, @Nullable String callback) {
		try {
			JsonNode json = (callback != null) ? MAPPER.readTree(unwrap(body, callback)) : MAPPER.readTree(body);
			Assert.isTrue(json.isObject(), "no JSON object");
			return new AuthAnswer(target, status, json);
		}
		catch (JacksonException ex) {
			// the message of the exception quotes the answer
			throw unusable(target, status, "malformed JSON");
		}
		catch (CharacterCodingException ex) {
			throw unusable(target, status, "text that is not UTF-8");
		}
		catch (IllegalArgumentException ex) {
			throw unusable(target, status, String.valueOf(ex.getMessage()));
		}
	}

	private static String unwrap(byte[] body, String callback) throws CharacterCodingException {
		String script = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		return JsonpScript.unwrap(script, callback);
	}

	/**
	 * Return the part of the answer for one channel of a batch.
	 * @param channelName the name of the channel
	 * @return the part, or {@code null} if there is none
	 */
	@Nullable AuthAnswer of(String channelName) {
		if (!isAbout(channelName)) {
			return null;
		}
		JsonNode part = this.fields.path(channelName);
		JsonNode data = part.path("data");
		return new AuthAnswer(this.target.only(channelName), status(part), data.isObject() ? data : part);
	}

	// the status may be omitted on success
	private int status(JsonNode part) {
		JsonNode value = part.path("status");
		int status = (value.isMissingNode() || value.isNull()) ? 0 : value.asInt(-1);
		return (status != 0) ? status : this.status;
	}

	/**
	 * Return whether the answer contains a channel of a batch.
	 * @param channelName the name of the channel
	 * @return {@code true} if it does
	 */
	boolean isAbout(String channelName) {
		return this.fields.path(channelName).isObject();
	}

	TimedExchanges.Answer outcome() {
		return new TimedExchanges.Answer(this.status, null, null);
	}

	ChannelAuthorization authorization() {
		return new ChannelAuthorization(required("auth"), optional("channel_data"), optional("shared_secret"));
	}

	String required(String name) {
		String value = optional(name);
		if (value == null) {
			throw unusable(this.target, this.status, "no '" + name + "'");
		}
		return value;
	}

	@Nullable String optional(String name) {
		JsonNode value = this.fields.get(name);
		if (value == null || value.isNull()) {
			return null;
		}
		if (!value.isString()) {
			throw unusable(this.target, this.status, "a '" + name + "' that is not a JSON string");
		}
		if (value.stringValue().isBlank()) {
			throw unusable(this.target, this.status, "an empty '" + name + "'");
		}
		return value.stringValue();
	}

	private static AuthorizationException unusable(AuthTarget target, int status, String what) {
		// retryable, since another server may have answered in place of the endpoint
		return target.failure("answered with status " + status + " but " + what, status, true, null);
	}

}
