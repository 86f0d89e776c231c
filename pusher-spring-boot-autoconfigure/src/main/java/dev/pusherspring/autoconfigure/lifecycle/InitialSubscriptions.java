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

package dev.pusherspring.autoconfigure.lifecycle;

import java.util.List;
import java.util.function.Consumer;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.PusherListenerRegistry;

/**
 * The initial subscriptions of a client: the configured channels and the channels of its
 * listeners.
 *
 * @param app name of the app
 * @param channels the configured channels
 * @param signin whether to sign in
 * @param registry the listener methods
 */
record InitialSubscriptions(String app, List<String> channels, boolean signin,
		PusherListenerRegistry registry) implements Consumer<PusherClient> {

	@Override
	public void accept(PusherClient client) {
		this.channels.forEach(client::subscribe);
		this.registry.startAll(this.app, client);
		if (this.signin) {
			client.signin();
		}
	}

}
