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
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.signature.EncryptionMasterKey;
import dev.pusherspring.signature.SecretBox;

/**
 * Creates the data of events: strings as is, anything else as JSON, optionally with a
 * trace context and encrypted.
 *
 * @since 1.0.0
 */
public final class EventData {

	private static final SecureRandom random = new SecureRandom();

	private final JsonMapper mapper;

	private final @Nullable String traceContextField;

	/**
	 * Create a new {@link EventData} instance.
	 * @param mapper converts data to JSON
	 * @param traceContextField name of the JSON field for the trace context, or
	 * {@code null} for none
	 */
	public EventData(JsonMapper mapper, @Nullable String traceContextField) {
		this.mapper = mapper;
		this.traceContextField = traceContextField;
	}

	/**
	 * Return data as text.
	 * @param data the data
	 * @return the text
	 */
	public String text(@Nullable Object data) {
		return (data instanceof String text) ? text : this.mapper.writeValueAsString(data);
	}

	/**
	 * Add the trace context to data that is a JSON object.
	 * @param text the data as text
	 * @param data the data; a string is not changed
	 * @param traceContext entries such as {@code traceparent}
	 * @return the text, with the trace context if possible
	 */
	public String withTraceContext(String text, @Nullable Object data, Map<String, String> traceContext) {
		if (this.traceContextField == null || traceContext.isEmpty() || data instanceof String
				|| !text.startsWith("{")) {
			return text;
		}
		String member = this.mapper.writeValueAsString(Map.of(this.traceContextField, traceContext));
		String rest = text.substring(1).stripLeading();
		return member.substring(0, member.lastIndexOf('}')) + (rest.startsWith("}") ? "" : ",") + rest;
	}

	/**
	 * Encrypt data for a channel.
	 * @param text the data
	 * @param channel name of the channel
	 * @param masterKey the master key of the app
	 * @return the encrypted data
	 */
	public static String encrypt(String text, String channel, EncryptionMasterKey masterKey) {
		byte[] nonce = new byte[SecretBox.NONCE_LENGTH];
		random.nextBytes(nonce);
		byte[] box = new SecretBox(masterKey.sharedSecret(channel)).seal(nonce, text.getBytes(StandardCharsets.UTF_8));
		Base64.Encoder base64 = Base64.getEncoder();
		// Base64 does not need escaping
		return "{\"nonce\":\"" + base64.encodeToString(nonce) + "\",\"ciphertext\":\"" + base64.encodeToString(box)
				+ "\"}";
	}

}
