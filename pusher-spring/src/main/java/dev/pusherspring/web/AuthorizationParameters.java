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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.http.HttpStatus;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

import dev.pusherspring.signature.SocketId;

/**
 * The parameters of an authorization request, in the formats of Pusher clients and their
 * plugins: a form or JSON, with one or several channels.
 *
 * @since 1.0.0
 */
public final class AuthorizationParameters {

	/**
	 * Maximum size of a JSON body in bytes.
	 */
	public static final int MAX_BODY = 256 * 1024;

	static final int MAX_CHANNELS = 500;

	private static final String SOCKET_ID = "socket_id";

	private static final String CHANNEL = "channel_name";

	private static final ObjectReader JSON = WebAnswer.JSON.reader()
		.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

	private final MultiValueMap<String, String> parameters;

	private AuthorizationParameters(MultiValueMap<String, String> parameters) {
		this.parameters = parameters;
	}

	/**
	 * Return the parameters of a form or of a query.
	 * @param form the parameters
	 * @return the parameters
	 */
	public static AuthorizationParameters of(MultiValueMap<String, String> form) {
		return new AuthorizationParameters(new LinkedMultiValueMap<>(form));
	}

	/**
	 * Read the parameters of a JSON object. An array in {@code channel_name} requests
	 * several channels.
	 * @param json the JSON
	 * @return the parameters
	 * @throws InvalidRequestException if it is not a JSON object, if it has a name twice,
	 * or if the name of a channel is not a string
	 */
	public static AuthorizationParameters ofJson(byte[] json) {
		MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
		read(json).forEachEntry((name, value) -> {
			if (value.isArray()) {
				String element = name.equals(CHANNEL) ? name + "[]" : name;
				value.forEach((each) -> parameters.add(element, text(element, each)));
			}
			else {
				parameters.add(name, text(name, value));
			}
		});
		return new AuthorizationParameters(parameters);
	}

	private static JsonNode read(byte[] json) {
		try {
			JsonNode body = JSON.readTree(new String(json, StandardCharsets.UTF_8));
			if (body.isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			// the cause may quote content that must not be sent to the client
		}
		throw invalid("The body must be a JSON object without duplicate names");
	}

	private static String text(String name, JsonNode value) {
		if (!value.isString() && (name.equals(CHANNEL) || isElement(name))) {
			throw invalid("'" + CHANNEL + "' must be a string or a list of strings");
		}
		return value.isString() ? value.stringValue() : value.toString();
	}

	/**
	 * Return the exception for a body that is neither a form nor JSON.
	 * @return the exception
	 */
	public static InvalidRequestException unsupported() {
		return new InvalidRequestException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be a form or JSON");
	}

	String socketId() {
		String socketId = only(SOCKET_ID);
		if (!SocketId.isValid(socketId)) {
			throw invalid("'" + SOCKET_ID + "' must have the form 'number.number'");
		}
		return socketId;
	}

	/**
	 * Return whether the format for several channels is used, even with a single channel.
	 * @return whether the format for several channels is used
	 */
	boolean isBatch() {
		return !this.parameters.containsKey(CHANNEL)
				&& this.parameters.keySet().stream().anyMatch(AuthorizationParameters::isElement);
	}

	String channel() {
		return only(CHANNEL);
	}

	List<String> channels() {
		List<String> channels = new ArrayList<>();
		this.parameters.forEach((name, values) -> {
			if (isElement(name)) {
				channels.addAll(values);
			}
		});
		if (channels.size() > MAX_CHANNELS) {
			throw invalid("A request must not have more than %d channels but has %d".formatted(MAX_CHANNELS,
					channels.size()));
		}
		return channels.stream().filter(Objects::nonNull).distinct().toList();
	}

	// with two values, different checks might use different ones
	private String only(String name) {
		List<String> values = this.parameters.getOrDefault(name, List.of());
		if (values.size() != 1 || values.get(0) == null) {
			throw invalid("'" + name + "' must be present exactly once");
		}
		return values.get(0);
	}

	Map<String, List<String>> others() {
		Map<String, List<String>> others = new LinkedHashMap<>();
		this.parameters.forEach((name, values) -> {
			if (!name.equals(SOCKET_ID) && !name.equals(CHANNEL) && !isElement(name)) {
				others.put(name, values.stream().filter(Objects::nonNull).toList());
			}
		});
		return others;
	}

	private static boolean isElement(String name) {
		return name.startsWith(CHANNEL + "[") && name.endsWith("]");
	}

	private static InvalidRequestException invalid(String message) {
		return new InvalidRequestException(HttpStatus.BAD_REQUEST, message);
	}

}
