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

package dev.pusherspring.client.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.Assert;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A request to an authorization endpoint, before it is sent. Not safe for use by multiple
 * threads. The string form shows the names of parameters and headers, but not their
 * values.
 *
 * @since 1.0.0
 * @see AuthRequestCustomizer
 */
public final class AuthRequest {

	private final String socketId;

	private final List<String> channelNames;

	private final boolean retry;

	private final MultiValueMap<String, String> params = new LinkedMultiValueMap<>();

	private final HttpHeaders headers = new HttpHeaders();

	/**
	 * Create a request.
	 * @param socketId the socket id of the connection
	 * @param channelName the channel to authorize, or {@code null} to authenticate the
	 * user
	 * @param retry whether the endpoint has just refused the same request
	 */
	public AuthRequest(String socketId, @Nullable String channelName, boolean retry) {
		this(socketId, (channelName != null) ? List.of(channelName) : List.of(), retry);
	}

	private AuthRequest(String socketId, List<String> channelNames, boolean retry) {
		Assert.hasText(socketId, "'socketId' must not be empty");
		Assert.isTrue(channelNames.stream().noneMatch(String::isBlank), "'channelName' must not be blank");
		this.socketId = socketId;
		this.channelNames = List.copyOf(channelNames);
		this.retry = retry;
	}

	/**
	 * Create a request for any number of channels.
	 * @param socketId the socket id of the connection
	 * @param channelNames the channels to authorize, or an empty list to authenticate the
	 * user
	 * @param retry whether the endpoint has just refused the same request
	 * @return the request
	 */
	public static AuthRequest forChannels(String socketId, List<String> channelNames, boolean retry) {
		return new AuthRequest(socketId, channelNames, retry);
	}

	/**
	 * Return the socket id of the connection.
	 * @return the socket id
	 */
	public String getSocketId() {
		return this.socketId;
	}

	/**
	 * Return the name of the channel to authorize.
	 * @return the name, or {@code null} if the request authenticates the user or names
	 * several channels
	 * @see #getChannelNames()
	 */
	public @Nullable String getChannelName() {
		return (this.channelNames.size() == 1) ? this.channelNames.get(0) : null;
	}

	/**
	 * Return the names of the channels to authorize.
	 * @return the names: several for a batch, none if the request authenticates the user
	 */
	public List<String> getChannelNames() {
		return this.channelNames;
	}

	/**
	 * Return whether the endpoint has just refused the same request with status 401 or
	 * 403. Credentials should then be fetched again instead of taken from a cache.
	 * @return {@code true} for the second attempt
	 */
	public boolean isRetry() {
		return this.retry;
	}

	/**
	 * Return the parameters to add, initially empty. They replace configured parameters
	 * with the same names. If a name has several values, all of them are sent in order.
	 * @return the parameters, as a mutable map
	 */
	public MultiValueMap<String, String> params() {
		return this.params;
	}

	/**
	 * Return the headers to add, initially empty. They replace configured headers with
	 * the same names. Ignored with the {@code jsonp} transport.
	 * @return the headers, as a mutable map
	 */
	public HttpHeaders headers() {
		return this.headers;
	}

	@Override
	public String toString() {
		return "AuthRequest[socketId=" + this.socketId + ", channelNames=" + this.channelNames + ", retry=" + this.retry
				+ ", params=" + this.params.keySet() + ", headers=" + this.headers.headerNames() + "]";
	}

}
