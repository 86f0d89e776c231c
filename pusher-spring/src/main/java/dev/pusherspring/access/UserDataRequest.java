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

/**
 * Somebody asks to sign in on a connection. An instance exists only if the socket id is
 * such that it can be signed. The string form shows no values of parameters.
 *
 * @param app name of the app, {@code pusher} for the default one
 * @param socketId id of the connection
 * @param principal who asks, or {@code null} if nobody is authenticated. It is the
 * {@code Authentication} with Spring Security
 * @param parameters the other parameters of the request, which come from the client and
 * prove nothing
 * @since 1.0.0
 */
public record UserDataRequest(String app, String socketId, @Nullable Principal principal,
		Map<String, List<String>> parameters) {

	public UserDataRequest {
		AccessParameters.checkSocketId(socketId);
		parameters = Map.copyOf(parameters);
	}

	/**
	 * Return the first value of a parameter.
	 * @param name name of the parameter
	 * @return the value, or {@code null} if the request has none
	 */
	public @Nullable String parameter(String name) {
		return AccessParameters.first(this.parameters, name);
	}

	@Override
	public String toString() {
		return "UserDataRequest[app=" + this.app + ", socketId=" + this.socketId + ", parameters="
				+ this.parameters.keySet() + "]";
	}

}
