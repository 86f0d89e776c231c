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

package dev.pusherspring.access;

import java.security.Principal;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.ChannelName;

/**
 * A request to subscribe to a channel. The name of the channel and the socket id are
 * valid. {@link #toString()} does not include the values of parameters.
 *
 * @param app name of the app, {@code pusher} for the default one
 * @param channel name of the channel
 * @param socketId socket id of the connection
 * @param principal the user who sends the request, or {@code null} if the request is not
 * authenticated. With Spring Security, it is the {@code Authentication}, but {@code null}
 * for an anonymous user
 * @param parameters the other parameters of the request, which come from the client and
 * cannot be trusted
 * @since 1.0.0
 */
public record ChannelAccessRequest(String app, String channel, String socketId, @Nullable Principal principal,
		Map<String, List<String>> parameters) {

	public ChannelAccessRequest {
		ChannelName.requireValid(channel);
		AccessParameters.checkSocketId(socketId);
		parameters = Map.copyOf(parameters);
	}

	/**
	 * Return the first value of a parameter.
	 * @param name name of the parameter
	 * @return the value, or {@code null} if the request does not have the parameter
	 */
	public @Nullable String parameter(String name) {
		return AccessParameters.first(this.parameters, name);
	}

	@Override
	public String toString() {
		return "ChannelAccessRequest[app=" + this.app + ", channel=" + this.channel + ", socketId=" + this.socketId
				+ ", parameters=" + this.parameters.keySet() + "]";
	}

}
