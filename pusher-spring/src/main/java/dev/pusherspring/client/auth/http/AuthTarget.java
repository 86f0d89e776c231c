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

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.PrintableText;
import dev.pusherspring.client.auth.AuthorizationException;

/**
 * The target of a request: the endpoint, the connection, and the channels to authorize or
 * the user to authenticate. Creates the exceptions for failures, with messages of the
 * same form.
 *
 * @param endpoint the endpoint
 * @param socketId the socket id of the connection
 * @param channelNames the channels to authorize, or none to authenticate the user
 */
record AuthTarget(URI endpoint, String socketId, List<String> channelNames) {

	AuthTarget(URI endpoint, String socketId, String channelName) {
		this(endpoint, socketId, List.of(channelName));
	}

	AuthTarget only(String channelName) {
		return new AuthTarget(this.endpoint, this.socketId, channelName);
	}

	AuthorizationException failure(String reason, @Nullable Integer status, boolean retryable,
			@Nullable Throwable cause) {
		return new AuthorizationException(this + " failed: '" + HttpAddress.of(this.endpoint) + "' " + reason, status,
				retryable, cause);
	}

	@Override
	public String toString() {
		return switch (this.channelNames.size()) {
			case 0 -> "Authentication of the user";
			case 1 -> "Authorization of channel '" + PrintableText.of(this.channelNames.get(0)) + "'";
			default -> "Authorization of " + this.channelNames.size() + " channels";
		};
	}

}
