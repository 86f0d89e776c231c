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

package dev.pusherspring.client.internal.core;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.client.PusherClientListener;
import dev.pusherspring.client.PusherOptions;
import dev.pusherspring.client.auth.ChannelAuthorizer;
import dev.pusherspring.client.auth.UserAuthenticator;

/**
 * The parts of a client, except its event loop and transports.
 *
 * @param name name of the client
 * @param options its options
 * @param listeners the initial listeners
 * @param channelAuthorizer the authorizer of channels, or {@code null}
 * @param userAuthenticator the authenticator of the user, or {@code null}
 * @param jsonMapper the mapper that writes the data of client events and converts the
 * info of members
 */
public record ClientSetup(String name, PusherOptions options, List<PusherClientListener> listeners,
		@Nullable ChannelAuthorizer channelAuthorizer, @Nullable UserAuthenticator userAuthenticator,
		JsonMapper jsonMapper) {

	/**
	 * Return the label that identifies the client in names of threads and log messages.
	 * @return the label
	 */
	public String label() {
		return this.name.equals(PusherClient.DEFAULT_NAME) ? this.name : PusherClient.DEFAULT_NAME + "-" + this.name;
	}

}
