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

package dev.pusherspring.embedded.observed;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request to one of the authorization endpoints, as received.
 *
 * @param method the HTTP method: {@code POST} for the ajax form, {@code GET} for JSONP
 * @param path the path, without query
 * @param parameters the parameters of query and form, in the order received
 * @param headers the headers, with names in lower case
 * @since 1.0.0
 */
public record AuthorizationRequest(String method, String path, Map<String, List<String>> parameters,
		Map<String, List<String>> headers) {

	/**
	 * Return the first value of a parameter.
	 * @param name the parameter's name
	 * @return the value, or {@code null} if the parameter is absent
	 */
	public @Nullable String parameter(String name) {
		return first(this.parameters.get(name));
	}

	/**
	 * Return the first value of a header.
	 * @param name the header's name in any case
	 * @return the value, or {@code null} if the header is absent
	 */
	public @Nullable String header(String name) {
		return first(this.headers.get(name.toLowerCase(Locale.ROOT)));
	}

	/**
	 * Return the connection to authorize.
	 * @return the socket id, or {@code null} if the request has none
	 */
	public @Nullable String socketId() {
		return parameter("socket_id");
	}

	/**
	 * Return the channel to authorize.
	 * @return the name, or {@code null} in a request about a user
	 */
	public @Nullable String channelName() {
		return parameter("channel_name");
	}

	private static @Nullable String first(@Nullable List<String> values) {
		return (values != null && !values.isEmpty()) ? values.get(0) : null;
	}

}
